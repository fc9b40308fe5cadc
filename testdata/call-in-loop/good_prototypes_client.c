/* Goes with good_prototypes.c. */
#include <libpq-fe.h>

int set_paused(PGconn *db, int paused) { return PQstatus(db) == CONNECTION_OK && paused; }
