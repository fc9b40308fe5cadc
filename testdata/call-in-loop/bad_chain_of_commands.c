/* One call sends the command and names what is called with the reply. */
#include <hiredis/async.h>

struct walk {
    int cur;
    int count;
    const char **keys;
};

static void got(redisAsyncContext *redis, void *reply, void *data);

static void get_next(redisAsyncContext *redis, struct walk *walk)
{
    redisAsyncCommand(redis, got, walk, "GET %s", walk->keys[walk->cur]); // expect: call-in-loop {{^redisAsyncCommand\(\) sends to redis again each time the answer has come: up to walk->count round trips}}
    // expect-verdict: pipeline
}

static void got(redisAsyncContext *redis, void *reply, void *data)
{
    struct walk *walk = data;
    if (!reply)
        return;
    walk->cur++;
    if (walk->cur < walk->count)
        get_next(redis, walk);
}

void get_all(redisAsyncContext *redis, struct walk *walk)
{
    walk->cur = 0;
    get_next(redis, walk);
}

/* The callback sends by itself: all but the first. */
static void removed(redisAsyncContext *redis, void *reply, void *data)
{
    struct walk *walk = data;
    if (++walk->cur < walk->count)
        redisAsyncCommand(redis, removed, walk, "DEL %s", walk->keys[walk->cur]); // expect: call-in-loop {{^redisAsyncCommand\(\) sends to redis again each time the answer has come: up to walk->count - 1 round trips}}
        // expect-step: {{chain of callbacks: runs up to walk->count - 1 times}}
}

void remove_all(redisAsyncContext *redis, struct walk *walk)
{
    redisAsyncCommand(redis, removed, walk, "DEL %s", walk->keys[0]);
}
