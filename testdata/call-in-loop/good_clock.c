/* Loops that run for some time, whatever there is to do: how often they turn is what they measure. */
// expect-none
// expect-cost cycles: 1
// expect-cost until: 1
// expect-cost until_read_again: 1
// expect-cost at_least_once: 1
// expect-cost left_in_time: 1
#include <hiredis/hiredis.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

static long long microseconds(void)
{
    struct timeval now;
    gettimeofday(&now, NULL);
    return now.tv_sec * 1000000LL + now.tv_usec;
}

static long long milliseconds(void)
{
    return microseconds() / 1000;
}

void cycles(redisContext *c)
{
    while (1) {
        long long start = milliseconds();
        while (milliseconds() - start < 1000) {
            void *reply;
            for (int i = 0; i < 250; i++)
                redisAppendCommand(c, "SET k%d v", i);
            for (int i = 0; i < 250; i++)
                redisGetReply(c, &reply);
        }
    }
}

extern volatile int stop;

void until(redisContext *c, int seconds)
{
    long n = 0;
    time_t end = time(NULL) + seconds;
    while (!stop && time(NULL) < end) {
        freeReplyObject(redisCommand(c, "GET k%ld", n));
        n++;
    }
}

void until_read_again(redisContext *c, int seconds)
{
    time_t now = time(NULL), end = now + seconds;
    while (now < end) {
        freeReplyObject(redisCommand(c, "PING"));
        now = time(NULL);
    }
}

void at_least_once(redisContext *c, int seconds)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    time_t end = now.tv_sec + seconds;
    do {
        freeReplyObject(redisCommand(c, "PING"));
        clock_gettime(CLOCK_MONOTONIC, &now);
    } while (now.tv_sec < end);
}

void left_in_time(redisContext *c, int seconds)
{
    time_t end = time(NULL) + seconds;
    for (;;) {
        freeReplyObject(redisCommand(c, "GET %d", rand()));
        if (time(NULL) >= end)
            break;
    }
}
