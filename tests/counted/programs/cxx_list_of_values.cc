// A list of values where the loop stands.
// count: mark_all
// formula: 3*n (exact)
// run: n=0
// run: n=1
// run: n=9
#include "counted.h"
#include "hiredis/hiredis.h"

#include <initializer_list>

void mark_all(redisContext *redis, int n) {
    for (int i = 0; i < n; i++)
        for (const char *name : {"a", "b", "c"})
            freeReplyObject(redisCommand(redis, "SET %s 1", name));
}

void counted_run() {
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(mark_all(redis, counted_size("n")));
    redisFree(redis);
}
