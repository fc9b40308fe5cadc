/* The longest of several arms, not their sum. */
// count: dump_object
// formula: max{m, n, 3}
// run: n=5 m=2 kind=0
// run: n=5 m=8 kind=1
// run: n=1 m=1 kind=2
// run: n=1 m=1 kind=3
// tight
#include "counted.h"
#include "libpq-fe.h"

static void ask(PGconn *db, int count) {
    for (int i = 0; i < count; i++)
        PQclear(PQexec(db, "SELECT def FROM part"));
}

void dump_object(PGconn *db, int kind, int n, int m) {
    switch (kind) {
    case 0:
        ask(db, n);
        break;
    case 1:
        ask(db, m);
        break;
    case 2:
        ask(db, 3);
        break;
    default:
        break;
    }
}

void counted_run(void) {
    PGconn *db = PQconnectdb("");
    COUNT(dump_object(db, counted_size("kind"), counted_size("n"), counted_size("m")));
    PQfinish(db);
}
