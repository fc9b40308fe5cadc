/* Something for the first turn and for the last one. */
// count: save_all
// formula: 2
// run: n=0
// run: n=1
// run: n=2
// run: n=9
// tight
#include "counted.h"
#include "libpq-fe.h"

void save_all(PGconn *db, int n) {
    for (int i = 0; i < n; i++)
        if (i == 0 || i == n - 1)
            PQclear(PQexec(db, "INSERT INTO edge VALUES (1)"));
}

void counted_run(void) {
    PGconn *db = PQconnectdb("");
    COUNT(save_all(db, counted_size("n")));
    PQfinish(db);
}
