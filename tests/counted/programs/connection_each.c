/* A connection for each statement. */
// count: save_all
// formula: 2*n (exact)
// run: n=0
// run: n=1
// run: n=9
#include "counted.h"
#include "libpq-fe.h"

static void save(const char *where) {
    PGconn *db = PQconnectdb(where);
    if (PQstatus(db) == CONNECTION_OK)
        PQclear(PQexec(db, "INSERT INTO a VALUES (1)"));
    PQfinish(db);
}

void save_all(const char *where, int n) {
    for (int i = 0; i < n; i++)
        save(where);
}

void counted_run(void) { COUNT(save_all("", counted_size("n"))); }
