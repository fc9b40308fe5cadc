/* Prepared anew on each turn: two a turn. */
// count: insert_all
// formula: 2*n (exact)
// run: n=0
// run: n=1
// run: n=60
#include "counted.h"
#include "mysql.h"

#include <stddef.h>

static int insert(MYSQL *mysql) {
    MYSQL_STMT *statement = mysql_stmt_init(mysql);
    if (mysql_stmt_prepare(statement, "INSERT INTO a VALUES (1)", 24) != 0) {
        mysql_stmt_close(statement);
        return -1;
    }
    int status = mysql_stmt_execute(statement);
    mysql_stmt_close(statement);
    return status;
}

int insert_all(MYSQL *mysql, int n) {
    for (int i = 0; i < n; i++)
        if (insert(mysql) != 0)
            return -1;
    return 0;
}

void counted_run(void) {
    MYSQL *mysql = mysql_init(NULL);
    COUNT(insert_all(mysql, counted_size("n")));
    mysql_close(mysql);
}
