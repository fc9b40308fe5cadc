// expect-partial
// expect-none
/* A type that is not declared: the statement vanishes from what the parser gives, and the function says so. What can be
 * read counts. */
#include "libpq-fe.h"

// expect-cost half_read: 1
void half_read(PGconn *db)
{
    UnknownType *lost = PQexec(db, "SELECT 1");
    PQclear(PQexec(db, "SELECT 2"));
}

// expect-cost whole: 1 (exact)
void whole(PGconn *db) { PQclear(PQexec(db, "SELECT 3")); }
