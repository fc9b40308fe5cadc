/* A question, and one for each row of its answer. */
// count: load_orders
// formula: rows(result) + 1 (exact)
// run: n=0
// run: n=1
// run: n=80
// where: rows(result) = n
#include "counted.h"
#include "libpq-fe.h"

#include <stddef.h>

void load_orders(PGconn *db) {
    PGresult *result = PQexec(db, "SELECT id FROM orders");
    for (int i = 0; i < PQntuples(result); i++) {
        const char *values[1] = {PQgetvalue(result, i, 0)};
        PQclear(PQexecParams(db, "SELECT * FROM item WHERE order_id = $1", 1, NULL, values, NULL, NULL, 0));
    }
    PQclear(result);
}

void counted_run(void) {
    counted_answer("FROM orders", counted_size("n"));
    PGconn *db = PQconnectdb("");
    COUNT(load_orders(db));
    PQfinish(db);
}
