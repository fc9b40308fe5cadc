/* One function hands the same over by two calls: each is told of once, with its own count. */
#include "libpq-fe.h"

static void each(int *ids, int n, void (*fn)(int, void *), void *data)
{
    for (int i = 0; i < n; i++)
        fn(ids[i], data);
}

static void ask(int id, void *db)
{
    PQclear(PQexecParams(db, "SELECT name FROM city WHERE id = $1", id != 0, 0, 0, 0, 0, 0));
}

// expect-cost both: m + n (exact)
void both(PGconn *db, int *ids, int n, int *others, int m)
{
    each(ids, n, ask, db);    // expect: call-in-loop {{on each of n turns of each\(\): n round trips}}
    each(others, m, ask, db); // expect: call-in-loop {{on each of m turns of each\(\): m round trips}}
}
