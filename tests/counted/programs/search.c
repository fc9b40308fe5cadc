/* The first that is there ends the search. */
// count: find_first
// formula: n
// run: n=0 at=1
// run: n=9 at=1
// run: n=9 at=5
// run: n=9 at=100
// tight
#include "counted.h"
#include "hiredis/hiredis.h"

int find_first(redisContext *redis, const char *const *keys, int n) {
    for (int i = 0; i < n; i++) {
        redisReply *reply = redisCommand(redis, "GET %s", keys[i]);
        int is_there = reply->type == REDIS_REPLY_STRING;
        freeReplyObject(reply);
        if (is_there)
            return i;
    }
    return -1;
}

void counted_run(void) {
    int n = counted_size("n");
    counted_answer_every("GET", counted_size("at"));
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(find_first(redis, counted_names(n), n));
    redisFree(redis);
}
