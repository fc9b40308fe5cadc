/* Round trips in a loop that is reported are no sequence, here and in what the loop calls. */
#include <hiredis/hiredis.h>

static void store(redisContext *c, int id)
{
    freeReplyObject(redisCommand(c, "SET a:%d 1", id));
    freeReplyObject(redisCommand(c, "SET b:%d 1", id));
    freeReplyObject(redisCommand(c, "SET d:%d 1", id));
}

void store_all(redisContext *c, int n)
{
    for (int i = 0; i < n; i++)
        store(c, i); // expect: call-in-loop {{3 \* n round trips}}
}

void load_all(redisContext *c, int n)
{
    for (int i = 0; i < n; i++) {
        freeReplyObject(redisCommand(c, "INCR a:%d", i)); // expect: call-in-loop {{3 \* n round trips}}
        freeReplyObject(redisCommand(c, "INCR b:%d", i));
        freeReplyObject(redisCommand(c, "INCR d:%d", i));
    }
}
