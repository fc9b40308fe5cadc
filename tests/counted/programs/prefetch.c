/* One question for all keys; only what is not known then is asked for alone, which never happens. */
// count: load_values
// formula: n + 1
// run: n=1
// run: n=30
// loose: what was asked for ahead is not asked for again; the formula does not see that
#include "counted.h"
#include "hiredis/hiredis.h"

#include <stdlib.h>

static long known[32];

static long value_of(redisContext *redis, int key) {
    if (!known[key]) {
        redisReply *reply = redisCommand(redis, "GET %d", key);
        known[key] = atol(reply->str) + 1;
        freeReplyObject(reply);
    }
    return known[key];
}

static void load_known(redisContext *redis, const char **keys, int n) {
    redisReply *reply = redisCommandArgv(redis, n, keys, 0);
    for (int i = 0; i < n; i++)
        known[i] = i + 1;
    freeReplyObject(reply);
}

long load_values(redisContext *redis, const char **keys, int n) {
    long sum = 0;
    load_known(redis, keys, n);
    for (int i = 0; i < n; i++)
        sum += value_of(redis, i);
    return sum;
}

void counted_run(void) {
    int n = counted_size("n");
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(load_values(redis, counted_names(n), n));
    redisFree(redis);
}
