/* An array keeps what was asked for: once for each city, however many orders there are. */
// count: print_orders
// formula: n
// run: n=0 cities=1
// run: n=8 cities=8
// run: n=40 cities=8
// tight
#include "counted.h"
#include "libpq-fe.h"

#include <stdlib.h>

#define CITIES 8

struct order {
    int city;
};

static int city_size(PGconn *db, int *sizes, int city) {
    if (sizes[city] == 0) {
        PGresult *result = PQexec(db, "SELECT size FROM city");
        sizes[city] = atoi(PQgetvalue(result, 0, 0));
        PQclear(result);
    }
    return sizes[city];
}

long print_orders(PGconn *db, const struct order *orders, int n) {
    int sizes[CITIES] = {0};
    long sum = 0;
    for (int i = 0; i < n; i++)
        sum += city_size(db, sizes, orders[i].city);
    return sum;
}

void counted_run(void) {
    static struct order orders[40];
    int n = counted_size("n");
    for (int i = 0; i < n; i++)
        orders[i].city = i % counted_size("cities");
    PGconn *db = PQconnectdb("");
    COUNT(print_orders(db, orders, n));
    PQfinish(db);
}
