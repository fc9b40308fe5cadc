/* To each server, and its answer before the next is asked. */
// count: ask_each
// formula: n
// run: n=0
// run: n=1
// run: n=6
// tight
#include "counted.h"
#include "libpq-fe.h"

void ask_each(PGconn **servers, int n) {
    for (int i = 0; i < n; i++) {
        PGresult *result;
        PQsendQuery(servers[i], "UPDATE a SET x = 1");
        while ((result = PQgetResult(servers[i])) != 0)
            PQclear(result);
    }
}

void counted_run(void) {
    PGconn *servers[8];
    int n = counted_size("n");
    for (int i = 0; i < n; i++)
        servers[i] = PQconnectdb("");
    COUNT(ask_each(servers, n));
    for (int i = 0; i < n; i++)
        PQfinish(servers[i]);
}
