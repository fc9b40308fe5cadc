/* A stack of what is still to do, which the work itself fills. */
// count: divide
// formula: turns@divide:1
// run: n=1
// run: n=2
// run: n=16
// where: turns@divide:1 = 2*n - 1
// tight
#include "counted.h"
#include "libpq-fe.h"

void divide(PGconn *db, int n) {
    int stack[64], sp = 0;
    stack[sp++] = n;
    while (sp > 0) {
        int size = stack[--sp];
        PQclear(PQexec(db, "INSERT INTO part VALUES (1)"));
        if (size > 1) {
            stack[sp++] = size / 2;
            stack[sp++] = size - size / 2;
        }
    }
}

void counted_run(void) {
    PGconn *db = PQconnectdb("");
    COUNT(divide(db, counted_size("n")));
    PQfinish(db);
}
