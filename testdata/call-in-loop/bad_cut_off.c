/* Loops inside that also end while nothing fails, or that others wait for: another turn is no retry. */
#include <hiredis/hiredis.h>

#include <stddef.h>

extern volatile int stop;
void handle(redisReply *reply);
int is_last(redisReply *reply);
const char *next_name(void);

void to_the_last(const char *host)
{
    do {
        redisContext *redis = redisConnect(host, 6379); // expect: call-in-loop {{2 \* turns@to_the_last:1 round trips}}
        void *reply;
        freeReplyObject(redisCommand(redis, "SUBSCRIBE %s", next_name()));
        while (redisGetReply(redis, &reply) == REDIS_OK) {
            if (is_last(reply))
                break;
            freeReplyObject(reply);
        }
        redisFree(redis);
    } while (!stop);
}

/* Only sometimes. */
void not_all(const char *host)
{
    while (!stop) {
        redisContext *redis = redisConnect(host, 6379); // expect: call-in-loop {{2 \* turns@not_all:1 round trips}}
        redisReply *reply = redisCommand(redis, "GET %s", next_name());
        if (is_last(reply))
            while (redisGetReply(redis, (void **)&reply) == REDIS_OK)
                handle(reply);
        redisFree(redis);
    }
}

/* Each has its own. */
void each(const char *const *hosts, int n)
{
    for (int i = 0; i < n; i++) {
        redisContext *redis = redisConnect(hosts[i], 6379); // expect: call-in-loop {{2 \* n round trips}}
        void *reply;
        freeReplyObject(redisCommand(redis, "SUBSCRIBE news"));
        while (redisGetReply(redis, &reply) == REDIS_OK)
            handle(reply);
        redisFree(redis);
    }
}

/* Nothing is opened: what is asked for is something else on each turn. */
void one_connection(redisContext *redis)
{
    while (!stop) {
        void *reply;
        freeReplyObject(redisCommand(redis, "INCR %s", next_name())); // expect: call-in-loop {{round trips}}
        while (redisGetReply(redis, &reply) == REDIS_OK)
            handle(reply);
    }
}

/* The loop inside asks on. */
void asks_on(const char *host)
{
    do {
        redisContext *redis = redisConnect(host, 6379); // expect: call-in-loop {{besides}}
        redisReply *reply;
        while ((reply = redisCommand(redis, "GET %s", next_name())) != NULL) // expect: call-in-loop {{round trips}}
            handle(reply);
        redisFree(redis);
    } while (!stop);
}
