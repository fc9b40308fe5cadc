/* Loops with a small known number of turns are notes; who stands around them counts their round trips too. */
#include "libpq-fe.h"

static void meta(PGconn *db)
{
    PQexec(db, "SELECT 1");
}

// expect-cost init: 9 (exact)
static void init(PGconn *db)
{
    for (int i = 0; i < 5; i++)
        meta(db); // expect: call-in-loop {{meta\(\) waits for postgresql on each of 5 turns: 5 round trips}}
    for (int i = 0; i < 4; i++)
        meta(db); // expect: call-in-loop {{meta\(\) waits for postgresql on each of 4 turns: 4 round trips}}
}

// expect-cost init_all: 9*n (exact)
void init_all(PGconn *db, int n)
{
    for (int i = 0; i < n; i++)
        init(db); // expect: call-in-loop {{init\(\) waits for postgresql on each of n turns: 9 \* n round trips}}
}

/* One finding, of the loop that holds the other. */
// expect-cost nested: 7*n (exact)
void nested(PGconn *db, int n)
{
    for (int i = 0; i < n; i++) {
        PQexec(db, "BEGIN");
        for (int k = 0; k < 6; k++)
            PQexec(db, "SELECT 2"); // expect: call-in-loop {{PQexec\(\) waits for postgresql on each of n turns: 7 \* n round trips}}
    }
}

/* More than a note: each of the two loops is told. */
// expect-cost nested_many: 101*n (exact)
void nested_many(PGconn *db, int n)
{
    for (int i = 0; i < n; i++) {
        PQexec(db, "BEGIN"); // expect: call-in-loop {{PQexec\(\) waits for postgresql on each of n turns: n round trips}}
        for (int k = 0; k < 100; k++)
            PQexec(db, "SELECT 3"); // expect: call-in-loop {{PQexec\(\) waits for postgresql on each of 100 turns: 100 \* n round trips}}
    }
}

/* Too few to tell around it: the inner note stays. */
// expect-cost thrice: 15 (exact)
void thrice(PGconn *db)
{
    for (int i = 0; i < 3; i++)
        for (int k = 0; k < 5; k++)
            PQexec(db, "SELECT 4"); // expect: call-in-loop {{PQexec\(\) waits for postgresql on each of 5 turns: 15 round trips}}
}
