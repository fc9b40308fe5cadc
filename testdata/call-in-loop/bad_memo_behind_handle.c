/* As good_memo_behind_handle.c, but what was kept is not there on the next turn: dropped, or of another handle. */
#include <hiredis/hiredis.h>
#include <stddef.h>

struct con {
    redisContext *ctx;
    const char *host;
};

struct handle {
    const char *table;
    unsigned long tail;
    struct handle *next;
};

#define CON(h) ((struct con *)((h)->tail))

void use(struct handle *h);

static int dial(struct con *c)
{
    c->ctx = redisConnect(c->host, 6379);
    return c->ctx && !c->ctx->err ? 0 : -1;
}

static int open_once(struct handle *h)
{
    struct con *c = CON(h);
    if (c->ctx == NULL && dial(c) != 0)
        return -1;
    return 0;
}

static void forget(struct handle *h)
{
    struct con *c = CON(h);
    redisFree(c->ctx);
    c->ctx = NULL;
}

void dropped(struct handle *h, int n)
{
    for (int i = 0; i < n; i++) {
        if (open_once(h) < 0) // expect: call-in-loop {{open_once\(\) waits .* up to n round trips}}
            return;
        use(h);
        forget(h);
    }
}

/* Here, and not in a helper. */
void dropped_here(struct handle *h, int n)
{
    struct con *c = CON(h);
    for (int i = 0; i < n; i++) {
        if (open_once(h) < 0) // expect: call-in-loop {{open_once\(\) waits .* up to n round trips}}
            return;
        use(h);
        redisFree(c->ctx);
        c->ctx = NULL;
    }
}

/* Each handle has its own. */
void each(struct handle *first)
{
    for (struct handle *h = first; h; h = h->next)
        if (open_once(h) < 0) // expect: call-in-loop {{open_once\(\) waits .* length\(first\) round trips}}
            return;
}

/* The variable leads to another one on each call. */
static struct con *pool[8];
static unsigned int turn;

static int open_next(void)
{
    struct con *c = pool[turn++ % 8];
    if (c->ctx == NULL && dial(c) != 0)
        return -1;
    return 0;
}

void any(int n)
{
    for (int i = 0; i < n; i++)
        if (open_next() < 0) // expect: call-in-loop {{open_next\(\) waits .* up to n round trips}}
            return;
}
