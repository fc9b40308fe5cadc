/* A helper that was given the bound's address makes it larger. */
// count: load_more
// formula: turns@load_more:1
// run: n=0
// run: n=1
// run: n=20
// where: turns@load_more:1 = n + 10
// tight
#include "counted.h"
#include "libpq-fe.h"

static void with_reserve(int *count) { *count += 10; }

void load_more(PGconn *db, int n) {
    with_reserve(&n);
    for (int i = 0; i < n; i++)
        PQclear(PQexec(db, "SELECT x FROM a"));
}

void counted_run(void) {
    PGconn *db = PQconnectdb("");
    COUNT(load_more(db, counted_size("n")));
    PQfinish(db);
}
