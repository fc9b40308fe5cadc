/* All or nothing: what is done when it fails costs nothing while nothing fails. */
// count: move_all
// formula: 2*n + 2 (exact)
// run: n=0
// run: n=1
// run: n=15
#include "counted.h"
#include "libpq-fe.h"

static int run(PGconn *db, const char *statement) {
    PGresult *result = PQexec(db, statement);
    ExecStatusType status = PQresultStatus(result);
    PQclear(result);
    return status == PGRES_COMMAND_OK ? 0 : -1;
}

int move_all(PGconn *db, int n) {
    if (run(db, "BEGIN") < 0)
        return -1;
    for (int i = 0; i < n; i++) {
        if (run(db, "DELETE FROM a") < 0)
            goto failed;
        if (run(db, "INSERT INTO b VALUES (1)") < 0)
            goto failed;
    }
    return run(db, "COMMIT");
failed:
    run(db, "ROLLBACK");
    return -1;
}

void counted_run(void) {
    PGconn *db = PQconnectdb("");
    COUNT(move_all(db, counted_size("n")));
    PQfinish(db);
}
