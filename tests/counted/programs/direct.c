/* A statement on each turn, and one at the end. */
// count: close_orders
// formula: n + 1 (exact)
// run: n=0
// run: n=1
// run: n=7
// run: n=100
#include "counted.h"
#include "libpq-fe.h"

#include <stddef.h>

void close_orders(PGconn *db, const char *const *ids, int n) {
    for (int i = 0; i < n; i++)
        PQclear(PQexecParams(db, "UPDATE orders SET open = false WHERE id = $1", 1, NULL, &ids[i], NULL, NULL, 0));
    PQclear(PQexec(db, "COMMIT"));
}

void counted_run(void) {
    int n = counted_size("n");
    PGconn *db = PQconnectdb("");
    COUNT(close_orders(db, counted_names(n), n));
    PQfinish(db);
}
