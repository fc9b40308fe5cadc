/* Rows are taken until there is none; each asks on a second connection. */
// count: copy_rows
// formula: rows(result) + 1 (exact)
// run: n=0
// run: n=1
// run: n=60
// where: rows(result) = n
#include "counted.h"
#include "mysql.h"

#include <stdio.h>

int copy_rows(MYSQL *from, MYSQL *to) {
    MYSQL_ROW row;
    if (mysql_query(from, "SELECT id FROM a") != 0)
        return -1;
    MYSQL_RES *result = mysql_store_result(from);
    while ((row = mysql_fetch_row(result))) {
        char text[64];
        snprintf(text, sizeof text, "INSERT INTO b VALUES (%s)", row[0]);
        if (mysql_query(to, text) != 0)
            break;
    }
    mysql_free_result(result);
    return 0;
}

void counted_run(void) {
    counted_answer("SELECT", counted_size("n"));
    MYSQL *from = mysql_init(NULL), *to = mysql_init(NULL);
    COUNT(copy_rows(from, to));
    mysql_close(from);
    mysql_close(to);
}
