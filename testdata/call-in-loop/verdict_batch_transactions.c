#include <libpq-fe.h>

/* A transaction for each row: the statement in it says what can be done. */
// expect-cost save_each: 3*n (exact)
void save_each(PGconn *db, const char *const *ids, int n)
{
    for (int i = 0; i < n; i++) {
        // expect@+2: call-in-loop {{3 \* n round trips}}
        // expect-verdict@+1: batch
        PQclear(PQexec(db, "BEGIN"));
        PQclear(PQexecParams(db, "UPDATE t SET saved = true WHERE id = $1", 1, 0, &ids[i], 0, 0, 0));
        PQclear(PQexec(db, "COMMIT"));
    }
}

/* The look-alike: nothing but the frame. */
// expect-cost commit_each: n (exact)
void commit_each(PGconn *db, int n)
{
    for (int i = 0; i < n; i++)
        // expect@+2: call-in-loop {{n round trips}}
        // expect-verdict@+1: coalesce
        PQclear(PQexec(db, "COMMIT"));
}
