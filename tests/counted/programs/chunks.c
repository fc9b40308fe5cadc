/* The step is the size of what is asked for at once. */
// count: fetch_all
// formula: ceil(n/64) (exact)
// run: n=0
// run: n=1
// run: n=64
// run: n=65
// run: n=640
#include "counted.h"
#include "hiredis/hiredis.h"

void fetch_all(redisContext *redis, const char **names, int n) {
    for (int i = 0; i < n; i += 64)
        freeReplyObject(redisCommandArgv(redis, n - i < 64 ? n - i : 64, names + i, 0));
}

void counted_run(void) {
    int n = counted_size("n");
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(fetch_all(redis, counted_names(n), n));
    redisFree(redis);
}
