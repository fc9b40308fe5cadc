/* Sent and waited for on the same turn: no pipeline at all. */
// count: delete_each
// formula: n (exact)
// sends: n
// run: n=0
// run: n=1
// run: n=100
#include "counted.h"
#include "hiredis/hiredis.h"

void delete_each(redisContext *redis, const char *const *keys, int n) {
    void *reply;
    for (int i = 0; i < n; i++) {
        redisAppendCommand(redis, "DEL %s", keys[i]);
        redisGetReply(redis, &reply);
        freeReplyObject(reply);
    }
}

void counted_run(void) {
    int n = counted_size("n");
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(delete_each(redis, counted_names(n), n));
    redisFree(redis);
}
