/* Twenty commands at a time: one round trip for each twenty. */
// count: delete_in_windows
// formula: ceil(n/20)
// run: n=0
// run: n=1
// run: n=20
// run: n=21
// run: n=200
// tight
#include "counted.h"
#include "hiredis/hiredis.h"

void delete_in_windows(redisContext *redis, const char *const *keys, int n) {
    void *reply;
    for (int begin = 0; begin < n; begin += 20) {
        int end = begin + 20 < n ? begin + 20 : n;
        for (int i = begin; i < end; i++)
            redisAppendCommand(redis, "DEL %s", keys[i]);
        for (int i = begin; i < end; i++) {
            redisGetReply(redis, &reply);
            freeReplyObject(reply);
        }
    }
}

void counted_run(void) {
    int n = counted_size("n");
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(delete_in_windows(redis, counted_names(n), n));
    redisFree(redis);
}
