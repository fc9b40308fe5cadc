/* A model of the project that names no request: what a command asks is read from the function's body. */
// config: own_cache.yaml
#include "hiredis/hiredis.h"

void use(const char *text);
int snprintf(char *to, unsigned long size, const char *format, ...);

redisReply *cache_command(redisContext *redis, const char *text);

void all_keys(redisContext *redis)
{
    char text[64] = "SCAN 0", *cursor;
    do {
        redisReply *reply = cache_command(redis, text); // expect: call-in-loop {{round trips}}
                                                        // expect-verdict: paging
        cursor = reply->element[0]->str;
        use(cursor);
        snprintf(text, sizeof text, "SCAN %s", cursor);
    } while (cursor[0] != '0');
}

void keys_one_by_one(redisContext *redis, const char *const *keys, int n)
{
    char text[64];
    for (int i = 0; i < n; i++) {
        snprintf(text, sizeof text, "TTL %s", keys[i]);
        use(cache_command(redis, text)->str); // expect: call-in-loop {{n round trips}}
                                              // expect-verdict: pipeline
    }
}

redisReply *cache_command(redisContext *redis, const char *text) { return redisCommand(redis, text); }
