/* Of two calls that cost the same, the one that a turn makes itself is told of, not the one of a loop inside that takes
 * whatever comes. */
#include "hiredis/hiredis.h"

#include <stddef.h>

static redisContext *context;
static int subscribed;

int takes(redisReply *reply);

static int read_reply(void)
{
    void *reply;
    if (redisGetReply(context, &reply) != REDIS_OK)
        return REDIS_ERR;
    return takes(reply) ? REDIS_OK : REDIS_ERR;
}

int repeat(const char *command, int n)
{
    while (n-- > 0) {
        redisAppendCommand(context, command);
        if (subscribed) {
            while (subscribed) {
                if (read_reply() != REDIS_OK)
                    return REDIS_ERR;
                subscribed = takes(NULL);
            }
            continue;
        }
        if (read_reply() != REDIS_OK) // expect: call-in-loop {{round trips}}
            return REDIS_ERR;
    }
    return REDIS_OK;
}

/* What a loop inside makes dearer is told of all the same. */
void both(redisContext *redis, const char *const *keys, int n)
{
    for (int i = 0; i < n; i++) {
        takes(redisCommand(redis, "GET %s", keys[i]));
        for (int k = 0; k < 3; k++)
            takes(redisCommand(redis, "GET %s:%d", keys[i], k)); // expect: call-in-loop {{4 \* n round trips}}
    }
}
