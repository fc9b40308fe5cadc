/* All commands go out at once, and what is called with the replies sends no more of them; or it asks forever. */
// expect-none
#include <hiredis/async.h>

struct walk {
    int cur;
    int count;
    int left;
    const char **keys;
};

static void got(redisAsyncContext *redis, void *reply, void *data)
{
    struct walk *walk = data;
    walk->left--;
}

void get_all(redisAsyncContext *redis, struct walk *walk)
{
    for (int i = 0; i < walk->count; i++)
        redisAsyncCommand(redis, got, walk, "GET %s", walk->keys[i]);
}

/* The next item of a queue is waited for, and the one after it. */
static void popped(redisAsyncContext *redis, void *reply, void *data)
{
    redisAsyncCommand(redis, popped, data, "BLPOP queue 0");
}

void serve(redisAsyncContext *redis, struct walk *walk)
{
    redisAsyncCommand(redis, popped, walk, "BLPOP queue 0");
}

/* Each that is answered makes room for others. */
static void done(redisAsyncContext *redis, void *reply, void *data);

static void fill(redisAsyncContext *redis, struct walk *walk)
{
    while (walk->left < 10 && walk->cur < walk->count) {
        redisAsyncCommand(redis, done, walk, "GET %s", walk->keys[walk->cur++]);
        walk->left++;
    }
}

static void done(redisAsyncContext *redis, void *reply, void *data)
{
    struct walk *walk = data;
    walk->left--;
    fill(redis, walk);
}

void side_by_side(redisAsyncContext *redis, struct walk *walk)
{
    fill(redis, walk);
}
