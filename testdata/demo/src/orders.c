#include "shop.h"

#include <stdio.h>
#include <stdlib.h>

/* One query for all orders: right. */
int orders_load(PGconn *db, struct order_list *out) {
    PGresult *rows = PQexec(db, "SELECT id, city_id FROM orders WHERE open");
    int count = PQntuples(rows);
    for (int i = 0; i < count; i++) {
        struct order *order = calloc(1, sizeof *order);
        order->id = atoi(PQgetvalue(rows, i, 0));
        order->city_id = atoi(PQgetvalue(rows, i, 1));
        order->next = out->first;
        out->first = order;
    }
    out->count = count;
    PQclear(rows);
    return count;
}

/* A query for each order, two files away. */
void orders_show(PGconn *db, const struct order_list *orders) {
    for (const struct order *order = orders->first; order; order = order->next)
        printf("%d %s\n", order->id, city_name(db, order->city_id));
}

/* A statement and a commit for each order. */
int orders_archive(PGconn *db, const struct order_list *orders, int days) {
    int archived = 0;
    PGresult *old = db_query(db, "SELECT id FROM orders WHERE age > $1", days);
    for (int i = 0; i < PQntuples(old); i++) {
        PQclear(PQexec(db, "BEGIN"));
        PQclear(db_query(db, "UPDATE orders SET archived = true WHERE id = $1", atoi(PQgetvalue(old, i, 0))));
        PQclear(PQexec(db, "COMMIT"));
        archived++;
    }
    PQclear(old);
    return archived + orders->count;
}
