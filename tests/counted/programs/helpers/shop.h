/* What the files of this program share. */
#ifndef SHOP_H
#define SHOP_H

#include "libpq-fe.h"

struct order {
    int id, city;
};
struct orders {
    struct order *items;
    int count;
};

void db_run(PGconn *db, const char *statement);
int db_text(PGconn *db, const char *query, int id, char *text, unsigned long size);
void city_name(PGconn *db, int id, char *name, unsigned long size);
void print_orders(PGconn *db, const struct orders *orders);

#endif
