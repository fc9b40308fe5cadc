/* A small shop: orders in PostgreSQL, stock in Redis. The demo that README runs. */
#ifndef SHOP_H
#define SHOP_H

#include <hiredis/hiredis.h>
#include <libpq-fe.h>

struct order {
    int id;
    int city_id;
    int line_count;
    int *lines;
    const char *city;
    struct order *next;
};

struct order_list {
    struct order *first;
    int count;
};

/* util/db.c */
PGresult *db_query(PGconn *db, const char *sql, int id);
const char *db_one(PGconn *db, const char *sql, int id);

/* util/city.c */
const char *city_name(PGconn *db, int city_id);

/* orders.c */
int orders_load(PGconn *db, struct order_list *out);
void orders_show(PGconn *db, const struct order_list *orders);
int orders_archive(PGconn *db, const struct order_list *orders, int days);

/* stock.c */
int stock_reserve(redisContext *redis, const struct order *order);
void stock_refresh(redisContext *redis, char *const *articles, int count);

/* report/build.c */
void report_build(PGconn *db, const struct order_list *orders, int months);

#endif
