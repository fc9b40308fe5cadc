// A temporary asks when it is made, and when the full expression ends.
// count: mark_all
// formula: 3*n (exact)
// run: n=0
// run: n=1
// run: n=9
#include "counted.h"
#include "hiredis/hiredis.h"

struct Access {
    redisContext *redis;
    explicit Access(redisContext *context) : redis(context) { freeReplyObject(redisCommand(redis, "INCR users")); }
    ~Access() { freeReplyObject(redisCommand(redis, "DECR users")); }
    void mark() const { freeReplyObject(redisCommand(redis, "SET touched 1")); }
};

void mark_all(redisContext *redis, int n) {
    for (int i = 0; i < n; i++)
        Access(redis).mark();
}

void counted_run() {
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(mark_all(redis, counted_size("n")));
    redisFree(redis);
}
