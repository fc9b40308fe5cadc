/* A callee that asks several times: it may need the answers itself, though no turn needs another's. */
#include "hiredis/hiredis.h"

#include <stddef.h>
#include <stdlib.h>

struct node {
    redisContext *redis;
    struct node *next;
};
static struct node *nodes;

static long ask(struct node *node, const char *command, int slot)
{
    redisReply *reply = redisCommand(node->redis, "CLUSTER %s %d", command, slot);
    if (!reply)
        return -1;
    long value = (long)reply->integer;
    freeReplyObject(reply);
    return value;
}

/* The answers say who is asked next. */
static int repair(int slot)
{
    struct node *owner = NULL;
    long most = 0;
    for (struct node *node = nodes; node; node = node->next) {
        long keys = ask(node, "COUNTKEYSINSLOT", slot); // expect: call-in-loop {{round trips}}
                                                        // expect-verdict: fan-out
        if (keys > most) {
            most = keys;
            owner = node;
        }
    }
    if (!owner)
        return 0;
    ask(owner, "DELSLOTS", slot);
    ask(owner, "ADDSLOTS", slot);
    return 1;
}

void repair_all(const int *slots, int n)
{
    for (int i = 0; i < n; i++)
        repair(slots[i]); // expect: call-in-loop {{round trips}}
                          // expect-verdict: sequential
}

/* One level further down. */
static int repair_and_count(int slot, int *count)
{
    *count += 1;
    return repair(slot);
}

int repair_counted(const int *slots, int n)
{
    int count = 0;
    for (int i = 0; i < n; i++)
        repair_and_count(slots[i], &count); // expect: call-in-loop {{round trips}}
                                            // expect-verdict: sequential
    return count;
}

/* The first answer is in the second request. */
static void copy_owner(redisContext *redis, int slot)
{
    redisReply *owner = redisCommand(redis, "CLUSTER KEYSLOT k%d", slot);
    redisReply *reply = redisCommand(redis, "CLUSTER SETSLOT %d NODE %s", slot, owner->str);
    freeReplyObject(owner);
    freeReplyObject(reply);
}

void copy_owners(redisContext *redis, const int *slots, int n)
{
    for (int i = 0; i < n; i++)
        copy_owner(redis, slots[i]); // expect: call-in-loop {{round trips}}
                                     // expect-verdict: sequential
}

/* Several requests, none of which needs an answer but to see that it was one. */
static int set_owner(redisContext *redis, int slot)
{
    redisReply *reply = redisCommand(redis, "CLUSTER DELSLOTS %d", slot);
    if (!reply || reply->type == REDIS_REPLY_ERROR)
        return -1;
    freeReplyObject(reply);
    reply = redisCommand(redis, "CLUSTER ADDSLOTS %d", slot);
    if (!reply || reply->type == REDIS_REPLY_ERROR)
        return -1;
    freeReplyObject(reply);
    return 0;
}

int set_owners(redisContext *redis, const int *slots, int n)
{
    for (int i = 0; i < n; i++)
        if (set_owner(redis, slots[i]) < 0) // expect: call-in-loop {{round trips}}
                                            // expect-verdict: pipeline
            return -1;
    return 0;
}

/* One that looks at its only answer. */
static void note(redisContext *redis, int slot, int *missing)
{
    redisReply *reply = redisCommand(redis, "CLUSTER COUNTKEYSINSLOT %d", slot);
    if (reply->integer == 0)
        ++*missing;
    freeReplyObject(reply);
}

int count_missing(redisContext *redis, const int *slots, int n)
{
    int missing = 0;
    for (int i = 0; i < n; i++)
        note(redis, slots[i], &missing); // expect: call-in-loop {{round trips}}
                                         // expect-verdict: pipeline
    return missing;
}

/* One that only sends what its answer says. */
static void tell(redisContext *redis, int slot)
{
    redisReply *reply = redisCommand(redis, "CLUSTER KEYSLOT k%d", slot);
    redisAppendCommand(redis, "PUBLISH slots %d", (int)reply->integer);
    freeReplyObject(reply);
}

void tell_all(redisContext *redis, const int *slots, int n)
{
    for (int i = 0; i < n; i++)
        tell(redis, slots[i]); // expect: call-in-loop {{n round trips}}
                               // expect-verdict: pipeline
}
