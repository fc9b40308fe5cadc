/* Loops over data that look at the time as well, or walk through it. */
#include <hiredis/hiredis.h>
#include <stdlib.h>
#include <time.h>

void some(redisContext *c, const char **keys, int n, int seconds)
{
    time_t end = time(NULL) + seconds;
    for (int i = 0; i < n && time(NULL) < end; i++)
        freeReplyObject(redisCommand(c, "GET %s", keys[i])); // expect: call-in-loop {{up to n round trips}}
}

struct job {
    struct job *next;
    time_t due;
    const char *key;
};

void due(redisContext *c, struct job *job)
{
    time_t now = time(NULL);
    while (job && job->due <= now) {
        freeReplyObject(redisCommand(c, "EVAL %s", job->key)); // expect: call-in-loop {{length\(job\)}}
        job = job->next;
    }
}

void hours(redisContext *c, time_t from, time_t to)
{
    for (time_t hour = from; hour < to; hour += 3600)
        freeReplyObject(redisCommand(c, "GET hour:%ld", (long)hour)); // expect: call-in-loop {{\(to - from\) / 3,600}}
}

/* What ends it, as a rule, is an answer. */
void queue(redisContext *c, int seconds)
{
    time_t end = time(NULL) + seconds;
    for (;;) {
        redisReply *reply = redisCommand(c, "RPOP jobs"); // expect: call-in-loop {{turns@queue:1}}
        int is_last = reply->str == 0;
        freeReplyObject(reply);
        if (is_last)
            break;
        if (time(NULL) >= end)
            break;
    }
}

struct source {
    int read, most;
};
/* Looks at the time, but tells something else. */
static int remaining(struct source *source)
{
    source->read = rand() + (int)time(NULL);
    return source->most - source->read;
}

void rest(redisContext *c, struct source *source)
{
    while (remaining(source) > 0)
        freeReplyObject(redisCommand(c, "GET %d", source->read)); // expect: call-in-loop {{remaining|turns@rest:1}}
}
