/* The call with 0 asks as well: one more than n. */
// count: archive
// formula: n + 1
// run: n=0
// run: n=1
// run: n=19
// tight
#include "counted.h"
#include "libpq-fe.h"

void archive(PGconn *db, int n) {
    PQclear(PQexec(db, "INSERT INTO archive VALUES (1)"));
    if (n > 0)
        archive(db, n - 1);
}

void counted_run(void) {
    PGconn *db = PQconnectdb("");
    COUNT(archive(db, counted_size("n")));
    PQfinish(db);
}
