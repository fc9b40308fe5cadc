/* The body runs before the condition is looked at: once even for nothing. */
// count: mark_all
// formula: max{n, 1} (exact)
// run: n=0
// run: n=1
// run: n=2
// run: n=40
#include "counted.h"
#include "libpq-fe.h"

void mark_all(PGconn *db, int n) {
    int i = 0;
    do {
        PQclear(PQexec(db, "UPDATE mark SET x = 1"));
        i++;
    } while (i < n);
}

void counted_run(void) {
    PGconn *db = PQconnectdb("");
    COUNT(mark_all(db, counted_size("n")));
    PQfinish(db);
}
