/* What stands in between only reads, or is one of them: a pipeline keeps their order. */
#include <libpq-fe.h>
#include <stdlib.h>

static int number_of(PGconn *db, const char *sql)
{
    PGresult *res = PQexec(db, sql);
    int n = atoi(PQgetvalue(res, 0, 0));
    PQclear(res);
    return n;
}

static int has_more(PGconn *db, int limit)
{
    int n = number_of(db, "SELECT count(*) FROM pg_class");
    return n > limit ? number_of(db, "SELECT count(*) FROM pg_namespace") : 0;
}

int looked_up(PGconn *db)
{
    int id = number_of(db, "SELECT system_identifier FROM pg_control_system()"); // expect: chatty-sequence {{3 round trips to postgresql, with others in between, where 1 would do}}
    int more = has_more(db, 100);
    id += number_of(db, "SELECT count(*) FROM node");
    return more + id + number_of(db, "SELECT max(id) FROM node");
}

void made(PGconn *db)
{
    PQclear(PQexec(db, "CREATE TABLE node (id int)")); // expect: chatty-sequence {{first of 3 round trips to postgresql in a row, where 1 would do}}
    PQclear(PQexec(db, "GRANT ALL ON node TO reader"));
    PQclear(PQexec(db, "GRANT ALL ON node TO writer"));
}
