/* The function is put into a field by one function, and called from there by another. */
// count: fire_all
// formula: n
// known-miss: a call through a pointer
// run: n=0
// run: n=1
// run: n=7
// tight
#include "counted.h"
#include "hiredis/hiredis.h"

struct timer {
    void (*handler)(redisContext *redis);
    int fired;
};

static void refresh(redisContext *redis) { freeReplyObject(redisCommand(redis, "SET refreshed 1")); }

static void timer_set(struct timer *timer, void (*handler)(redisContext *redis)) { timer->handler = handler; }

static void timer_fire(struct timer *timer, redisContext *redis) {
    timer->fired++;
    if (timer->handler)
        timer->handler(redis);
}

void fire_all(struct timer *timers, int n, redisContext *redis) {
    for (int i = 0; i < n; i++)
        timer_fire(&timers[i], redis);
}

void counted_run(void) {
    struct timer timers[8] = {{0, 0}};
    for (int i = 0; i < 8; i++)
        timer_set(&timers[i], refresh);
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(fire_all(timers, counted_size("n"), redis));
    redisFree(redis);
}
