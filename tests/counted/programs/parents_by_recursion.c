/* From child to parent, each known from the one before, by a function that calls itself. */
// count: depth_of
// formula: turns@depth_of:1
// known-miss: recursion over what answers bring counts once
// run: n=1
// run: n=2
// run: n=20
// where: turns@depth_of:1 = n
// tight
#include "counted.h"
#include "libpq-fe.h"

#include <stdlib.h>

int depth_of(PGconn *db, int id) {
    counted_use(id);
    PGresult *result = PQexec(db, "SELECT parent FROM node");
    int parent = atoi(PQgetvalue(result, 0, 0));
    PQclear(result);
    return parent == 0 ? 0 : 1 + depth_of(db, parent);
}

void counted_run(void) {
    int n = counted_size("n");
    counted_answer_less("SELECT parent", n);
    PGconn *db = PQconnectdb("");
    COUNT(depth_of(db, n));
    PQfinish(db);
}
