/* A count that is one number and a few more: as many turns as all of them together at most. */
// expect-none
// expect-cost enough: 2
// expect-cost either: 2
#include <libpq-fe.h>
#include <stdlib.h>

int enough(const char *info, int stream)
{
    int need = 1, got = 0;
    if (stream)
        need += 1;
    for (int i = 0; i < need; i++) {
        PGconn *c = PQconnectdb(info);
        if (PQstatus(c) == CONNECTION_OK)
            got++;
        PQfinish(c);
    }
    return got >= need;
}

int either(PGconn *db, int twice)
{
    int n, rows = 0;
    if (twice)
        n = 2;
    else
        n = 1;
    for (int i = 0; i < n; i++) {
        PGresult *r = PQexec(db, "UPDATE item SET n = n + 1");
        rows += atoi(PQcmdTuples(r));
        PQclear(r);
    }
    return rows;
}
