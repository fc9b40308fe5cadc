// with: two_programs_other.c
/* One database of compile commands holds two programs, each with a main, a usage and a run_query of its own. */
// expect-cost main: 1
// expect-cost main: 2
#include "libpq-fe.h"

#include <stddef.h>

/* The definition of the same file is meant, which asks once. */
PGresult *run_query(PGconn *db, const char *query) { return PQexec(db, query); }

static void usage(PGconn *db) { PQfinish(db); }

// expect-cost show_cities: n (exact)
void show_cities(PGconn *db, const char *const *queries, int n)
{
    for (int i = 0; i < n; i++)
        PQclear(run_query(db, queries[i])); // expect: call-in-loop {{each of n turns: n round trips}}
}

int main(int argc, char **argv)
{
    PGconn *db = PQconnectdb("");
    (void)argv;
    if (argc > 5)
        usage(db);
    return 0;
}
