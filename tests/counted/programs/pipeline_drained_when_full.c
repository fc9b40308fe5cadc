/* The replies are taken when fifty commands are under way, and at the end. */
// count: delete_all
// formula: ceil(n/50) + 1
// run: n=0
// run: n=1
// run: n=50
// run: n=210
// loose: a full pipeline is counted where a part of one was sent, and the last one again
#include "counted.h"
#include "hiredis/hiredis.h"

void delete_all(redisContext *redis, int n) {
    void *reply;
    int sent = 0;
    for (int i = 0; i < n; i++) {
        redisAppendCommand(redis, "DEL %d", i);
        if (++sent == 50)
            for (; sent > 0; sent--) {
                redisGetReply(redis, &reply);
                freeReplyObject(reply);
            }
    }
    for (; sent > 0; sent--) {
        redisGetReply(redis, &reply);
        freeReplyObject(reply);
    }
}

void counted_run(void) {
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(delete_all(redis, counted_size("n")));
    redisFree(redis);
}
