/* The connection stands in a field of the handle; each function takes it into a variable first. It is made once,
 * however often the loops ask: what is left is the question itself. */
#include <hiredis/hiredis.h>
#include <stddef.h>

struct con {
    redisContext *ctx;
    const char *host;
};

struct handle {
    const char *table;
    unsigned long tail;
};

struct driver {
    int (*open)(struct handle *h);
};

#define CON(h) ((struct con *)((h)->tail))

static int dial(struct con *c)
{
    if (c->ctx)
        redisFree(c->ctx);
    c->ctx = redisConnect(c->host, 6379);
    return c->ctx && !c->ctx->err ? 0 : -1;
}

static int open_once(struct handle *h)
{
    struct con *c = NULL;
    c = CON(h);
    if (c && c->ctx == NULL) {
        if (dial(c) != 0)
            return -1;
    }
    return c && c->ctx ? 0 : -1;
}

static int put(struct handle *h, const char *key)
{
    struct con *c = CON(h);
    redisReply *reply;
    if (!c->ctx && dial(c) != 0)
        return -1;
    reply = redisCommand(c->ctx, "SET %s 1", key);
    if (!reply)
        return -1;
    freeReplyObject(reply);
    return 0;
}

static struct handle *db;
static struct driver driver;

void bind_driver(void) { driver.open = open_once; }

/* Through a table of functions, with a handle that is there for all. */
void through_table(int n)
{
    for (int i = 0; i < n; i++)
        if (driver.open(db) < 0)
            return;
}

void given(struct handle *h, int n)
{
    for (int i = 0; i < n; i++)
        if (open_once(h) < 0)
            return;
}

/* The helper is told to drop another one's. */
static void forget(struct handle *h)
{
    struct con *c = CON(h);
    c->ctx = NULL;
}

void of_another(struct handle *h, struct handle *other, int n)
{
    for (int i = 0; i < n; i++) {
        if (open_once(h) < 0)
            return;
        forget(other);
    }
}

void put_all(struct handle *h, const char **keys, int n)
{
    for (int i = 0; i < n; i++)
        if (put(h, keys[i]) < 0) // expect: call-in-loop {{put\(\) waits .* up to n \+ 1 round trips}}
            return;
}
