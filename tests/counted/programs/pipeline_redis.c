/* All commands first, then all replies: one round trip. */
// count: delete_all
// formula: 1
// sends: n
// run: n=0
// run: n=1
// run: n=100
// tight
#include "counted.h"
#include "hiredis/hiredis.h"

void delete_all(redisContext *redis, const char *const *keys, int n) {
    void *reply;
    for (int i = 0; i < n; i++)
        redisAppendCommand(redis, "DEL %s", keys[i]);
    for (int i = 0; i < n; i++) {
        redisGetReply(redis, &reply);
        freeReplyObject(reply);
    }
}

void counted_run(void) {
    int n = counted_size("n");
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(delete_all(redis, counted_names(n), n));
    redisFree(redis);
}
