/* Each request is only sent because of what the answer before it has said, though no part of that answer is handed on:
 * helpers test it. */
// expect-none
#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>

enum state { STATE_UNKNOWN, STATE_AVAILABLE, STATE_INSTALLED };

struct info {
    int is_paused;
    int lag;
};

static int is_true(const char *text)
{
    return text && strcmp(text, "t") == 0 ? 1 : 0;
}

static enum state state_of(PGconn *db)
{
    PGresult *res = PQexec(db, "SELECT installed_version FROM pg_available_extensions");
    enum state state = STATE_UNKNOWN;
    if (PQresultStatus(res) == PGRES_TUPLES_OK)
        state = PQgetisnull(res, 0, 0) ? STATE_AVAILABLE : STATE_INSTALLED;
    PQclear(res);
    return state;
}

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

/* The result of a test. */
int by_result(PGconn *db)
{
    if (state_of(db) != STATE_INSTALLED)
        return 1;
    if (!has_rows(db, "SELECT * FROM nodes"))
        return 2;
    return has_rows(db, "SELECT * FROM events");
}

static int info_of(PGconn *db, struct info *info)
{
    PGresult *res = PQexec(db, "SELECT pg_is_wal_replay_paused()");
    info->is_paused = is_true(PQgetvalue(res, 0, 0));
    info->lag = atoi(PQgetvalue(res, 0, 1));
    PQclear(res);
    return 1;
}

/* The field of a record that a helper fills. */
int by_field(PGconn *db)
{
    struct info info = {0};
    if (info_of(db, &info) == 0)
        return -1;
    if (info.is_paused)
        return 2;
    return has_rows(db, "UPDATE nodes SET is_seen = true") + has_rows(db, "DELETE FROM events");
}

static int setting_of(PGconn *db, const char *sql, int *value)
{
    PGresult *res = PQexec(db, sql);
    int is_found = 0;
    for (int i = 0; i < PQntuples(res); i++)
        if (PQgetvalue(res, i, 0)[0] == 'w') {
            *value = atoi(PQgetvalue(res, i, 1));
            is_found = 1;
            break;
        }
    PQclear(res);
    return is_found;
}

/* A number that a helper may set. */
int by_argument(PGconn *db)
{
    int interval = 0;
    if (!setting_of(db, "SELECT name, setting FROM pg_settings", &interval))
        return -1;
    if (interval > 1000)
        return 2;
    return has_rows(db, "UPDATE nodes SET is_seen = true") + has_rows(db, "DELETE FROM events");
}
