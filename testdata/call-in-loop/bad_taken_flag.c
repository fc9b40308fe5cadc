/* As good_taken_flag.c, where what was taken is not taken anew, or is not what is put back. */
#include "hiredis/hiredis.h"

#include <stddef.h>

struct item {
    struct item *next;
    int weight;
};

static int wanted, counted;

void want(int how)
{
    wanted = how;
    counted = how;
}

static void report(redisContext *redis, long done)
{
    freeReplyObject(redisCommand(redis, "SET progress %ld", done));
}

/* Taken before the loop: each turn reports. */
long taken_once(redisContext *redis, const struct item *list)
{
    long done = 0;
    int is_wanted = wanted;
    for (const struct item *item = list; item; item = item->next) {
        done += item->weight;
        if (is_wanted) {
            report(redis, done); // expect: call-in-loop {{up to length\(list\) round trips}}
            wanted = 0;
        }
    }
    return done;
}

/* Another one is put back. */
long taken_elsewhere(redisContext *redis, const struct item *list)
{
    long done = 0;
    for (const struct item *item = list; item; item = item->next) {
        int is_wanted = wanted;
        done += item->weight;
        if (!is_wanted)
            continue;
        report(redis, done); // expect: call-in-loop {{up to length\(list\) round trips}}
        counted = 0;
    }
    return done;
}

/* Each turn may want it. */
long taken_and_raised(redisContext *redis, const struct item *list)
{
    long done = 0;
    for (const struct item *item = list; item; item = item->next) {
        int is_wanted;
        done += item->weight;
        if (item->weight > 10)
            want(item->weight);
        is_wanted = wanted;
        if (is_wanted) {
            report(redis, done); // expect: call-in-loop {{up to length\(list\) round trips}}
            wanted = 0;
        }
    }
    return done;
}
