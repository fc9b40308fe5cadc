/* What is passed as a count is a sum itself. */
// count: mark_twice
// formula: 2*m + 2*n + 1 (exact)
// run: n=0 m=0
// run: n=3 m=0
// run: n=4 m=9
#include "counted.h"
#include "libpq-fe.h"

static void mark(PGconn *db, int count) {
    for (int i = 0; i < count; i++)
        PQclear(PQexec(db, "UPDATE a SET x = 1"));
}

void mark_twice(PGconn *db, int n, int m) {
    int both = n + m;
    mark(db, both);
    mark(db, both + 1);
}

void counted_run(void) {
    PGconn *db = PQconnectdb("");
    COUNT(mark_twice(db, counted_size("n"), counted_size("m")));
    PQfinish(db);
}
