/* What was emptied and set again, was emptied in part only, or is set by who gets its address, may be anything. */
#include "hiredis/hiredis.h"
#include <string.h>

struct options {
    int merge, update;
    redisContext *redis;
};

void read_settings(struct options *o);

static void write_all(struct options *o)
{
    if (o->update)
        freeReplyObject(redisCommand(o->redis, "SET a 1"));
}

void set_again(redisContext *redis, int n)
{
    struct options options;
    for (int i = 0; i < n; i++) {
        memset(&options, 0, sizeof options);
        options.redis = redis;
        options.update = 1;
        write_all(&options); // expect: call-in-loop {{write_all\(\) waits}}
    }
}

void emptied_in_part(redisContext *redis, struct options *given, int n)
{
    struct options options = *given;
    memset(&options, 0, sizeof options.merge);
    options.redis = redis;
    for (int i = 0; i < n; i++)
        write_all(&options); // expect: call-in-loop {{write_all\(\) waits}}
}

void filled(redisContext *redis, struct options *given, int n)
{
    struct options options = *given;
    memset(&options, 1, sizeof options);
    options.redis = redis;
    for (int i = 0; i < n; i++)
        write_all(&options); // expect: call-in-loop {{write_all\(\) waits}}
}

void set_by_others(redisContext *redis, int n)
{
    for (int i = 0; i < n; i++) {
        struct options options = {0};
        options.redis = redis;
        read_settings(&options);
        write_all(&options); // expect: call-in-loop {{write_all\(\) waits}}
    }
}

void copied(redisContext *redis, const struct options *given, int n)
{
    for (int i = 0; i < n; i++) {
        struct options options = {0};
        options = *given;
        options.redis = redis;
        write_all(&options); // expect: call-in-loop {{write_all\(\) waits}}
    }
}
