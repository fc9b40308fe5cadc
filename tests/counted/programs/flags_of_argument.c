/* Which of three statements run is told by the bits of a constant. */
// count: set_up
// formula: 2
// run: n=0
// run: n=1
// tight
#include "counted.h"
#include "libpq-fe.h"

enum { TABLES = 1, INDEXES = 2, GRANTS = 4 };

static void make(PGconn *db, int what) {
    if (what & TABLES)
        PQclear(PQexec(db, "CREATE TABLE a (x int)"));
    if (what & INDEXES)
        PQclear(PQexec(db, "CREATE INDEX ON a (x)"));
    if (what & GRANTS)
        PQclear(PQexec(db, "GRANT SELECT ON a TO b"));
}

void set_up(PGconn *db, int n) {
    counted_use(n);
    make(db, TABLES | GRANTS);
}

void counted_run(void) {
    PGconn *db = PQconnectdb("");
    COUNT(set_up(db, counted_size("n")));
    PQfinish(db);
}
