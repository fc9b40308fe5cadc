/* A field that is set to what the caller passes, and asked for behind that, is what the caller passes. */
// expect-none
#include <hiredis/hiredis.h>

#include <assert.h>

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

// expect-cost shorten_all: 0
void shorten_all(redisContext *c, struct item *items)
{
    for (struct item *item = items; item; item = item->next)
        set_mode(c, item, MODE_SHORT);
}

static void enable(redisContext *c, struct item *item, enum mode mode)
{
    assert(mode == MODE_SHORT || mode == MODE_LONG);
    set_mode(c, item, mode);
}

// expect-cost enable_all: 0
void enable_all(redisContext *c, struct item *items, enum mode mode)
{
    for (struct item *item = items; item; item = item->next)
        enable(c, item, mode);
}
