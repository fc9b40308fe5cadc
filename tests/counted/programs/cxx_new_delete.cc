// Made with new, ended with delete.
// count: lock_each
// formula: 2*n (exact)
// run: n=0
// run: n=1
// run: n=9
#include "counted.h"
#include "hiredis/hiredis.h"

struct Lock {
    redisContext *redis;
    explicit Lock(redisContext *context) : redis(context) { freeReplyObject(redisCommand(redis, "SET lock 1")); }
    ~Lock() { freeReplyObject(redisCommand(redis, "DEL lock")); }
};

void lock_each(redisContext *redis, int n) {
    for (int i = 0; i < n; i++) {
        Lock *lock = new Lock(redis);
        counted_use(i);
        delete lock;
    }
}

void counted_run() {
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(lock_each(redis, counted_size("n")));
    redisFree(redis);
}
