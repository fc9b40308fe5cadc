/* What is asked for behind a statement that makes its table must not go out before it. */
// expect-none
#include <libpq-fe.h>
#include <stdlib.h>

static int number_of(PGconn *db, const char *sql)
{
    PGresult *res = PQexec(db, sql);
    int n = atoi(PQgetvalue(res, 0, 0));
    PQclear(res);
    return n;
}

/* Only where it is not there yet. */
static void create(PGconn *db)
{
    PGresult *res = PQexec(db, "SELECT 1 FROM pg_class WHERE relname = 'node'");
    int is_there = PQntuples(res) > 0;
    PQclear(res);
    if (!is_there)
        PQclear(PQexec(db, "CREATE TABLE node (id int)"));
}

int joined(PGconn *db)
{
    int id = number_of(db, "SELECT system_identifier FROM pg_control_system()");
    create(db);
    return id + number_of(db, "SELECT count(*) FROM node") + number_of(db, "SELECT max(id) FROM node");
}

/* Long work, which is no part of a sequence. */
int indexed(PGconn *db)
{
    int id = number_of(db, "SELECT system_identifier FROM pg_control_system()");
    PQclear(PQexec(db, "CREATE INDEX node_id ON node (id)"));
    return id + number_of(db, "SELECT count(*) FROM node") + number_of(db, "SELECT max(id) FROM node");
}
