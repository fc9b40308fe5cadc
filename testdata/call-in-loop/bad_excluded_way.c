/* Of what a function may ask, a caller's constant shuts a part off: path and verdict are about what is left. */
#include "hiredis/hiredis.h"

#define COLD 1
#define VERBOSE 2

struct node {
    redisContext *redis;
    struct node *next;
    const char *name;
};

static struct node *all_nodes;

static int set_owner(struct node *at, struct node *owner, int slot) {
    redisReply *reply = redisCommand(at->redis, "CLUSTER SETSLOT %d NODE %s", slot, owner->name);
    int is_done = reply && reply->type != REDIS_REPLY_ERROR;
    freeReplyObject(reply);
    return is_done;
}

static int keys_of(struct node *source, int slot) {
    redisReply *reply = redisCommand(source->redis, "CLUSTER GETKEYSINSLOT %d 10", slot);
    if (!reply)
        return 0;
    freeReplyObject(reply);
    return 1;
}

static int move(struct node *source, struct node *target, int slot, int options) {
    int is_cold = options & COLD, is_done = 1;
    if (!is_cold) {
        is_done = set_owner(target, source, slot);
        if (!is_done)
            return 0;
    }
    is_done = keys_of(source, slot);
    if (!is_done)
        return 0;
    if (!is_cold)
        for (struct node *n = all_nodes; n; n = n->next) {
            is_done = set_owner(n, target, slot); // expect: call-in-loop {{length\(all_nodes\)}}
            if (!is_done)
                return 0;
        }
    return 1;
}

static int move_on(struct node *source, struct node *target, int slot, int options) {
    return move(source, target, slot, options);
}

/* Each of the nodes is asked for its own keys, and nobody else is asked. */
int drain_all(struct node *importing, struct node *owner, int slot) {
    int options = VERBOSE;
    options |= COLD;
    for (struct node *n = importing; n; n = n->next)
        // expect@+6: call-in-loop {{length\(importing\) turns: up to length\(importing\) round trips}}
        // expect-verdict: fan-out
        // expect-step: move: {{calls keys_of}}
        // expect-step: keys_of: {{redisCommand}}
        // expect-no-step: move: {{calls set_owner}}
        // expect-no-step: set_owner: {{redisCommand}}
        if (!move(n, owner, slot, options))
            return 0;
    return 1;
}

/* The same, one call further down. */
int drain_all_deeper(struct node *importing, struct node *owner, int slot) {
    for (struct node *n = importing; n; n = n->next)
        // expect@+4: call-in-loop {{length\(importing\) turns: up to length\(importing\) round trips}}
        // expect-verdict: fan-out
        // expect-step: move: {{calls keys_of}}
        // expect-no-step: set_owner: {{redisCommand}}
        if (!move_on(n, owner, slot, COLD))
            return 0;
    return 1;
}

/* Look-alike: nothing is shut off; all nodes hear of each move, one and the same target too. */
int drain_warm(struct node *importing, struct node *owner, int slot) {
    for (struct node *n = importing; n; n = n->next)
        // expect@+3: call-in-loop {{length\(importing\) turns: up to length\(importing\) \* \(length\(all_nodes\) \+ 2\)}}
        // expect-verdict: pipeline
        // expect-step: move: {{calls set_owner}}
        if (!move_on(n, owner, slot, VERBOSE))
            return 0;
    return 1;
}

/* What is only asked when something has failed is asked of another node. */
static int copy(struct node *source, struct node *target, int slot) {
    redisReply *reply = redisCommand(source->redis, "CLUSTER GETKEYSINSLOT %d 10", slot);
    if (!reply)
        return 0;
    if (reply->type == REDIS_REPLY_ERROR) {
        freeReplyObject(redisCommand(target->redis, "CLUSTER DELSLOTS %d", slot));
        freeReplyObject(reply);
        return 0;
    }
    freeReplyObject(reply);
    return 1;
}

int copy_all(struct node *importing, struct node *owner, int slot) {
    for (struct node *n = importing; n; n = n->next)
        // expect@+2: call-in-loop {{copy\(\) waits for redis on each of length\(importing\) turns}}
        // expect-verdict: fan-out
        if (!copy(n, owner, slot))
            return 0;
    return 1;
}

/* Look-alike: the owner is asked too, whatever the node says. */
static int copy_and_tell(struct node *source, struct node *target, int slot) {
    redisReply *reply = redisCommand(source->redis, "CLUSTER GETKEYSINSLOT %d 10", slot);
    if (!reply)
        return 0;
    freeReplyObject(reply);
    freeReplyObject(redisCommand(target->redis, "CLUSTER DELSLOTS %d", slot));
    return 1;
}

int copy_and_tell_all(struct node *importing, struct node *owner, int slot) {
    for (struct node *n = importing; n; n = n->next)
        // expect@+2: call-in-loop {{copy_and_tell\(\) waits for redis on each of length\(importing\) turns}}
        // expect-verdict: pipeline
        if (!copy_and_tell(n, owner, slot))
            return 0;
    return 1;
}
