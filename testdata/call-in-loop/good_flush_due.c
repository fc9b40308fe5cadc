/* Whether a flush is due is put into a variable first, on the turn itself: as rare as what sets it. */
// expect-none
// expect-cost load: ceil(n/100)
// expect-cost load_flag: ceil(n/50)
// expect-cost load_all: ceil(n/100)
#include <hiredis/hiredis.h>

static void take(redisContext *redis)
{
    void *reply;
    redisGetReply(redis, &reply);
    freeReplyObject(reply);
}

/* How many answers are taken: a hundred, or what is left behind the last one. */
void load(redisContext *redis, int n)
{
    int asked = 0;
    for (int i = 0; i < n; i++) {
        int due = 0;
        asked++;
        redisAppendCommand(redis, "DEL %d", i);
        if (asked == n)
            due = n % 100;
        else if (asked % 100 == 0)
            due = 100;
        if (due)
            for (int k = 0; k < due; k++)
                take(redis);
    }
}

void load_flag(redisContext *redis, int n)
{
    int is_full;
    for (int i = 0; i < n; i++) {
        is_full = 0;
        redisAppendCommand(redis, "DEL %d", i);
        if (i % 50 == 49)
            is_full = 1;
        if (is_full > 0)
            take(redis);
    }
}

/* Takes whatever is left. */
static void drain(redisContext *redis, int *left)
{
    while (*left > 0) {
        take(redis);
        --*left;
    }
}

/* The last turn has left nothing. */
void load_all(redisContext *redis, int n)
{
    int asked = 0, left = 0;
    for (int i = 0; i < n; i++) {
        int due = 0;
        redisAppendCommand(redis, "DEL %d", i);
        left++;
        if (++asked == n)
            due = left;
        else if (asked % 100 == 0)
            due = 100;
        if (due > 0)
            for (; due > 0; due--) {
                take(redis);
                left--;
            }
    }
    drain(redis, &left);
}
