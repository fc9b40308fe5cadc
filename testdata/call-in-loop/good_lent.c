/* A variable whose address is only lent is known from one of these calls to the next: the arm is for failures. */
#include <hiredis/hiredis.h>
#include <stddef.h>
// expect-none

static void free_reply(redisReply **reply)
{
    if (reply && *reply) {
        freeReplyObject(*reply);
        *reply = NULL;
    }
}

int set(redisContext *c, redisContext *log, const char *const *hosts, int n, const char *key)
{
    redisReply *reply = NULL;
    free_reply(&reply);
    reply = redisCommand(c, "SET %s 1", key);
    if (!reply) {
        for (int i = 0; i < n; i++)
            freeReplyObject(redisCommand(log, "LPUSH failed %s", hosts[i]));
        return -1;
    }
    free_reply(&reply);
    return 0;
}
