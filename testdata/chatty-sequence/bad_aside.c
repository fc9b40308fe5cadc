/* The program ends well, or what is asked before it ends is enough by itself. */
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>

static int number_of(PGconn *db, const char *sql)
{
    PGresult *res = PQexec(db, sql);
    int n = atoi(PQgetvalue(res, 0, 0));
    PQclear(res);
    return n;
}

void done(PGconn *db, const char *primary)
{
    printf("%d\n", number_of(db, "SELECT count(*) FROM nodes")); // expect: chatty-sequence {{first of up to 4 round trips to postgresql, with others in between, where 1 would do}}
    printf("%d\n", number_of(db, "SELECT count(*) FROM events"));
    PGconn *other = PQconnectdb(primary);
    if (PQstatus(other) == CONNECTION_OK) {
        printf("%d\n", number_of(db, "SELECT count(*) FROM a"));
        printf("%d\n", number_of(db, "SELECT count(*) FROM b"));
        exit(0);
    }
    PQfinish(other);
}

void told(PGconn *db, const char *primary)
{
    PGconn *other = PQconnectdb(primary);
    if (PQstatus(other) == CONNECTION_OK) {
        printf("%d\n", number_of(db, "SELECT count(*) FROM nodes")); // expect: chatty-sequence {{first of up to 3 round trips to postgresql in a row, where 1 would do}}
        printf("%d\n", number_of(db, "SELECT count(*) FROM events"));
        printf("%d\n", number_of(db, "SELECT count(*) FROM mail"));
        exit(1);
    }
    PQfinish(other);
}
