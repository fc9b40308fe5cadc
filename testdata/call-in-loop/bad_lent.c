/* Who keeps the address may change the variable later, and who is lent it may change it at once: nothing is known. */
#include <hiredis/hiredis.h>
#include <stddef.h>

static redisReply **slot;

static void watch(redisReply **reply) { slot = reply; }

static void drop(void) { *slot = NULL; }

int set_watched(redisContext *c, redisContext *log, const char *const *hosts, int n, const char *key)
{
    redisReply *reply = NULL;
    watch(&reply);
    reply = redisCommand(c, "SET %s 1", key);
    drop();
    if (!reply) {
        for (int i = 0; i < n; i++)
            freeReplyObject(redisCommand(log, "LPUSH %s 1", hosts[i])); // expect: call-in-loop
    }
    return 0;
}

static void take_empty(redisReply **reply)
{
    if ((*reply)->elements == 0)
        *reply = NULL;
}

int set_taken(redisContext *c, redisContext *log, const char *const *hosts, int n, const char *key)
{
    redisReply *reply = redisCommand(c, "LRANGE %s 0 -1", key);
    take_empty(&reply);
    if (!reply) {
        for (int i = 0; i < n; i++)
            freeReplyObject(redisCommand(log, "LPUSH %s 1", hosts[i])); // expect: call-in-loop
    }
    return 0;
}
