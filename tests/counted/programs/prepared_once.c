/* Prepared once, run for each, closed without waiting. */
// count: insert_all
// formula: n + 1
// tight
// sends: 1
// run: n=0
// run: n=1
// run: n=60
#include "counted.h"
#include "mysql.h"

#include <string.h>

int insert_all(MYSQL *mysql, int n) {
    static const char text[] = "INSERT INTO a VALUES (?)";
    MYSQL_STMT *statement = mysql_stmt_init(mysql);
    int status = mysql_stmt_prepare(statement, text, strlen(text));
    for (int i = 0; i < n && status == 0; i++) {
        MYSQL_BIND bind = {0};
        mysql_stmt_bind_param(statement, &bind);
        status = mysql_stmt_execute(statement);
    }
    mysql_stmt_close(statement);
    return status;
}

void counted_run(void) {
    MYSQL *mysql = mysql_init(NULL);
    COUNT(insert_all(mysql, counted_size("n")));
    mysql_close(mysql);
}
