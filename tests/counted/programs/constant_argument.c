/* A constant that the caller passes switches the helper's statement off, or on. */
// count: save_both
// formula: n + 1
// run: n=0
// run: n=1
// run: n=9
// tight
#include "counted.h"
#include "libpq-fe.h"

static int saved;

static void save(PGconn *db, int is_dry) {
    saved++;
    if (!is_dry)
        PQclear(PQexec(db, "INSERT INTO saved VALUES (1)"));
}

void save_both(PGconn *db, int n) {
    for (int i = 0; i < n; i++)
        save(db, 1);
    for (int i = 0; i < n; i++)
        save(db, 0);
    PQclear(PQexec(db, "COMMIT"));
}

void counted_run(void) {
    PGconn *db = PQconnectdb("");
    COUNT(save_both(db, counted_size("n")));
    PQfinish(db);
}
