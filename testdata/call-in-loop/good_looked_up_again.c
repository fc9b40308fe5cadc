#include "libpq-fe.h"

#include <stdlib.h>

// expect-none
struct pool;

PGconn *pool_take(struct pool *pool);
void pool_put(struct pool *pool, PGconn *db);

/* The same connection is found there from the second turn on. */
void lock_all(struct pool *pool, int n)
{
    for (int i = 0; i < n; i++) {
        PGconn *db = pool_take(pool);
        if (!db)
            db = PQconnectdb("service=shop");
        pool_put(pool, db);
    }
}

/* Asked for with what the first of the turns has. */
// expect-cost first_answer: 1
PGresult *first_answer(PGconn *db, const char *const *statements, int n)
{
    PGresult *answer = NULL;
    for (int i = 0; i < n; i++)
        if (!answer)
            answer = PQexec(db, statements[i]);
    return answer;
}
