/* Of what a function may ask, the listed calls are those that the constant arguments leave; and of two calls of one
 * helper, the path ends at the one that is made each time. */
#include <libpq-fe.h>
#include <stdbool.h>

static bool maintain(PGconn *conn, const char *text) {
    PGresult *result = PQexec(conn, text);
    bool is_done = PQresultStatus(result) == PGRES_COMMAND_OK;
    PQclear(result);
    return is_done;
}

static void resolve(PGconn *conn, const char *name) {
    PQclear(PQexec(conn, "RESET search_path"));
    PQclear(PQexec(conn, name));
}

static void command(PGconn *conn, const char *name, bool is_async) {
    resolve(conn, name);
    if (is_async)
        PQsendQuery(conn, name);
    else
        maintain(conn, name);
}

static void passes_on(PGconn *conn, bool is_async, const char *name) { command(conn, name, is_async); }

void all_async(PGconn *conn, int count, const char **names) {
    for (int i = 0; i < count; i++)
        command(conn, names[i], true); // expect: call-in-loop {{2 \* count round trips}}
}

void all_async_deeper(PGconn *conn, int count, const char **names) {
    for (int i = 0; i < count; i++)
        passes_on(conn, true, names[i]); // expect: call-in-loop {{2 \* count round trips}}
}

void all_waiting(PGconn *conn, int count, const char **names) {
    for (int i = 0; i < count; i++)
        command(conn, names[i], false); // expect: call-in-loop {{3 \* count round trips}}
}

struct session {
    PGconn *conn;
    bool is_prepared;
};

static void insert(struct session *session, const char *const *row) {
    if (!session->is_prepared) {
        PQclear(PQprepare(session->conn, "insert", "INSERT INTO t VALUES ($1)", 1, 0));
        session->is_prepared = true;
    }
    PQclear(PQexecPrepared(session->conn, "insert", 1, row, 0, 0, 0));
}

void insert_all(struct session *session, int count, const char *const **rows) {
    for (int i = 0; i < count; i++)
        insert(session, rows[i]); // expect: call-in-loop {{count}}
}
