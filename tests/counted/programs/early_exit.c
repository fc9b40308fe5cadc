/* One that is not like the others ends it all, after something of its own. */
// count: send_until_closed
// formula: n + 1
// run: n=0 closed=9
// run: n=5 closed=9
// run: n=5 closed=0
// run: n=5 closed=4
// tight
#include "counted.h"
#include "libpq-fe.h"

int send_until_closed(PGconn *db, const int *is_closed, int n) {
    for (int i = 0; i < n; i++) {
        if (is_closed[i]) {
            PQclear(PQexec(db, "UPDATE state SET closed = true"));
            PQclear(PQexec(db, "COMMIT"));
            return i;
        }
        PQclear(PQexec(db, "INSERT INTO sent VALUES (1)"));
    }
    return n;
}

void counted_run(void) {
    int is_closed[10] = {0};
    is_closed[counted_size("closed")] = 1;
    PGconn *db = PQconnectdb("");
    COUNT(send_until_closed(db, is_closed, counted_size("n")));
    PQfinish(db);
}
