/* A search by halves: the server compares. */
// count: find_place
// formula: log(n)
// run: n=1
// run: n=2
// run: n=64
// run: n=1000
// tight
#include "counted.h"
#include "hiredis/hiredis.h"

int find_place(redisContext *redis, int n) {
    int place = 0;
    for (int width = n; width > 0; width /= 2) {
        redisReply *reply = redisCommand(redis, "GET %d", place + width);
        if (reply->type == REDIS_REPLY_STRING)
            place += width / 2;
        freeReplyObject(reply);
    }
    return place;
}

void counted_run(void) {
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(find_place(redis, counted_size("n")));
    redisFree(redis);
}
