/* What is left becomes less by what was asked for. */
// count: fetch_all
// formula: ceil(n/32) (exact)
// run: n=0
// run: n=1
// run: n=32
// run: n=33
// run: n=320
#include "counted.h"
#include "hiredis/hiredis.h"

void fetch_all(redisContext *redis, const char **names, int n) {
    while (n > 0) {
        int count = n < 32 ? n : 32;
        freeReplyObject(redisCommandArgv(redis, count, names, 0));
        names += count;
        n -= count;
    }
}

void counted_run(void) {
    int n = counted_size("n");
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(fetch_all(redis, counted_names(n), n));
    redisFree(redis);
}
