// with: good_prototypes_client.c good_prototypes_server.c
/* A client and the extension of its server define a function of one name: the one of the declared prototype is meant,
 * which asks nobody. */
// expect-none
#include <libpq-fe.h>

int set_paused(PGconn *db, int paused);

void pause_all(PGconn *const *dbs, int n)
{
    for (int i = 0; i < n; i++)
        set_paused(dbs[i], 1);
}
