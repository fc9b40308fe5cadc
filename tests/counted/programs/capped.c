/* At most forty, whatever is asked for. */
// count: load_some
// formula: 40
// run: n=0
// run: n=39
// run: n=40
// run: n=400
// tight
#include "counted.h"
#include "libpq-fe.h"

void load_some(PGconn *db, int n) {
    if (n > 40)
        n = 40;
    for (int i = 0; i < n; i++)
        PQclear(PQexec(db, "SELECT x FROM a"));
}

void counted_run(void) {
    PGconn *db = PQconnectdb("");
    COUNT(load_some(db, counted_size("n")));
    PQfinish(db);
}
