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

/* A function that is handed something hands over something of its own: that is told of where it does so, not at each
 * of its callers too. */
static void ask_and_tell(PGconn *db, int *ids, int n, void (*tell)(int, void *), void *data)
{
    static int is_asked;
    if (!is_asked) {
        each(ids, n, ask, db); // expect: call-in-loop {{on each of n turns of each\(\): n round trips}}
        is_asked = 1;
    }
    each(ids, n, tell, data);
}

static void count(int id, void *db)
{
    PQclear(PQexecParams(db, "UPDATE city SET visits = visits + 1 WHERE id = $1", id != 0, 0, 0, 0, 0, 0));
}

void count_all(PGconn *db, int *ids, int n)
{
    ask_and_tell(db, ids, n, count, db); // expect: call-in-loop {{^count\(\) .* on each of n turns of each\(\): n round trips}}
}

static void forget(int id, void *db)
{
    PQclear(PQexecParams(db, "DELETE FROM city WHERE id = $1", id != 0, 0, 0, 0, 0, 0));
}

void forget_all(PGconn *db, int *ids, int n)
{
    ask_and_tell(db, ids, n, forget, db); // expect: call-in-loop {{^forget\(\) .* on each of n turns of each\(\): n round trips}}
}
