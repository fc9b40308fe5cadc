// A lambda that is called where it stands, on each turn.
// count: touch_all
// formula: 2*n + 1 (exact)
// run: n=0
// run: n=1
// run: n=14
#include "counted.h"
#include "hiredis/hiredis.h"

void touch_all(redisContext *redis, int n) {
    auto touch = [&](const char *name) { freeReplyObject(redisCommand(redis, "SET %s 1", name)); };
    touch("begun");
    for (int i = 0; i < n; i++) {
        touch("a");
        touch("b");
    }
}

void counted_run() {
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(touch_all(redis, counted_size("n")));
    redisFree(redis);
}
