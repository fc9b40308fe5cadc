/* Retries and failover over functions whose models do not say how they fail, and answers that are kept. */
// config: own_models.yaml
// expect-none
#include <stddef.h>

struct shop {
    struct shop *next;
    const char *host;
    int is_down;
};
struct item {
    int id;
    char *price;
};

int shop_connect(struct shop *shop);
int shop_send(struct shop *shop, const char *text);
char *shop_get(struct shop *shop, int id);
struct item *item_find(int id);
void note(const char *format, ...);
#define NOTE(...)                                                                                                      \
    do {                                                                                                               \
        if (is_verbose)                                                                                                \
            note(__VA_ARGS__);                                                                                         \
    } while (0)
extern int is_verbose;

// expect-cost connect_with_retry: 1
int connect_with_retry(struct shop *shop, int most)
{
    int code;
    for (int i = 0; i < most; i++) {
        if ((code = shop_connect(shop)) == 0) {
            shop->is_down = 0;
            NOTE("again");
            return 0;
        } else {
            NOTE("not yet: %d", code);
        }
    }
    NOTE("given up");
    return 1;
}

// expect-cost send_to_any: 1
int send_to_any(struct shop *first, const char *text)
{
    for (struct shop *shop = first; shop; shop = shop->next) {
        if (shop->is_down)
            continue;
        if (shop_send(shop, text) < 0) {
            shop->is_down = 1;
            continue;
        }
        return 1;
    }
    return 0;
}

// expect-cost send_again: 1
int send_again(struct shop *shop, const char *text)
{
    int tries;
    for (tries = 0; tries < 10; tries++) {
        if (shop_send(shop, text) == 0)
            break;
        shop_connect(shop);
    }
    if (tries == 10)
        return -1;
    return 0;
}

// expect-cost price_of: keys(price_of)
char *price_of(struct shop *shop, int id)
{
    struct item *item = item_find(id);
    if (item && item->price)
        return item->price;
    char *price = shop_get(shop, id);
    if (item)
        item->price = price;
    return price;
}

// expect-cost prices: keys(price_of)
void prices(struct shop *shop, const int *ids, int n, char **out)
{
    for (int i = 0; i < n; i++)
        out[i] = price_of(shop, ids[i]);
}
