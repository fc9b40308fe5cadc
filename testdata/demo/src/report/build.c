#include "shop.h"

#include <stdio.h>

/* For each month, for each order: the name of its city, asked for again and again. */
void report_build(PGconn *db, const struct order_list *orders, int months) {
    for (int month = 0; month < months; month++) {
        printf("month %d\n", month);
        for (const struct order *order = orders->first; order; order = order->next)
            printf("  %s\n", city_name(db, order->city_id));
    }
}
