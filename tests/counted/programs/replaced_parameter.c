/* One number or the other, by a branch before the loop. */
// count: load_pages
// formula: max{m, n}
// run: n=3 m=9 all=0
// run: n=3 m=9 all=1
// run: n=8 m=2 all=1
// tight
#include "counted.h"
#include "libpq-fe.h"

void load_pages(PGconn *db, int n, int m, int all) {
    if (all)
        n = m;
    for (int i = 0; i < n; i++)
        PQclear(PQexec(db, "SELECT x FROM a"));
}

void counted_run(void) {
    PGconn *db = PQconnectdb("");
    COUNT(load_pages(db, counted_size("n"), counted_size("m"), counted_size("all")));
    PQfinish(db);
}
