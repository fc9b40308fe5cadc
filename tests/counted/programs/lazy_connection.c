/* Connected when it is first needed, and kept. */
// count: push_all
// formula: n + 1
// run: n=0
// run: n=1
// run: n=8
// tight
#include "counted.h"
#include "hiredis/hiredis.h"

#include <stddef.h>

struct pusher {
    redisContext *redis;
    int pushed;
};

static redisContext *connection_of(struct pusher *pusher) {
    if (!pusher->redis)
        pusher->redis = redisConnect("cache", 6379);
    return pusher->redis;
}

static void push(struct pusher *pusher, const char *name) {
    redisContext *redis = connection_of(pusher);
    freeReplyObject(redisCommand(redis, "LPUSH queue %s", name));
    pusher->pushed++;
}

void push_all(struct pusher *pusher, const char *const *names, int n) {
    for (int i = 0; i < n; i++)
        push(pusher, names[i]);
}

void counted_run(void) {
    int n = counted_size("n");
    struct pusher pusher = {NULL, 0};
    COUNT(push_all(&pusher, counted_names(n), n));
    redisFree(pusher.redis);
}
