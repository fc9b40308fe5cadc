/* A flag that somebody else raises is taken into a variable, which decides; then it is put back. */
// expect-none
#include "hiredis/hiredis.h"

#include <stddef.h>
#include <stdlib.h>

typedef void report_fn(redisContext *redis, long done);

static report_fn *volatile report_now;

static void report(redisContext *redis, long done)
{
    freeReplyObject(redisCommand(redis, "SET progress %ld", done));
}

/* Of a timer. */
void on_alarm(int signal)
{
    (void)signal;
    report_now = report;
}

struct item {
    struct item *next;
    int weight;
};

static int compare(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

/* What the search calls is known: it raises nothing. */
static int price_of(int weight)
{
    static const int limits[] = {1, 10, 100};
    const int *limit = bsearch(&weight, limits, 3, sizeof *limits, compare);
    return limit ? *limit : 0;
}

long weigh(redisContext *redis, struct item *list)
{
    long done = 0;
    for (struct item *item = list; item; item = item->next) {
        report_fn *now;
        done += price_of(item->weight);
        now = report_now;
        if (!now)
            continue;
        now(redis, done);
        report_now = NULL;
    }
    return done;
}

/* In the arm itself, in a function that others call for each of many. */
static int wanted;

void want(void)
{
    wanted = 1;
}

static void note(redisContext *redis, const struct item *item)
{
    int is_wanted = wanted;
    if (is_wanted) {
        report(redis, item->weight);
        wanted = 0;
    }
}

void note_all(redisContext *redis, const struct item *list)
{
    for (const struct item *item = list; item; item = item->next)
        note(redis, item);
}
