/* By every tenth command the ten replies are taken. */
// count: delete_all
// formula: ceil(n/10)
// run: n=0
// run: n=10
// run: n=200
// tight
#include "counted.h"
#include "hiredis/hiredis.h"

void delete_all(redisContext *redis, int n) {
    void *reply;
    for (int i = 0; i < n; i++) {
        redisAppendCommand(redis, "DEL %d", i);
        if (i % 10 == 9)
            for (int k = 0; k < 10; k++) {
                redisGetReply(redis, &reply);
                freeReplyObject(reply);
            }
    }
}

void counted_run(void) {
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(delete_all(redis, counted_size("n")));
    redisFree(redis);
}
