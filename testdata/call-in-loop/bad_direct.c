#include "libpq-fe.h"

/* One statement for each id. */
// expect-cost load: n (exact)
void load(PGconn *db, const char **ids, int n)
{
    for (int i = 0; i < n; i++) {
        // expect@+1: call-in-loop {{PQexecParams\(\) waits for postgresql on each of n turns: n round trips}}
        PGresult *r = PQexecParams(db, "SELECT name FROM city WHERE id = $1", 1, 0, &ids[i], 0, 0, 0);
        PQclear(r);
    }
}
