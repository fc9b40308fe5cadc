// By value, by reference, returned: which of these copies is the language's to say.
// count: use_all
// formula: 3*n (exact)
// run: n=0
// run: n=1
// run: n=9
#include "counted.h"
#include "hiredis/hiredis.h"

struct Handle {
    redisContext *redis;
    explicit Handle(redisContext *context) : redis(context) { freeReplyObject(redisCommand(redis, "INCR users")); }
    Handle(const Handle &other) : redis(other.redis) { freeReplyObject(redisCommand(redis, "INCR users")); }
};

static Handle open(redisContext *redis) { return Handle(redis); }
static void by_value(Handle handle) { counted_use(handle.redis != nullptr); }
static void by_reference(const Handle &handle) { counted_use(handle.redis != nullptr); }

void use_all(redisContext *redis, int n) {
    for (int i = 0; i < n; i++) {
        Handle handle = open(redis);
        by_reference(handle);
        by_value(handle);
        by_value(open(redis));
    }
}

void counted_run() {
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(use_all(redis, counted_size("n")));
    redisFree(redis);
}
