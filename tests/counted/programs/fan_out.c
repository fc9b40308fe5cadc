/* Sent to all servers, then the answers are taken: one round trip, however many there are. */
// count: ask_all
// formula: 1
// run: n=0
// run: n=1
// run: n=6
// tight
#include "counted.h"
#include "libpq-fe.h"

void ask_all(PGconn **servers, int n) {
    PGresult *result;
    for (int i = 0; i < n; i++)
        PQsendQuery(servers[i], "UPDATE a SET x = 1");
    for (int i = 0; i < n; i++)
        while ((result = PQgetResult(servers[i])) != 0)
            PQclear(result);
}

void counted_run(void) {
    PGconn *servers[8];
    int n = counted_size("n");
    for (int i = 0; i < n; i++)
        servers[i] = PQconnectdb("");
    COUNT(ask_all(servers, n));
    for (int i = 0; i < n; i++)
        PQfinish(servers[i]);
}
