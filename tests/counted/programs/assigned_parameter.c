/* The parameter is another number by the time of the loop. */
// count: load_more
// formula: n + 5 (exact)
// run: n=0
// run: n=1
// run: n=20
#include "counted.h"
#include "libpq-fe.h"

void load_more(PGconn *db, int n) {
    n += 5;
    for (int i = 0; i < n; i++)
        PQclear(PQexec(db, "SELECT x FROM a"));
}

void counted_run(void) {
    PGconn *db = PQconnectdb("");
    COUNT(load_more(db, counted_size("n")));
    PQfinish(db);
}
