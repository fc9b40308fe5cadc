/* What is run, and what only looks so: expressions that are written once and visited often, or never evaluated. */
// expect-none
#include "libpq-fe.h"

#include <stdlib.h>

void use(const char *text);

/* `a ?: b` is one call of a, though the parser shows three; b is what is tried when a has failed. */
// expect-cost either: 1 (exact)
PGresult *either(PGconn *db)
{
    return PQexec(db, "SELECT name FROM city") ?: PQexec(db, "SELECT name FROM town");
}

// expect-cost never_evaluated: 0 (exact)
unsigned long never_evaluated(PGconn *db)
{
    return sizeof(PQexec(db, "SELECT 1")) + sizeof *PQgetvalue(PQexec(db, "SELECT 2"), 0, 0);
}

// expect-cost selected: 1 (exact)
PGresult *selected(PGconn *db, int n)
{
    return _Generic(n, int: PQexec(db, "SELECT 1"), char *: PQexecParams(db, "SELECT 2", 0, 0, 0, 0, 0, 0));
}

// expect-cost conditional: 1 (exact)
PGresult *conditional(PGconn *db, int is_new)
{
    return is_new ? PQexec(db, "SELECT 1") : PQexec(db, "SELECT 2");
}

// expect-cost short_circuit: 2
int short_circuit(PGconn *db)
{
    return PQntuples(PQexec(db, "SELECT 1")) > 0 && PQntuples(PQexec(db, "SELECT 2")) > 0;
}

// expect-cost missing_parts: 1
void missing_parts(PGconn *db, int n)
{
    for (; n;) {
        PQclear(PQexec(db, "SELECT 1"));
        n = 0;
    }
}

// expect-cost behind_the_end: 1 (exact)
void behind_the_end(PGconn *db)
{
    PQclear(PQexec(db, "SELECT 1"));
    exit(0);
    PQclear(PQexec(db, "SELECT 2"));
}

#define CHECK(condition, db)                                                                                           \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            PQclear(PQexec(db, "ROLLBACK"));                                                                           \
            abort();                                                                                                   \
        }                                                                                                              \
    } while (0)

/* The macro's arm ends the process: nobody waits for it n times. */
// expect-cost arm_of_a_macro_ends: 1 (exact)
void arm_of_a_macro_ends(PGconn *db, const char **names, int n)
{
    for (int i = 0; i < n; i++)
        CHECK(names[i] != NULL, db);
    PQclear(PQexec(db, "COMMIT"));
}
