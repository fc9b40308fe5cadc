/* Goes with good_prototypes.c: another program. */
#include <libpq-fe.h>

struct call_info {
    PGconn *db;
    unsigned long arguments[4];
};

unsigned long set_paused(struct call_info *call)
{
    PQclear(PQexec(call->db, "SELECT pause()"));
    return call->arguments[0];
}
