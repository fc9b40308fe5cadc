/* The second program of two_programs.c. */
#include "libpq-fe.h"

#include <stddef.h>

/* It asks twice. */
PGresult *run_query(PGconn *db, const char *query)
{
    PQclear(PQexec(db, "SELECT pg_backend_pid()"));
    return PQexec(db, query);
}

static void usage(PGconn *db) { PQclear(PQexec(db, "SELECT 'usage'")); }

// expect-cost show_towns: 2*n (exact)
void show_towns(PGconn *db, const char *const *queries, int n)
{
    for (int i = 0; i < n; i++)
        PQclear(run_query(db, queries[i])); // expect: call-in-loop {{each of n turns: 2 \* n round trips}}
}

int main(int argc, char **argv)
{
    PGconn *db = PQconnectdb("");
    (void)argv;
    if (argc > 5)
        usage(db);
    return 0;
}
