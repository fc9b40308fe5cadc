/* The loop is in one file, what it waits for two files further on. */
// count: print_orders
// formula: orders->count + 2 (exact)
// run: n=0
// run: n=1
// run: n=50
// where: orders->count = n
#include "shop.h"

#include "counted.h"

static void print_order(PGconn *db, const struct order *order) {
    char name[32];
    city_name(db, order->city, name, sizeof name);
    counted_use(name[0]);
}

void print_orders(PGconn *db, const struct orders *orders) {
    db_run(db, "BEGIN");
    for (int i = 0; i < orders->count; i++)
        print_order(db, &orders->items[i]);
    db_run(db, "COMMIT");
}

void counted_run(void) {
    static struct order items[50];
    struct orders orders = {items, counted_size("n")};
    PGconn *db = PQconnectdb("");
    for (int i = 0; i < orders.count; i++)
        items[i] = (struct order){i, i % 7};
    COUNT(print_orders(db, &orders));
    PQfinish(db);
}
