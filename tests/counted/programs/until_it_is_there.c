/* The next key only when this one has its value: as often as somebody has to ask. */
// count: wait_for_all
// formula: turns@wait_for_all:1
// run: n=0 k=1
// run: n=5 k=1
// run: n=5 k=3
// where: turns@wait_for_all:1 = n*k
// tight
#include "counted.h"
#include "hiredis/hiredis.h"

void wait_for_all(redisContext *redis, int n) {
    int i = 0;
    while (i < n) {
        redisReply *reply = redisCommand(redis, "GET %d", i);
        if (reply->type != REDIS_REPLY_NIL)
            i++;
        freeReplyObject(reply);
    }
}

void counted_run(void) {
    counted_answer_every("GET", counted_size("k"));
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(wait_for_all(redis, counted_size("n")));
    redisFree(redis);
}
