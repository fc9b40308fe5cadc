/* The inner loop is left at the first that fits. */
// count: match_all
// formula: m*n
// run: n=0 m=4 at=1
// run: n=5 m=4 at=1
// run: n=5 m=4 at=3
// run: n=5 m=4 at=100
// tight
#include "counted.h"
#include "hiredis/hiredis.h"

#include <stdbool.h>

static bool fits(redisContext *redis, int i, int k) {
    redisReply *reply = redisCommand(redis, "GET %d:%d", i, k);
    bool is_there = reply->type != REDIS_REPLY_NIL;
    freeReplyObject(reply);
    return is_there;
}

void match_all(redisContext *redis, int n, int m) {
    for (int i = 0; i < n; i++)
        for (int k = 0; k < m; k++)
            if (fits(redis, i, k))
                break;
}

void counted_run(void) {
    counted_answer_every("GET", counted_size("at"));
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(match_all(redis, counted_size("n"), counted_size("m")));
    redisFree(redis);
}
