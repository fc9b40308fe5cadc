// A guard whose destructor asks, on every way out of its scope.
// count: work
// formula: 2*n (exact)
// run: n=0 k=1
// run: n=8 k=1
// run: n=8 k=3
#include "counted.h"
#include "hiredis/hiredis.h"

struct Lock {
    redisContext *redis;
    explicit Lock(redisContext *context) : redis(context) { freeReplyObject(redisCommand(redis, "SET lock 1")); }
    Lock(const Lock &) = delete;
    Lock &operator=(const Lock &) = delete;
    ~Lock() { freeReplyObject(redisCommand(redis, "DEL lock")); }
};

long work(redisContext *redis, const int *is_done, int n) {
    long sum = 0;
    for (int i = 0; i < n; i++) {
        Lock lock(redis);
        if (is_done[i])
            continue;
        sum += i;
    }
    return sum;
}

void counted_run() {
    int is_done[8];
    for (int i = 0; i < 8; i++)
        is_done[i] = i % counted_size("k") == 0;
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(work(redis, is_done, counted_size("n")));
    redisFree(redis);
}
