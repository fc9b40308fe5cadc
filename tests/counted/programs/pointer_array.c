/* An array of functions that are all run, one after the other. */
// count: upgrade
// formula: 2*n
// run: n=0
// run: n=2
// run: n=3
// loose: each of the three is taken for the dearest, which has two statements
#include "counted.h"
#include "libpq-fe.h"

static void add_name(PGconn *db) { PQclear(PQexec(db, "ALTER TABLE a ADD name text")); }

static void add_index(PGconn *db) {
    PQclear(PQexec(db, "CREATE INDEX ON a (name)"));
    PQclear(PQexec(db, "ANALYZE a"));
}

static void nothing(PGconn *db) { counted_use(db != 0); }

static void (*const steps[])(PGconn *db) = {add_name, nothing, add_index};

void upgrade(PGconn *db, int n) {
    for (int i = 0; i < n; i++)
        steps[i](db);
}

void counted_run(void) {
    PGconn *db = PQconnectdb("");
    COUNT(upgrade(db, counted_size("n")));
    PQfinish(db);
}
