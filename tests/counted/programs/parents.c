/* From child to parent, each known from the one before. */
// count: depth_of
// formula: items(parent_of)
// run: n=1
// run: n=2
// run: n=20
// where: items(parent_of) = n
// tight
#include "counted.h"
#include "libpq-fe.h"

#include <stdlib.h>

static int parent_of(PGconn *db, int id) {
    char number[16];
    const char *values[1] = {number};
    for (int i = 0; i < 16; i++)
        number[i] = (char)(i == 0 ? '0' + id % 10 : 0);
    PGresult *result = PQexecParams(db, "SELECT parent FROM node WHERE id = $1", 1, 0, values, 0, 0, 0);
    int parent = PQntuples(result) > 0 ? atoi(PQgetvalue(result, 0, 0)) : 0;
    PQclear(result);
    return parent;
}

int depth_of(PGconn *db, int id) {
    int depth = 0;
    while (id != 0) {
        id = parent_of(db, id);
        depth++;
    }
    return depth;
}

void counted_run(void) {
    int n = counted_size("n");
    counted_answer_less("SELECT parent", n);
    PGconn *db = PQconnectdb("");
    COUNT(depth_of(db, n));
    PQfinish(db);
}
