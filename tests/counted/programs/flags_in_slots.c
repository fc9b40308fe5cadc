/* A ring of eight slots that is gone through several times: each slot is written when it is dirty, and is clean then.
 */
// count: write_dirty
// formula: n
// run: n=0
// run: n=1
// run: n=8
// run: n=50
// tight
#include "counted.h"
#include "libpq-fe.h"

#define SLOTS 8

static int is_dirty[SLOTS];

void write_dirty(PGconn *db, int n) {
    for (int i = 0; i < n; i++)
        if (is_dirty[i % SLOTS]) {
            PQclear(PQexec(db, "UPDATE slot SET x = 1"));
            is_dirty[i % SLOTS] = 0;
        }
}

void counted_run(void) {
    for (int i = 0; i < SLOTS; i++)
        is_dirty[i] = 1;
    PGconn *db = PQconnectdb("");
    COUNT(write_dirty(db, counted_size("n")));
    PQfinish(db);
}
