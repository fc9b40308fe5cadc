/* Goes with bad_prototypes.c. */
#include <libpq-fe.h>

int set_paused(PGconn *db, int paused)
{
    PGresult *r = PQexec(db, paused ? "SELECT pause(TRUE)" : "SELECT pause(FALSE)");
    int ok = PQresultStatus(r) == PGRES_TUPLES_OK;
    PQclear(r);
    return ok;
}
