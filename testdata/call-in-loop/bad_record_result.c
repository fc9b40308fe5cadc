/* A record tells what was found, which is no matter of success: the turns go on to the next. */
#include "hiredis/hiredis.h"

#include <stdbool.h>
#include <string.h>

struct look {
    bool is_there;
    bool ok;
    long long value;
};

static struct look look_up(redisContext *redis, const char *key)
{
    struct look look = {.is_there = false};
    redisReply *reply = redisCommand(redis, "GET %s", key);
    if (!reply)
        return look;
    look.ok = true;
    if (reply->type == REDIS_REPLY_STRING) {
        look.is_there = true;
        look.value = reply->integer;
    }
    freeReplyObject(reply);
    return look;
}

/* One of them is there: all may have to be asked. */
// expect-cost first_there: n
long long first_there(redisContext *redis, const char *const *keys, int n)
{
    for (int i = 0; i < n; i++) {
        struct look look = look_up(redis, keys[i]); // expect: call-in-loop {{look_up\(\) waits for redis on each of up to n turns}}
        if (look.is_there)
            return look.value;
    }
    return -1;
}

/* Ends at the first failure, which never comes. */
// expect-cost all_of_them: n
bool all_of_them(redisContext *redis, const char *const *keys, int n, long long *out)
{
    for (int i = 0; i < n; i++) {
        struct look look = look_up(redis, keys[i]); // expect: call-in-loop {{look_up\(\) waits for redis on each of (up to )?n turns}}
        if (!look.ok)
            return false;
        out[i] = look.value;
    }
    return true;
}

/* The record is filled anew behind the call. */
// expect-cost asked_until_large: n
long long asked_until_large(redisContext *redis, const char *const *keys, int n, long long limit)
{
    for (int i = 0; i < n; i++) {
        struct look look = look_up(redis, keys[i]); // expect: call-in-loop {{look_up\(\) waits for redis on each of up to n turns}}
        look.ok = look.value > limit;
        if (look.ok)
            return look.value;
    }
    return -1;
}

/* One of the functions that are handed over says nothing of it. */
struct look look_elsewhere(redisContext *redis, const char *key);

static struct look look_twice(redisContext *redis, const char *key, bool is_elsewhere)
{
    struct look look = look_up(redis, key);
    return is_elsewhere ? look_elsewhere(redis, key) : look;
}

// expect-cost first_elsewhere: n
bool first_elsewhere(redisContext *redis, const char *const *keys, int n, bool is_elsewhere)
{
    for (int i = 0; i < n; i++)
        if (look_twice(redis, keys[i], is_elsewhere).ok) // expect: call-in-loop {{look_twice\(\) waits for redis on each of up to n turns}}
            return true;
    return false;
}
