/* From one number up to another, both ends included. */
// count: load_range
// formula: last + 1 - first (exact)
// run: first=0 last=0
// run: first=3 last=9
// run: first=10 last=4
// run: first=1 last=70
#include "counted.h"
#include "libpq-fe.h"

void load_range(PGconn *db, int first, int last) {
    for (int i = first; i <= last; i++)
        PQclear(PQexec(db, "SELECT x FROM a"));
}

void counted_run(void) {
    PGconn *db = PQconnectdb("");
    COUNT(load_range(db, counted_size("first"), counted_size("last")));
    PQfinish(db);
}
