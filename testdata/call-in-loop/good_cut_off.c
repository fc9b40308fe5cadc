/* What is subscribed to is taken for as long as it comes: another turn only follows when the connection broke. */
// expect-none
#include <hiredis/hiredis.h>

extern volatile int stop;
void handle(redisReply *reply);
int is_last(redisReply *reply);

void until_told(const char *host)
{
    do {
        redisContext *redis = redisConnect(host, 6379);
        void *reply;
        freeReplyObject(redisCommand(redis, "SUBSCRIBE news"));
        while (redisGetReply(redis, &reply) == REDIS_OK) {
            handle(reply);
            freeReplyObject(reply);
        }
        redisFree(redis);
    } while (!stop);
}

void for_ever(const char *host)
{
    for (;;) {
        redisContext *redis = redisConnect(host, 6379);
        void *reply;
        freeReplyObject(redisCommand(redis, "SUBSCRIBE news"));
        for (;;) {
            if (redisGetReply(redis, &reply) != REDIS_OK)
                break;
            handle(reply);
            freeReplyObject(reply);
        }
        redisFree(redis);
    }
}

static int take(redisContext *redis)
{
    void *reply;
    if (redisGetReply(redis, &reply) != REDIS_OK)
        return -1;
    handle(reply);
    freeReplyObject(reply);
    return 0;
}

static redisContext *subscribe(const char *host)
{
    redisContext *redis = redisConnect(host, 6379);
    freeReplyObject(redisCommand(redis, "SUBSCRIBE news"));
    return redis;
}

void by_helpers(const char *host)
{
    while (!stop) {
        redisContext *redis = subscribe(host);
        while (take(redis) == 0)
            ;
        redisFree(redis);
    }
}

/* It leaves both loops. */
void until_the_last(const char *host)
{
    for (;;) {
        redisContext *redis = redisConnect(host, 6379);
        void *reply;
        freeReplyObject(redisCommand(redis, "SUBSCRIBE news"));
        while (redisGetReply(redis, &reply) == REDIS_OK) {
            if (is_last(reply))
                return;
            freeReplyObject(reply);
        }
        redisFree(redis);
    }
}
