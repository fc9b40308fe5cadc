/* A good answer ends the loop: what was sought is found. */
#include "hiredis/hiredis.h"
#include "libpq-fe.h"

int equals(const char *a, const char *b);

int find_key(redisContext *redis, const char *const *keys, int n, const char *wanted)
{
    for (int i = 0; i < n; i++) {
        redisReply *reply = redisCommand(redis, "GET %s", keys[i]); // expect: call-in-loop {{up to n round trips}}
                                                                    // expect-verdict: search
        if (equals(reply->str, wanted))
            return i;
        freeReplyObject(reply);
    }
    return -1;
}

int find_by_flag(redisContext *redis, const char *const *keys, int n, const char *wanted)
{
    int hit = 0;
    for (int i = 0; i < n && !hit; i++) {
        redisReply *reply = redisCommand(redis, "GET %s", keys[i]); // expect: call-in-loop {{up to n round trips}}
                                                                    // expect-verdict: search
        if (equals(reply->str, wanted))
            hit = 1;
        freeReplyObject(reply);
    }
    return hit;
}

/* The first failure ends the loop: nothing is sought. */
int all_or_nothing(redisContext *redis, const char *const *keys, int n)
{
    for (int i = 0; i < n; i++) {
        redisReply *reply = redisCommand(redis, "DEL %s", keys[i]); // expect: call-in-loop {{n round trips}}
                                                                    // expect-verdict: batch
        if (!reply)
            return -1;
        if (reply->type == REDIS_REPLY_ERROR)
            return -1;
        freeReplyObject(reply);
    }
    return 0;
}

/* The same again until the answer says that it is over: no answer can be done without, nothing to ask once. */
void drain(redisContext *redis)
{
    for (;;) {
        redisReply *reply = redisCommand(redis, "CLUSTER DELSLOTS 7"); // expect: call-in-loop {{round trips}}
                                                                       // expect-verdict: sequential
        if (reply->elements == 0)
            break;
        freeReplyObject(reply);
    }
}
