/* From -n to n. */
// count: load_around
// formula: 2*n + 1 (exact)
// run: n=0
// run: n=1
// run: n=20
#include "counted.h"
#include "libpq-fe.h"

void load_around(PGconn *db, int n) {
    for (int i = -n; i <= n; i++)
        PQclear(PQexec(db, "SELECT x FROM a"));
}

void counted_run(void) {
    PGconn *db = PQconnectdb("");
    COUNT(load_around(db, counted_size("n")));
    PQfinish(db);
}
