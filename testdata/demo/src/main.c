#include "shop.h"

int main(int argc, char **argv) {
    char *articles[] = {"ink", "paper", "glue", "tape"};
    struct order_list orders = {0};
    PGconn *db = PQconnectdb(argc > 1 ? argv[1] : "dbname=shop");
    redisContext *redis = redisConnect("127.0.0.1", 6379);
    if (PQstatus(db) != CONNECTION_OK || !redis)
        return 1;
    orders_load(db, &orders);
    orders_show(db, &orders);
    for (const struct order *order = orders.first; order; order = order->next)
        stock_reserve(redis, order);
    stock_refresh(redis, articles, 4);
    report_build(db, &orders, 12);
    orders_archive(db, &orders, 90);
    redisFree(redis);
    PQfinish(db);
    return 0;
}
