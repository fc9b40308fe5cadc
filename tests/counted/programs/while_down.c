/* n goes down to nothing. */
// count: pop_all
// formula: n (exact)
// run: n=0
// run: n=1
// run: n=33
#include "counted.h"
#include "hiredis/hiredis.h"

void pop_all(redisContext *redis, int n) {
    while (n-- > 0)
        freeReplyObject(redisCommand(redis, "LPOP queue"));
}

void counted_run(void) {
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(pop_all(redis, counted_size("n")));
    redisFree(redis);
}
