/* Once more from a label, when the transaction has failed. */
// count: book_all
// formula: 3*n (exact)
// run: n=0
// run: n=1
// run: n=12
#include "counted.h"
#include "libpq-fe.h"

static int run(PGconn *db, const char *statement) {
    PGresult *result = PQexec(db, statement);
    int is_good = PQresultStatus(result) == PGRES_COMMAND_OK;
    PQclear(result);
    return is_good;
}

static int book(PGconn *db) {
    int tries = 0;
again:
    run(db, "BEGIN ISOLATION LEVEL SERIALIZABLE");
    if (!run(db, "UPDATE seat SET taken = true"))
        goto failed;
    if (!run(db, "COMMIT"))
        goto failed;
    return 1;
failed:
    run(db, "ROLLBACK");
    if (tries++ < 3)
        goto again;
    return 0;
}

int book_all(PGconn *db, int n) {
    int booked = 0;
    for (int i = 0; i < n; i++)
        booked += book(db);
    return booked;
}

void counted_run(void) {
    PGconn *db = PQconnectdb("");
    COUNT(book_all(db, counted_size("n")));
    PQfinish(db);
}
