// A member's and a base class's destructor run with the object.
// count: serve
// formula: 3*n (exact)
// run: n=0
// run: n=1
// run: n=9
#include "counted.h"
#include "hiredis/hiredis.h"

struct Counter {
    redisContext *redis;
    ~Counter() { freeReplyObject(redisCommand(redis, "DECR users")); }
};

struct Base {
    redisContext *redis;
    explicit Base(redisContext *context) : redis(context) { freeReplyObject(redisCommand(redis, "INCR users")); }
    ~Base() { freeReplyObject(redisCommand(redis, "SET left 1")); }
};

struct Session : Base {
    Counter counter;
    explicit Session(redisContext *context) : Base(context), counter{context} {}
};

void serve(redisContext *redis, int n) {
    for (int i = 0; i < n; i++) {
        Session session(redis);
        counted_use(session.redis != nullptr);
    }
}

void counted_run() {
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(serve(redis, counted_size("n")));
    redisFree(redis);
}
