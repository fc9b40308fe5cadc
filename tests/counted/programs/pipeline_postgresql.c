/* A pipeline of PostgreSQL: statements, a mark, and the answers behind it. */
// count: run_all
// formula: 1
// run: n=0
// run: n=1
// run: n=60
// tight
#include "counted.h"
#include "libpq-fe.h"

#include <stddef.h>

void run_all(PGconn *db, const char *const *statements, int n) {
    PQenterPipelineMode(db);
    for (int i = 0; i < n; i++)
        PQsendQuery(db, statements[i]);
    PQpipelineSync(db);
    for (int i = 0; i < n; i++) {
        PQclear(PQgetResult(db));
        PQgetResult(db); /* the end of the statement's answers */
    }
    PQclear(PQgetResult(db)); /* the mark's */
    PQexitPipelineMode(db);
}

void counted_run(void) {
    int n = counted_size("n");
    PGconn *db = PQconnectdb("");
    COUNT(run_all(db, counted_names(n), n));
    PQfinish(db);
}
