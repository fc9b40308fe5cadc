// with: bad_prototypes_client.c bad_prototypes_server.c
/* A client and the extension of its server define a function of one name: the one of the declared prototype is meant,
 * which asks on the connection that it is given. */
#include <libpq-fe.h>

int set_paused(PGconn *db, int paused);

void pause_all(PGconn *const *dbs, int n)
{
    for (int i = 0; i < n; i++)
        set_paused(dbs[i], 1); // expect: call-in-loop {{set_paused\(\) waits for postgresql on each of n turns: n round trips}}
    // expect-verdict: fan-out
}
