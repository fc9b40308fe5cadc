// A container copies what is put into it, and the copy asks.
// count: keep_all
// formula: n + 1
// known-miss: copies that a container makes
// run: n=0
// run: n=1
// run: n=9
// tight
#include "counted.h"
#include "hiredis/hiredis.h"

#include <list>

struct Handle {
    redisContext *redis;
    explicit Handle(redisContext *context) : redis(context) { freeReplyObject(redisCommand(redis, "INCR users")); }
    Handle(const Handle &other) : redis(other.redis) { freeReplyObject(redisCommand(redis, "INCR users")); }
};

void keep_all(redisContext *redis, std::list<Handle> &kept, int n) {
    Handle handle(redis);
    for (int i = 0; i < n; i++)
        kept.push_back(handle);
}

void counted_run() {
    redisContext *redis = redisConnect("cache", 6379);
    std::list<Handle> kept;
    COUNT(keep_all(redis, kept, counted_size("n")));
    redisFree(redis);
}
