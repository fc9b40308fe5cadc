/* What is asked for is not, or need no longer be, what the caller has passed. */
#include <hiredis/hiredis.h>

enum mode { MODE_NONE, MODE_SHORT, MODE_LONG };

struct item {
    struct item *next;
    enum mode mode;
    int id;
};

static void set_mode(redisContext *c, struct item *item, enum mode mode)
{
    item->mode = mode;
    if (item->mode != MODE_NONE)
        item->id++;
    else
        freeReplyObject(redisCommand(c, "DEL mode:%d", item->id));
}

void clear_all(redisContext *c, struct item *items)
{
    for (struct item *item = items; item; item = item->next)
        set_mode(c, item, MODE_NONE); // expect: call-in-loop {{length\(items\)}}
}

static void reset(struct item *item) { item->mode = item->id > 9 ? MODE_NONE : MODE_LONG; }

/* A call between may set it to anything. */
static void set_checked(redisContext *c, struct item *item, enum mode mode)
{
    item->mode = mode;
    reset(item);
    if (item->mode != MODE_NONE)
        item->id++;
    else
        freeReplyObject(redisCommand(c, "DEL mode:%d", item->id));
}

void check_all(redisContext *c, struct item *items)
{
    for (struct item *item = items; item; item = item->next)
        set_checked(c, item, MODE_SHORT); // expect: call-in-loop {{length\(items\)}}
}

/* It is only set for some. */
static void set_some(redisContext *c, struct item *item, enum mode mode)
{
    if (item->id > 9)
        item->mode = mode;
    if (item->mode != MODE_NONE)
        item->id++;
    else
        freeReplyObject(redisCommand(c, "DEL mode:%d", item->id));
}

void set_some_all(redisContext *c, struct item *items)
{
    for (struct item *item = items; item; item = item->next)
        set_some(c, item, MODE_SHORT); // expect: call-in-loop {{length\(items\)}}
}
