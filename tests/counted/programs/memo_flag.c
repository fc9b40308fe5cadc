/* A flag of the object says that it was prepared: once, and once more when somebody says so. */
// count: run_all
// formula: n + 2
// run: n=0
// run: n=1
// run: n=6
// tight
#include "counted.h"
#include "libpq-fe.h"

#include <stdbool.h>
#include <stddef.h>

struct session {
    PGconn *db;
    bool is_prepared;
};

static void run(struct session *session, const char *const *value) {
    if (!session->is_prepared) {
        PQclear(PQprepare(session->db, "add", "INSERT INTO a VALUES ($1)", 1, NULL));
        session->is_prepared = true;
    }
    PQclear(PQexecPrepared(session->db, "add", 1, value, NULL, NULL, 0));
}

void run_all(struct session *session, const char *const *values, int n) {
    PQclear(PQexec(session->db, "BEGIN"));
    for (int i = 0; i < n; i++)
        run(session, &values[i]);
}

void counted_run(void) {
    int n = counted_size("n");
    struct session session = {PQconnectdb(""), false};
    COUNT(run_all(&session, counted_names(n), n));
    PQfinish(session.db);
}
