/* Two ways through a function, one statement on each: one, not two. */
// count: set_state
// formula: 1 (exact)
// run: on=0
// run: on=1
#include "counted.h"
#include "libpq-fe.h"

void set_state(PGconn *db, int on) {
    if (on) {
        PQclear(PQexec(db, "UPDATE state SET x = 1"));
        return;
    }
    PQclear(PQexec(db, "UPDATE state SET x = 0"));
}

void counted_run(void) {
    PGconn *db = PQconnectdb("");
    COUNT(set_state(db, counted_size("on")));
    PQfinish(db);
}
