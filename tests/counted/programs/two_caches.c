/* What is appended is written by the first wait on its own connection: two caches, two round trips a turn. */
// count: mark_both
// formula: 2*n (exact)
// known-miss: sends and waits are told apart by server, not by connection: the wait on one takes the other's along
// run: n=0
// run: n=1
// run: n=10
#include "counted.h"
#include "hiredis/hiredis.h"

static void take(redisContext *redis) {
    void *reply;
    redisGetReply(redis, &reply);
    freeReplyObject(reply);
}

void mark_both(redisContext *first, redisContext *second, int n) {
    for (int i = 0; i < n; i++) {
        redisAppendCommand(first, "SET %d 1", i);
        redisAppendCommand(second, "SET %d 1", i);
        take(first);
        take(second);
    }
}

void counted_run(void) {
    redisContext *first = redisConnect("one", 6379), *second = redisConnect("two", 6379);
    COUNT(mark_both(first, second, counted_size("n")));
    redisFree(first);
    redisFree(second);
}
