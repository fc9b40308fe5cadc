/* What is asked for last is made of an answer that is waited for in between: of one that is only asked for now and then,
 * or on another connection. */
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

/* Not asked for where the name cannot be quoted. */
static int setting_of(PGconn *db, const char *name, char *value)
{
    char sql[200];
    char *quoted = PQescapeLiteral(db, name, 20);
    if (name[0] == '-')
        return 0;
    snprintf(sql, sizeof sql, "SELECT setting FROM pg_settings WHERE name = %s", quoted);
    PGresult *res = PQexec(db, sql);
    snprintf(value, 64, "%s", PQgetvalue(res, 0, 0));
    PQclear(res);
    return 1;
}

int lower(PGconn *db, const char *name)
{
    char value[64], sql[200];
    int n = number_of(db, "SELECT count(*) FROM nodes");
    if (!setting_of(db, name, value))
        return -1;
    snprintf(sql, sizeof sql, "SELECT set_interval(%d)", atoi(value) - 1);
    n += number_of(db, sql);
    snprintf(sql, sizeof sql, "SELECT set_timeout(%d)", atoi(value) - 1);
    return n + number_of(db, sql);
}

int other_connection(PGconn *db, PGconn *other)
{
    char sql[200];
    int n = number_of(db, "SELECT count(*) FROM nodes");
    int id = number_of(other, "SELECT id FROM self");
    snprintf(sql, sizeof sql, "SELECT count(*) FROM event WHERE id = %d", id);
    n += number_of(db, sql);
    snprintf(sql, sizeof sql, "SELECT count(*) FROM mail WHERE id = %d", id);
    return n + number_of(db, sql);
}
