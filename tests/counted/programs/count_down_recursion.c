/* A function that calls itself with one less. */
// count: archive
// formula: n
// run: n=0
// run: n=1
// run: n=19
// tight
#include "counted.h"
#include "libpq-fe.h"

void archive(PGconn *db, int n) {
    if (n == 0)
        return;
    PQclear(PQexec(db, "INSERT INTO archive VALUES (1)"));
    archive(db, n - 1);
}

void counted_run(void) {
    PGconn *db = PQconnectdb("");
    COUNT(archive(db, counted_size("n")));
    PQfinish(db);
}
