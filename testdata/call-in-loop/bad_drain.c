#include "libpq-fe.h"

#include <stddef.h>

/* One connection after the other: the answers could be on their way together. */
void finish_each(PGconn **conns, int n)
{
    for (int i = 0; i < n; i++) {
        PQputCopyEnd(conns[i], NULL);
        PQclear(PQgetResult(conns[i])); // expect: call-in-loop {{n round trips}}
    }
}

/* The answer ends the loop, but of another connection on each turn. */
void finish_while_good(PGconn **conns)
{
    PGresult *res;
    int i = 0;
    while ((res = PQgetResult(conns[i])) != NULL) { // expect: call-in-loop {{round trips}}
        PQclear(res);
        PQputCopyEnd(conns[++i], NULL);
    }
}

/* Something new is asked on each turn. */
void follow(PGconn *conn)
{
    PGresult *res;
    PQsendQuery(conn, "SELECT next FROM t");
    while ((res = PQgetResult(conn)) != NULL) { // expect: call-in-loop {{round trips}}
        PQsendQuery(conn, PQgetvalue(res, 0, 0));
        PQclear(res);
    }
}

/* A table each. */
void copy_each(PGconn *conn, const char **tables, int n)
{
    for (int i = 0; i < n; i++) {
        PQclear(PQexec(conn, tables[i])); // expect: call-in-loop {{2 \* n round trips}}
        PQputCopyEnd(conn, NULL);
        PQclear(PQgetResult(conn));
    }
}
