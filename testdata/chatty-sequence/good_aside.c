/* What is asked before the program gives up is no part of what is asked when it goes on. */
// expect-none
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

void promote(PGconn *db, const char *primary)
{
    printf("%d\n", number_of(db, "SELECT count(*) FROM nodes"));
    printf("%d\n", number_of(db, "SELECT count(*) FROM events"));
    PGconn *other = PQconnectdb(primary);
    if (PQstatus(other) == CONNECTION_OK) {
        fprintf(stderr, "there is one: %d\n", number_of(db, "SELECT id FROM primary_node"));
        exit(1);
    }
    PQfinish(other);
}

void promote_or(PGconn *db, const char *primary, int is_dry)
{
    printf("%d\n", number_of(db, "SELECT count(*) FROM nodes"));
    printf("%d\n", number_of(db, "SELECT count(*) FROM events"));
    PGconn *other = PQconnectdb(primary);
    if (PQstatus(other) == CONNECTION_OK) {
        fprintf(stderr, "there is one: %d\n", number_of(db, "SELECT id FROM primary_node"));
        exit(1);
    } else if (is_dry) {
        puts("there is none");
    }
    PQfinish(other);
}
