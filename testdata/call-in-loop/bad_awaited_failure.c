/* What follows a loop that waits for a server to go down runs when all is well. */
#include "libpq-fe.h"

#include <stdlib.h>
#include <unistd.h>

static int waits_until_down(const char *server, int timeout)
{
    for (int i = 0; i < timeout; i++) {
        PGPing state = PQping(server);
        if (state == PQPING_NO_RESPONSE)
            return 1;
        sleep(1);
    }
    return 0;
}

void switch_over(const char *server, PGconn *db, int n)
{
    if (!waits_until_down(server, 60))
        exit(1);
    for (int i = 0; i < n; i++)
        PQclear(PQexec(db, "SELECT resume()")); // expect: call-in-loop {{PQexec\(\) waits for postgresql on each of n turns}}
}

void switch_over_here(const char *server, PGconn *db, int n, int timeout)
{
    int is_down = 0;
    for (int i = 0; i < timeout; i++) {
        if (PQping(server) == PQPING_NO_RESPONSE) {
            is_down = 1;
            break;
        }
        sleep(1);
    }
    if (!is_down)
        exit(1);
    for (int i = 0; i < n; i++)
        PQclear(PQexec(db, "SELECT resume()")); // expect: call-in-loop {{PQexec\(\) waits for postgresql on each of n turns}}
}
