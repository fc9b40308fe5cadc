/* The higher the level, the more is asked; the loop passes all levels up to n. */
// count: check_levels
// formula: 3*n
// run: n=0
// run: n=1
// run: n=4
// run: n=10
// loose: the first turns ask for less
#include "counted.h"
#include "libpq-fe.h"

static void check(PGconn *db, int level) {
    if (level >= 1)
        PQclear(PQexec(db, "SELECT 1"));
    if (level >= 2)
        PQclear(PQexec(db, "SELECT 2"));
    if (level >= 3)
        PQclear(PQexec(db, "SELECT 3"));
}

void check_levels(PGconn *db, int n) {
    for (int i = 0; i < n; i++)
        check(db, i);
}

void counted_run(void) {
    PGconn *db = PQconnectdb("");
    COUNT(check_levels(db, counted_size("n")));
    PQfinish(db);
}
