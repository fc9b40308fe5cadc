/* The flag that says that it was done is taken back by a helper on each turn. */
// count: run_all
// formula: n
// run: n=0
// run: n=1
// run: n=12
// tight
#include "counted.h"
#include "libpq-fe.h"

struct session {
    PGconn *db;
    int is_prepared, runs;
};

static void prepare(struct session *session) {
    if (!session->is_prepared) {
        PQclear(PQprepare(session->db, "add", "INSERT INTO a VALUES ($1)", 1, 0));
        session->is_prepared = 1;
    }
}

static void finish(struct session *session) {
    session->is_prepared = 0;
    session->runs++;
}

void run_all(struct session *session, int n) {
    for (int i = 0; i < n; i++) {
        prepare(session);
        finish(session);
    }
}

void counted_run(void) {
    struct session session = {PQconnectdb(""), 0, 0};
    COUNT(run_all(&session, counted_size("n")));
    PQfinish(session.db);
}
