/* The array is gone through again and again: its length bounds nothing. */
// count: poll_slots
// formula: n
// run: n=0
// run: n=4
// run: n=50
// tight
#include "counted.h"
#include "hiredis/hiredis.h"

#define SLOTS 8

void poll_slots(redisContext *redis, int n) {
    static const int weights[SLOTS] = {1, 2, 1, 2, 1, 2, 1, 2};
    int i = 0;
    while (i < n && weights[i % SLOTS]) {
        freeReplyObject(redisCommand(redis, "GET %d", i));
        i++;
    }
}

void counted_run(void) {
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(poll_slots(redis, counted_size("n")));
    redisFree(redis);
}
