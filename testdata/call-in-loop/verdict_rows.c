/* A statement for each row of an earlier answer: the rows were there before the loop, and no statement needs them. */
#include "mysql.h"

#include <stdio.h>

void each_row(MYSQL *db, MYSQL_RES *rows)
{
    MYSQL_ROW row;
    while ((row = mysql_fetch_row(rows))) {
        char query[100];
        snprintf(query, sizeof query, "SHOW CREATE FUNCTION %s", row[1]);
        mysql_query(db, query); // expect: call-in-loop {{rows\(rows\) round trips}}
                                // expect-verdict: pipeline
    }
}

/* The rows within the loop are of the statement in the loop, the rows that it walks are not. */
void each_row_with_answer(MYSQL *db, MYSQL_RES *rows)
{
    MYSQL_ROW row;
    while ((row = mysql_fetch_row(rows))) {
        char query[100];
        snprintf(query, sizeof query, "SHOW CREATE FUNCTION %s", row[1]);
        mysql_query(db, query); // expect: call-in-loop {{rows\(rows\) round trips}}
                                // expect-verdict: pipeline
        MYSQL_RES *one = mysql_store_result(db);
        puts(mysql_fetch_row(one)[2]);
        mysql_free_result(one);
    }
}

void each_row_of_a_query(MYSQL *db)
{
    MYSQL_ROW row;
    mysql_query(db, "SHOW FUNCTION STATUS");
    MYSQL_RES *rows = mysql_store_result(db);
    while ((row = mysql_fetch_row(rows))) {
        char query[100];
        snprintf(query, sizeof query, "SHOW CREATE FUNCTION %s", row[1]);
        mysql_query(db, query); // expect: call-in-loop {{rows\(rows\) round trips}}
                                // expect-verdict: pipeline
    }
}

/* To go on only where nothing failed is no search. */
void until_one_fails(MYSQL *db, char **names)
{
    for (int i = 0; names[i]; i++) {
        char query[100];
        snprintf(query, sizeof query, "SHOW TABLE STATUS LIKE '%s'", names[i]);
        if (mysql_query(db, query)) { // expect: call-in-loop {{up to length\(names\) round trips}}
                                      // expect-verdict: pipeline
            perror("status");
            return;
        }
        MYSQL_RES *rows = mysql_store_result(db);
        if (!rows) {
            perror("result");
            return;
        }
        MYSQL_ROW row;
        while ((row = mysql_fetch_row(rows)))
            puts(row[0]);
        mysql_free_result(rows);
    }
}

/* The look-alike: the loop ends at the first name that has a row. */
int first_that_exists(MYSQL *db, char **names, int n)
{
    for (int i = 0; i < n; i++) {
        char query[100];
        snprintf(query, sizeof query, "SHOW TABLE STATUS LIKE '%s'", names[i]);
        mysql_query(db, query); // expect: call-in-loop {{up to n round trips}}
                                // expect-verdict: search
        MYSQL_RES *rows = mysql_store_result(db);
        MYSQL_ROW row = mysql_fetch_row(rows);
        mysql_free_result(rows);
        if (row)
            return i;
    }
    return -1;
}
