/* A connection for each of eight slots, opened when the slot is first used; the array is the caller's. */
// count: mark_all
// formula: 2*n
// run: n=0
// run: n=8
// run: n=50
// tight
#include "counted.h"
#include "hiredis/hiredis.h"

#include <stddef.h>

#define SLOTS 8

void mark_all(redisContext **slots, int n) {
    for (int i = 0; i < n; i++) {
        if (!slots[i % SLOTS])
            slots[i % SLOTS] = redisConnect("cache", 6379);
        freeReplyObject(redisCommand(slots[i % SLOTS], "INCR touched"));
    }
}

void counted_run(void) {
    redisContext *slots[SLOTS] = {NULL};
    COUNT(mark_all(slots, counted_size("n")));
    for (int i = 0; i < SLOTS; i++)
        redisFree(slots[i]);
}
