/* All commands first, then all replies, by helpers. With nothing to delete nobody waits. */
// count: delete_all
// formula: 1
// run: n=0
// run: n=1
// run: n=40
// tight
#include "counted.h"
#include "hiredis/hiredis.h"

static void send(redisContext *redis, int key) { redisAppendCommand(redis, "DEL %d", key); }

static void take(redisContext *redis) {
    void *reply;
    redisGetReply(redis, &reply);
    freeReplyObject(reply);
}

void delete_all(redisContext *redis, int n) {
    for (int i = 0; i < n; i++)
        send(redis, i);
    for (int i = 0; i < n; i++)
        take(redis);
}

void counted_run(void) {
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(delete_all(redis, counted_size("n")));
    redisFree(redis);
}
