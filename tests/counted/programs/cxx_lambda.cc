// A lambda that is called where it stands, on each turn.
// count: mark_all
// formula: 2*n + 1 (exact)
// run: n=0
// run: n=1
// run: n=14
#include "counted.h"
#include "hiredis/hiredis.h"

void mark_all(redisContext *redis, int n) {
    auto mark = [&](const char *name) { freeReplyObject(redisCommand(redis, "SET %s 1", name)); };
    mark("begun");
    for (int i = 0; i < n; i++) {
        mark("a");
        mark("b");
    }
}

void counted_run() {
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(mark_all(redis, counted_size("n")));
    redisFree(redis);
}
