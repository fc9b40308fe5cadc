/* The same is tried again until it goes well, and a record tells whether it did. */
#include "hiredis/hiredis.h"

#include <stdbool.h>

struct outcome {
    bool ok;
    bool is_final; /* no use to try again */
    int code;
};

static struct outcome store(redisContext *redis, const char *key)
{
    struct outcome outcome = {.ok = false, .code = 0};
    redisReply *reply = redisCommand(redis, "SET %s 1", key);
    if (!reply) {
        outcome.is_final = redis->err == 2;
        outcome.code = redis->err;
        return outcome;
    }
    freeReplyObject(reply);
    outcome.ok = true;
    return outcome;
}

// expect-cost store_surely: 1
bool store_surely(redisContext *redis, const char *key, int attempts)
{
    for (int i = 0; i < attempts; i++) {
        struct outcome outcome = store(redis, key);
        if (outcome.ok)
            return true;
        if (outcome.is_final)
            return false;
    }
    return false;
}

/* Handed on as it is, and tested without a variable. */
static struct outcome store_both(redisContext *redis, const char *key)
{
    if (!store(redis, "last").ok)
        return (struct outcome){.is_final = true};
    return store(redis, key);
}

// expect-cost store_both_surely: 2
bool store_both_surely(redisContext *redis, const char *key, int attempts)
{
    while (attempts-- > 0)
        if (store_both(redis, key).ok)
            return true;
    return false;
}

/* What is tried is handed over. */
typedef struct outcome (*work)(redisContext *redis, const char *key);

static bool again(work work, redisContext *redis, const char *key, int attempts)
{
    for (int i = 0; i < attempts; i++) {
        struct outcome outcome = work(redis, key);
        if (outcome.ok)
            return true;
    }
    return false;
}

// expect-cost store_again: 1
bool store_again(redisContext *redis, const char *key)
{
    return again(store, redis, key, 5000);
}

// expect-cost store_both_again: 2
bool store_both_again(redisContext *redis, const char *key)
{
    return again(store_both, redis, key, 5000);
}
