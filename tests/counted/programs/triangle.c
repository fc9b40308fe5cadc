/* The inner loop begins where the outer one stands: half of all pairs. */
// count: compare_pairs
// formula: n*n
// run: n=0
// run: n=1
// run: n=10
// loose: half of that is never reached
#include "counted.h"
#include "libpq-fe.h"

void compare_pairs(PGconn *db, int n) {
    for (int i = 0; i < n; i++)
        for (int k = i + 1; k < n; k++)
            PQclear(PQexec(db, "SELECT distance FROM pair"));
}

void counted_run(void) {
    PGconn *db = PQconnectdb("");
    COUNT(compare_pairs(db, counted_size("n")));
    PQfinish(db);
}
