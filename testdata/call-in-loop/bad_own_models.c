/* The neighbours of good_own_models_tried_again.c: searches, drains and steps that must all be done. */
// config: own_models.yaml
#include <stddef.h>

struct shop;
struct item {
    char *price;
};

int shop_send(struct shop *shop, const char *text);
char *shop_get(struct shop *shop, int id);
int shop_next(struct shop *shop, int *order);
struct item *item_find(int id);
void handle(int order);

// expect-cost first_with_price: n
char *first_with_price(struct shop *shop, const int *ids, int n)
{
    for (int i = 0; i < n; i++) {
        char *price = shop_get(shop, ids[i]); // expect: call-in-loop {{.}}
        if (price)
            return price;
    }
    return NULL;
}

// expect-cost take_orders: most
int take_orders(struct shop *shop, int most)
{
    for (int i = 0; i < most; i++) {
        int order;
        if (shop_next(shop, &order) == 0) // expect: call-in-loop {{.}}
            return 0;
        handle(order);
    }
    return 1;
}

// expect-cost all_or_nothing: n
int all_or_nothing(struct shop *shop, const char *const *lines, int n)
{
    for (int i = 0; i < n; i++)
        if (shop_send(shop, lines[i]) != 0) // expect: call-in-loop {{.}}
            return 1;
    return 0;
}

/* It looks into the item, but keeps nothing there. */
static char *price_of(struct shop *shop, int id)
{
    struct item *item = item_find(id);
    if (item && item->price)
        return item->price;
    return shop_get(shop, id);
}

// expect-cost prices: n
void prices(struct shop *shop, const int *ids, int n, char **out)
{
    for (int i = 0; i < n; i++)
        out[i] = price_of(shop, ids[i]); // expect: call-in-loop {{.}}
}
