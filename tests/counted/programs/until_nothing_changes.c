/* Passes over all until one of them changes nothing: the last pass asks for nothing. */
// count: settle
// formula: n*turns@settle:1
// run: n=0 passes=0
// run: n=5 passes=1
// run: n=5 passes=3
// where: turns@settle:1 = passes + 1
// loose: the last pass asks for nothing
#include "counted.h"
#include "libpq-fe.h"

#include <stdbool.h>

void settle(PGconn *db, int *dirty, int n) {
    bool has_changed;
    do {
        has_changed = false;
        for (int i = 0; i < n; i++)
            if (dirty[i]) {
                PQclear(PQexec(db, "UPDATE a SET x = 1"));
                dirty[i]--;
                has_changed = true;
            }
    } while (has_changed);
}

void counted_run(void) {
    int dirty[5];
    for (int i = 0; i < 5; i++)
        dirty[i] = counted_size("passes");
    PGconn *db = PQconnectdb("");
    COUNT(settle(db, dirty, counted_size("n")));
    PQfinish(db);
}
