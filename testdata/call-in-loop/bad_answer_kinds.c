/* Of an answer that may be of several good kinds, a test for one of them is no test for success: a queue that is empty
 * gives an answer as good as that of one that is not. */
#include "hiredis/hiredis.h"

void handle(redisReply *reply);

void until_nothing_is_left(redisContext *redis)
{
    while (1) {
        redisReply *reply = redisCommand(redis, "RPOP q"); // expect: call-in-loop {{round trips}}
                                                           // expect-verdict: sequential
        if (reply->type == REDIS_REPLY_NIL)
            break;
        handle(reply);
    }
}

void until_no_text(redisContext *redis)
{
    while (1) {
        redisReply *reply = redisCommand(redis, "RPOP q"); // expect: call-in-loop {{round trips}}
                                                           // expect-verdict: sequential
        if (reply->type != REDIS_REPLY_STRING)
            break;
        handle(reply);
    }
}

void tested_behind(redisContext *redis)
{
    redisReply *reply;
    do {
        reply = redisCommand(redis, "RPOP q"); // expect: call-in-loop {{round trips}}
                                               // expect-verdict: sequential
        handle(reply);
    } while (reply->type != REDIS_REPLY_NIL);
}

/* The first key that is there. */
void first_of(redisContext *redis, const char *const *keys, int n)
{
    for (int i = 0; i < n; i++) {
        redisReply *reply = redisCommand(redis, "GET %s", keys[i]); // expect: call-in-loop {{up to n round trips}}
                                                                    // expect-verdict: search
        if (reply->type == REDIS_REPLY_STRING) {
            handle(reply);
            break;
        }
    }
}

/* What is missing is made: both requests. */
void fill(redisContext *redis, const char *const *keys, int n)
{
    for (int i = 0; i < n; i++) {
        redisReply *reply = redisCommand(redis, "GET %s", keys[i]); // expect: call-in-loop {{up to 2 \* n round trips}}
        if (reply->type == REDIS_REPLY_STRING)
            handle(reply);
        else
            handle(redisCommand(redis, "INCR %s", keys[i]));
    }
}

/* What is asked for is taken: the next one is another. */
void until_a_number(redisContext *redis)
{
    redisReply *reply;
    do {
        reply = redisCommand(redis, "RPOP q"); // expect: call-in-loop {{round trips}}
        handle(reply);
    } while (reply->type != REDIS_REPLY_INTEGER);
}
