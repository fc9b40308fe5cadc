#include "libpq-fe.h"

// expect-none
// expect-cost count_nulls: 1 (exact)
/* One round trip; the loop only reads what has arrived. */
int count_nulls(PGconn *db)
{
    PGresult *r = PQexec(db, "SELECT name FROM city");
    int nulls = 0;
    for (int i = 0; i < PQntuples(r); i++)
        nulls += PQgetisnull(r, i, 0);
    PQclear(r);
    return nulls;
}
