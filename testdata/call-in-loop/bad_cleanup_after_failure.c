/* What is returned where something was found is no failure: what is asked for on that way counts. */
#include <hiredis/hiredis.h>

struct item {
    int id;
    const char *key;
};

int matches(const struct item *item);

static int touch(redisContext *c, const struct item *item)
{
    int count = matches(item);
    if (count != 0) {
        freeReplyObject(redisCommand(c, "TOUCH %s", item->key));
        return count;
    }
    return 0;
}

void touch_all(redisContext *c, const struct item *items, int n)
{
    for (int i = 0; i < n; i++)
        touch(c, &items[i]); // expect: call-in-loop {{up to n round trips}}
}

static int step(redisContext *c, const struct item *item)
{
    int status = 0;
    status += matches(item);
    if (status != 0) {
        freeReplyObject(redisCommand(c, "TOUCH %s", item->key));
        return status;
    }
    return 0;
}

void step_all(redisContext *c, const struct item *items, int n)
{
    for (int i = 0; i < n; i++)
        step(c, &items[i]); // expect: call-in-loop {{up to n round trips}}
}

static int forget(redisContext *c, const struct item *item)
{
    int status = matches(item);
    if (status > 0) {
        freeReplyObject(redisCommand(c, "DEL %s", item->key));
        return status;
    }
    return 0;
}

void forget_all(redisContext *c, const struct item *items, int n)
{
    for (int i = 0; i < n; i++)
        forget(c, &items[i]); // expect: call-in-loop {{up to n round trips}}
}
