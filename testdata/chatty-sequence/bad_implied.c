/* What is tested leads to nothing, or to something else: all could go together. */
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct info {
    int is_paused;
    int lag;
};

static int has_rows(PGconn *db, const char *sql)
{
    PGresult *res = PQexec(db, sql);
    if (PQntuples(res) > 0) {
        PQclear(res);
        return 1;
    }
    PQclear(res);
    return 0;
}

static int is_done(PGconn *db, const char *sql)
{
    PGresult *res = PQexec(db, sql);
    if (PQresultStatus(res) != PGRES_COMMAND_OK) {
        PQclear(res);
        return 0;
    }
    PQclear(res);
    return 1;
}

int all_of(PGconn *db)
{
    int nodes = has_rows(db, "SELECT * FROM nodes"); // expect: chatty-sequence {{first of 3 round trips to postgresql in a row, where 1 would do}}
    int events = has_rows(db, "SELECT * FROM events");
    int servers = has_rows(db, "SELECT * FROM servers");
    if (nodes && events && servers)
        puts("all");
    return nodes + events + servers;
}

/* That one has not failed decides nothing. */
int each_done(PGconn *db)
{
    if (!is_done(db, "INSERT INTO a VALUES (1)")) // expect: chatty-sequence {{first of 3 round trips to postgresql in a row, where 1 would do}}
        return -1;
    if (!is_done(db, "INSERT INTO b VALUES (1)"))
        return -1;
    if (!is_done(db, "INSERT INTO c VALUES (1)"))
        return -1;
    return 0;
}

static int info_of(PGconn *db, struct info *info)
{
    PGresult *res = PQexec(db, "SELECT pg_is_wal_replay_paused()");
    info->is_paused = PQgetvalue(res, 0, 0)[0] == 't';
    info->lag = atoi(PQgetvalue(res, 0, 1));
    PQclear(res);
    return 1;
}

/* Only what is decided waits for it. */
int some_decided(PGconn *db)
{
    struct info info = {0};
    int n = has_rows(db, "SELECT * FROM nodes"); // expect: chatty-sequence {{first of up to 4 round trips to postgresql in a row, where 2 would do}}
    n += has_rows(db, "SELECT * FROM events");
    if (info_of(db, &info) == 0)
        return -1;
    if (info.is_paused && !is_done(db, "SELECT pg_wal_replay_resume()"))
        return -1;
    return n;
}
