/* Some are left out before anything is asked. */
// count: save_changed
// formula: n
// run: n=0 k=1
// run: n=9 k=1
// run: n=9 k=4
// tight
#include "counted.h"
#include "libpq-fe.h"

void save_changed(PGconn *db, const int *is_changed, int n) {
    for (int i = 0; i < n; i++) {
        if (!is_changed[i])
            continue;
        PQclear(PQexec(db, "UPDATE a SET x = 1"));
    }
}

void counted_run(void) {
    int is_changed[9];
    for (int i = 0; i < 9; i++)
        is_changed[i] = i % counted_size("k") == 0;
    PGconn *db = PQconnectdb("");
    COUNT(save_changed(db, is_changed, counted_size("n")));
    PQfinish(db);
}
