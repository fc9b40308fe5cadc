/* Answers that are taken inside the loop, whenever enough was sent. */
// expect-none
#include <hiredis/hiredis.h>

static void take(redisContext *redis)
{
    void *reply;
    redisGetReply(redis, &reply);
    freeReplyObject(reply);
}

// expect-cost by_modulo: ceil(n/10)
void by_modulo(redisContext *redis, int n)
{
    for (int i = 0; i < n; i++) {
        redisAppendCommand(redis, "DEL %d", i);
        if (i % 10 == 9)
            for (int k = 0; k < 10; k++)
                take(redis);
    }
}

// expect-cost when_full: ceil(n/50) + 1
void when_full(redisContext *redis, int n)
{
    int sent = 0;
    for (int i = 0; i < n; i++) {
        redisAppendCommand(redis, "DEL %d", i);
        if (++sent == 50)
            for (; sent > 0; sent--)
                take(redis);
    }
    for (; sent > 0; sent--)
        take(redis);
}

/* How many that is, the caller knows. */
// expect-cost up_to_limit: n + 1
void up_to_limit(redisContext *redis, int n, int limit)
{
    int sent = 0;
    for (int i = 0; i < n; i++) {
        redisAppendCommand(redis, "DEL %d", i);
        if (++sent >= limit)
            while (sent > 0) {
                take(redis);
                sent--;
            }
    }
    while (sent-- > 0)
        take(redis);
}
