/* A function that calls itself with one more, up to a limit. */
// count: archive
// formula: n - i
// run: n=0
// run: n=1
// run: n=19
// where: i = 0
// tight
#include "counted.h"
#include "libpq-fe.h"

void archive(PGconn *db, int i, int n) {
    if (i >= n)
        return;
    PQclear(PQexec(db, "INSERT INTO archive VALUES (1)"));
    archive(db, i + 1, n);
}

void counted_run(void) {
    PGconn *db = PQconnectdb("");
    COUNT(archive(db, 0, counted_size("n")));
    PQfinish(db);
}
