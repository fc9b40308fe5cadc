// A vector's elements are destroyed with it, each with a command.
// count: lock_all
// formula: 2*n (exact)
// run: n=0
// run: n=1
// run: n=9
#include "counted.h"
#include "hiredis/hiredis.h"

#include <memory>
#include <vector>

struct Lock {
    redisContext *redis;
    explicit Lock(redisContext *context) : redis(context) { freeReplyObject(redisCommand(redis, "SET lock 1")); }
    ~Lock() { freeReplyObject(redisCommand(redis, "DEL lock")); }
};

void lock_all(redisContext *redis, int n) {
    std::vector<std::unique_ptr<Lock>> locks;
    for (int i = 0; i < n; i++)
        locks.push_back(std::make_unique<Lock>(redis));
}

void counted_run() {
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(lock_all(redis, counted_size("n")));
    redisFree(redis);
}
