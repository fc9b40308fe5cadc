/* Lists that are handed over as they are: the loop inside tells of all of their items. */
#include <libpq-fe.h>
#include <stddef.h>

struct stock {
    const char *const *names;
    int count;
};

struct shop {
    struct stock stock;
    struct shop *next;
};

struct order {
    const char *name;
    struct order *next;
};

static void ask(PGconn *conn, const char *name)
{
    PQclear(PQexecParams(conn, "SELECT missing($1)", 1, NULL, &name, NULL, NULL, 0));
}

static void find_in_stock(PGconn *conn, const struct stock *stock)
{
    for (int i = 0; i < stock->count; i++)
        ask(conn, stock->names[i]); // expect: call-in-loop {{stock->count round trips}}
}

static void find_orders(PGconn *conn, const struct order *order)
{
    for (; order; order = order->next)
        ask(conn, order->name); // expect: call-in-loop {{length\(order\) round trips}}
}

static void find_names(PGconn *conn, const char *const *names)
{
    for (; *names; names++)
        ask(conn, *names); // expect: call-in-loop {{length\(names\) round trips}}
}

/* All items of all shops, each once. */
void of_shops(PGconn *conn, const struct shop *shop)
{
    for (; shop; shop = shop->next)
        find_in_stock(conn, &shop->stock);
}

/* As many as the shop has, in a record that is made for it. */
void of_parts(PGconn *conn, const struct shop *shop)
{
    for (; shop; shop = shop->next) {
        struct stock part = {shop->stock.names, shop->stock.count};
        find_in_stock(conn, &part);
    }
}

/* One to begin with, and then the rest of the list. */
void of_chains(PGconn *conn, struct order *const *orders, int count)
{
    for (int i = 0; i < count; i++) {
        struct order first = {"first", orders[i]};
        find_orders(conn, &first);
    }
}

void add_all(struct stock *stock, const struct shop *shop);

/* It was 1 before somebody else filled it. */
void of_filled(PGconn *conn, const struct shop *shop)
{
    for (; shop; shop = shop->next) {
        struct stock part = {NULL, 1};
        add_all(&part, shop);
        find_in_stock(conn, &part);
    }
}

/* Once. */
void of_one(PGconn *conn, const char *name)
{
    const char *pair[] = {name, NULL};
    struct stock one = {&name, 1};
    find_in_stock(conn, &one);
    find_names(conn, pair);
}

/* Another arm asks for all that there is: the dearest of them is told where it is, and they make no sum. */
// expect-cost of_kind: max{stock->count, 1}
void of_kind(PGconn *conn, const struct stock *stock, int kind)
{
    const char *pair[] = {"default", NULL};
    if (kind)
        find_in_stock(conn, stock);
    else
        find_names(conn, pair);
}
