/* Every other one, counted down. */
// count: load_every_other
// formula: ceil(n/2) (exact)
// run: n=0
// run: n=1
// run: n=2
// run: n=41
#include "counted.h"
#include "libpq-fe.h"

void load_every_other(PGconn *db, int n) {
    for (int i = n - 1; i >= 0; i -= 2)
        PQclear(PQexec(db, "SELECT x FROM a"));
}

void counted_run(void) {
    PGconn *db = PQconnectdb("");
    COUNT(load_every_other(db, counted_size("n")));
    PQfinish(db);
}
