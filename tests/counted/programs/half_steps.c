/* A step of a half. */
// count: measure
// formula: turns@measure:1
// run: n=0
// run: n=1
// run: n=20
// where: turns@measure:1 = 2*n
// tight
#include "counted.h"
#include "hiredis/hiredis.h"

void measure(redisContext *redis, int n) {
    for (double x = 0; x < n; x += 0.5)
        freeReplyObject(redisCommand(redis, "GET %d", (int)(2 * x)));
}

void counted_run(void) {
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(measure(redis, counted_size("n")));
    redisFree(redis);
}
