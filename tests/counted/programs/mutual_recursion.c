/* Two functions that call each other, one step less each time. */
// count: ping
// formula: 2*ceil(n/2)
// run: n=0
// run: n=1
// run: n=9
// run: n=10
// tight
#include "counted.h"
#include "libpq-fe.h"

void ping(PGconn *db, int n);

static void pong(PGconn *db, int n) {
    if (n <= 0)
        return;
    PQclear(PQexec(db, "UPDATE a SET pong = 1"));
    ping(db, n - 1);
}

void ping(PGconn *db, int n) {
    if (n <= 0)
        return;
    PQclear(PQexec(db, "UPDATE a SET ping = 1"));
    pong(db, n - 1);
}

void counted_run(void) {
    PGconn *db = PQconnectdb("");
    COUNT(ping(db, counted_size("n")));
    PQfinish(db);
}
