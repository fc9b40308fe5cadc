/* A test that all good kinds of an answer pass, and only they, is one for success. */
#include "hiredis/hiredis.h"

#define FAILED REDIS_REPLY_ERROR

void handle(redisReply *reply);

// expect-none
void until_it_works(redisContext *redis)
{
    while (1) {
        redisReply *reply = redisCommand(redis, "RPOP q");
        if (reply->type != FAILED) {
            handle(reply);
            break;
        }
    }
}

void while_it_fails(redisContext *redis)
{
    redisReply *reply;
    do {
        reply = redisCommand(redis, "SET ready 1");
    } while (reply->type == FAILED);
    handle(reply);
}

/* What is made again is what failed. */
// expect-cost once: 1
void once(redisContext *redis)
{
    redisReply *reply = redisCommand(redis, "GET a");
    if (reply->type == FAILED)
        reply = redisCommand(redis, "GET b");
    handle(reply);
}

/* The same again, until the answer is the one that is waited for. */
void until_it_is_done(redisContext *redis)
{
    redisReply *reply;
    do {
        reply = redisCommand(redis, "SET ready 1");
    } while (reply->type != REDIS_REPLY_STATUS);
    handle(reply);
}

void until_it_is_there(redisContext *redis)
{
    while (1) {
        redisReply *reply = redisCommand(redis, "GET ready");
        if (reply->type == REDIS_REPLY_STRING)
            break;
        freeReplyObject(reply);
    }
}
