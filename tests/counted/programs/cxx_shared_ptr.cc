// The object ends with the last of the pointers that share it.
// count: lock_each
// formula: 2*n
// known-miss: what a shared pointer makes and destroys
// run: n=0
// run: n=1
// run: n=9
// tight
#include "counted.h"
#include "hiredis/hiredis.h"

#include <memory>

struct Lock {
    redisContext *redis;
    explicit Lock(redisContext *context) : redis(context) { freeReplyObject(redisCommand(redis, "SET lock 1")); }
    ~Lock() { freeReplyObject(redisCommand(redis, "DEL lock")); }
};

void lock_each(redisContext *redis, int n) {
    for (int i = 0; i < n; i++) {
        auto lock = std::make_shared<Lock>(redis);
        auto other = lock;
        counted_use(other.use_count());
    }
}

void counted_run() {
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(lock_each(redis, counted_size("n")));
    redisFree(redis);
}
