#include "libpq-fe.h"

/* One after the other, whatever runs. */
void cancel_all(PGcancel **cancels, int n)
{
    char message[256];
    for (int i = 0; i < n; i++)
        PQcancel(cancels[i], message, sizeof message); // expect: call-in-loop {{n round trips}}
}

/* A connection that is there is what the loop is over. */
void cancel_connected(PGconn **conns, int n)
{
    for (int i = 0; i < n; i++)
        if (PQstatus(conns[i]) == CONNECTION_OK)
            PQrequestCancel(conns[i]); // expect: call-in-loop {{n round trips}}
}

/* Asked and answered one after the other: to wait for an answer is no failure. */
void one_by_one(PGconn *conn, const char **rows, int n)
{
    for (int i = 0; i < n; i++) {
        PQsendQuery(conn, rows[i]);
        if (PQtransactionStatus(conn) == PQTRANS_ACTIVE)
            PQclear(PQgetResult(conn)); // expect: call-in-loop {{up to n round trips}}
    }
}

/* The test does not look at what runs. */
void cancel_old(PGconn **conns, const int *ages, int n)
{
    for (int i = 0; i < n; i++)
        if (ages[i] == 1)
            PQrequestCancel(conns[i]); // expect: call-in-loop {{up to n round trips}}
}
