/* One of two functions is chosen before the loop. */
// count: save_all
// formula: 2*n
// run: n=0 twice=1
// run: n=6 twice=0
// run: n=6 twice=1
// tight
#include "counted.h"
#include "libpq-fe.h"

static void save_once(PGconn *db) { PQclear(PQexec(db, "INSERT INTO a VALUES (1)")); }

static void save_twice(PGconn *db) {
    save_once(db);
    PQclear(PQexec(db, "INSERT INTO b VALUES (1)"));
}

void save_all(PGconn *db, int n, int twice) {
    void (*save)(PGconn *) = twice ? save_twice : save_once;
    for (int i = 0; i < n; i++)
        save(db);
}

void counted_run(void) {
    PGconn *db = PQconnectdb("");
    COUNT(save_all(db, counted_size("n"), counted_size("twice")));
    PQfinish(db);
}
