/* Rows of orders, each with rows of items, each of which asks once more. */
// count: load_items
// formula: rows(items)*rows(orders) + rows(orders) + 1 (exact)
// run: n=0 m=5
// run: n=1 m=0
// run: n=8 m=5
// where: rows(items) = m
// where: rows(orders) = n
#include "counted.h"
#include "libpq-fe.h"

static PGresult *query(PGconn *db, const char *text) { return PQexec(db, text); }

void load_items(PGconn *db) {
    PGresult *orders = query(db, "SELECT id FROM orders");
    for (int i = 0; i < PQntuples(orders); i++) {
        PGresult *items = query(db, "SELECT id FROM items");
        int count = PQntuples(items);
        for (int k = 0; k < count; k++)
            PQclear(query(db, "SELECT stock FROM product"));
        PQclear(items);
    }
    PQclear(orders);
}

void counted_run(void) {
    counted_answer("FROM orders", counted_size("n"));
    counted_answer("FROM items", counted_size("m"));
    PGconn *db = PQconnectdb("");
    COUNT(load_items(db));
    PQfinish(db);
}
