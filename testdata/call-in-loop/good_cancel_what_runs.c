// expect-none
// expect-cost stop_all: 0
// expect-cost stop_unless_idle: 0
// expect-cost by_variable: 0
// expect-cost commit_all: 2
#include "libpq-fe.h"

struct slot {
    PGconn *conn;
};

/* Nothing runs any more unless something went wrong. */
static void stop(PGconn *conn)
{
    char message[256];
    if (PQtransactionStatus(conn) == PQTRANS_ACTIVE) {
        PGcancel *cancel = PQgetCancel(conn);
        if (cancel) {
            PQcancel(cancel, message, sizeof message);
            PQfreeCancel(cancel);
        }
    }
    PQfinish(conn);
}

void stop_all(struct slot *slots, int n)
{
    for (int i = 0; i < n; i++)
        stop(slots[i].conn);
}

void stop_unless_idle(struct slot *slots, int n)
{
    for (int i = 0; i < n; i++)
        if (slots[i].conn && PQtransactionStatus(slots[i].conn) != PQTRANS_IDLE)
            PQrequestCancel(slots[i].conn);
}

void by_variable(struct slot *slots, int n)
{
    for (int i = 0; i < n; i++) {
        PGTransactionStatusType status = PQtransactionStatus(slots[i].conn);
        if (status != PQTRANS_ACTIVE)
            continue;
        PQrequestCancel(slots[i].conn);
    }
}

/* To be in a transaction is no failure, and to be idle is not the only success. */
void commit_all(PGconn *conn)
{
    if (PQtransactionStatus(conn) == PQTRANS_IDLE)
        PQclear(PQexec(conn, "BEGIN"));
    if (PQtransactionStatus(conn) != PQTRANS_IDLE)
        PQclear(PQexec(conn, "COMMIT"));
}
