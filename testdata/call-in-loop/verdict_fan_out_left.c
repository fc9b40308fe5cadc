/* A fan-out frees the turns of one loop. What is left of a turn may be a loop of its own, which grows with the data. */
#include "hiredis/hiredis.h"

#include <stddef.h>

struct node {
    redisContext *redis;
    struct node *next;
    struct node *known;
};

/* Page after page. */
static int move_keys(redisContext *from, int slot)
{
    unsigned long long cursor = 0;
    do {
        redisReply *keys = redisCommand(from, "SCAN %llu COUNT 1000", cursor);
        if (!keys)
            return 0;
        cursor = (unsigned long long)keys->element[0]->integer;
        freeReplyObject(keys);
    } while (cursor != 0);
    return slot;
}

void move_all(struct node *nodes, int slot)
{
    for (struct node *n = nodes; n; n = n->next)
        // expect@+5: call-in-loop {{: up to length\(nodes\) \* turns@move_keys:1 round trips}}
        // expect-verdict: fan-out
        // expect-severity: warning
        // expect-after: turns@move_keys:1
        // expect-fix: {{let the turns run side by side}}
        move_keys(n->redis, slot);
}

/* Look-alike: as many questions for each, which need the answers, but no more with more data. */
static void copy_owner(redisContext *redis, int slot)
{
    redisReply *owner = redisCommand(redis, "CLUSTER KEYSLOT k%d", slot);
    redisReply *reply = redisCommand(redis, "CLUSTER SETSLOT %d NODE %s", slot, owner->str);
    freeReplyObject(owner);
    freeReplyObject(reply);
}

void copy_owners(struct node *nodes, int slot)
{
    for (struct node *n = nodes; n; n = n->next)
        // expect@+5: call-in-loop {{: 2 \* length\(nodes\) round trips}}
        // expect-verdict: fan-out
        // expect-severity: note
        // expect-after: 2
        // expect-fix: {{let the turns run side by side}}
        copy_owner(n->redis, slot);
}

/* Look-alike: the loop inside goes to many, too; all of them are asked at once. */
void ask_known(struct node *nodes)
{
    for (struct node *n = nodes; n; n = n->next)
        for (struct node *k = n->known; k; k = k->next)
            // expect@+4: call-in-loop {{on each of length\(nodes\) turns}}
            // expect-verdict: fan-out
            // expect-severity: note
            // expect-fix: {{send to all, then wait for all}}
            freeReplyObject(redisCommand(k->redis, "CLUSTER NODES"));
}
