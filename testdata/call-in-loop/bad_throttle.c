#include "libpq-fe.h"
#include <stdio.h>
#include <unistd.h>

struct row {
    struct row *next;
    const char *name;
};

struct row *next_row(void *cursor);

/* The rows drive these loops, the sleep only spares the server. */
void by_index(PGconn *db, const char **rows, int n)
{
    for (int i = 0; i < n; i++) {
        PQclear(PQexec(db, rows[i])); // expect: call-in-loop {{n round trips}}
        usleep(10);
    }
}

void by_list(PGconn *db, struct row *row)
{
    char statement[200];
    for (; row; row = row->next) {
        snprintf(statement, sizeof statement, "INSERT INTO t VALUES ('%s')", row->name);
        PQclear(PQexec(db, statement)); // expect: call-in-loop {{length\(row\) round trips}}
        usleep(10);
    }
}

void by_iterator(PGconn *db, void *cursor)
{
    int count = 0;
    for (;;) {
        struct row *row = next_row(cursor);
        if (!row)
            break;
        PQclear(PQexec(db, row->name)); // expect: call-in-loop {{PQexec}}
        if (++count % 100 == 0)
            sleep(1);
    }
}

/* Every period, over data: the data is told. */
// expect-cost every_hour: n
void every_hour(PGconn *db, const char **tables, int n)
{
    for (;;) {
        for (int i = 0; i < n; i++)
            PQclear(PQexec(db, tables[i])); // expect: call-in-loop {{n round trips}}
        sleep(3600);
    }
}
