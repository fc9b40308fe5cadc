/* Each half by itself: a merge, with a statement for each part. */
// count: sort_part
// formula: 2*n
// run: n=1
// run: n=2
// run: n=16
// run: n=21
// loose: n parts of one, and n - 1 that are divided
#include "counted.h"
#include "libpq-fe.h"

void sort_part(PGconn *db, int n) {
    PQclear(PQexec(db, "UPDATE part SET sorted = true"));
    if (n < 2)
        return;
    sort_part(db, n / 2);
    sort_part(db, n - n / 2);
}

void counted_run(void) {
    PGconn *db = PQconnectdb("");
    COUNT(sort_part(db, counted_size("n")));
    PQfinish(db);
}
