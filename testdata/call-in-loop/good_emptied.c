/* Members that nobody has set are 0: the list leaves them out, or memset() has emptied the variable. */
// expect-none
#include "hiredis/hiredis.h"
#include <string.h>

struct place {
    int is_remote;
};

struct options {
    int merge, dry_run, update;
    struct place place;
    redisContext *redis;
};

static int write_all(struct options *o)
{
    if (o->update && !o->dry_run)
        freeReplyObject(redisCommand(o->redis, "SET a 1"));
    if (o->place.is_remote)
        freeReplyObject(redisCommand(o->redis, "SET b 1"));
    return 0;
}

static int unpack(int count, struct options *o)
{
    o->merge = count;
    return write_all(o);
}

static int compare(redisContext *redis)
{
    struct options options;
    memset(&options, 0, sizeof options);
    options.redis = redis;
    options.merge = 1;
    return unpack(1, &options);
}

static int compare_listed(redisContext *redis)
{
    struct options options = {.merge = 1, .redis = redis};
    return unpack(1, &options);
}

static int compare_itself(redisContext *redis)
{
    struct options options = {0};
    options.redis = redis;
    if (options.place.is_remote)
        freeReplyObject(redisCommand(redis, "GET a"));
    return 0;
}

int compare_all(redisContext *redis, int n)
{
    int changes = 0;
    for (int i = 0; i < n; i++)
        changes += compare(redis) + compare_listed(redis) + compare_itself(redis);
    return changes;
}
