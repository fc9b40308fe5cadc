// expect-none
// expect-cost finish_copy: 1
// expect-cost discard: 1
// expect-cost read_all: 0
// expect-cost restart: 2
// expect-cost copy_and_finish: 2
#include "libpq-fe.h"

#include <stddef.h>

/* Turns again only where the connection is still in a COPY that was begun before. */
int finish_copy(PGconn *conn)
{
    PGresult *res;
    while (res = PQgetResult(conn), PQresultStatus(res) == PGRES_COPY_IN) {
        PQclear(res);
        PQputCopyEnd(conn, "trying to exit copy mode");
    }
    return PQresultStatus(res) == PGRES_COMMAND_OK;
}

int discard(PGconn *conn)
{
    PGresult *res;
    while ((res = PQgetResult(conn)) != NULL) {
        ExecStatusType status = PQresultStatus(res);
        PQclear(res);
        if (status == PGRES_COPY_IN && PQputCopyEnd(conn, "ended by the next statement") < 0)
            return 0;
    }
    return 1;
}

void read_all(PGconn *conn)
{
    PGresult *res;
    while ((res = PQgetResult(conn)) != NULL)
        PQclear(res);
}

void restart(PGconn *conn)
{
    PGresult *res = PQgetResult(conn);
    while (res) {
        if (PQresultStatus(res) == PGRES_COPY_IN)
            PQputCopyEnd(conn, "ended");
        PQclear(res);
        res = PQgetResult(conn);
    }
}

void copy_and_finish(PGconn *conn, const char **rows, int n)
{
    PQclear(PQexec(conn, "COPY t FROM STDIN"));
    for (int i = 0; i < n; i++)
        PQputCopyData(conn, rows[i], 8);
    PQputCopyEnd(conn, NULL);
    read_all(conn);
}
