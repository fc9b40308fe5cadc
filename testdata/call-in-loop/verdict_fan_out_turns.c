/* Each turn has its own connection: one of this turn, not one after the other of a list that hangs on it. */
#include "hiredis/hiredis.h"

struct node {
    redisContext *redis;
    struct node *next;
    int is_down;
};

struct link {
    struct node *node;
    struct link *next;
};

struct slot {
    int id;
    struct link *nodes;
    struct slot *next;
    redisContext *redis;
    redisContext *replicas[4];
};

static struct node *most_keys(struct link *nodes, int slot) {
    struct node *best = 0;
    long long most = 0;
    for (struct link *p = nodes; p; p = p->next) {
        // expect@+2: call-in-loop {{length\(nodes\) round trips}}
        // expect-verdict: fan-out
        redisReply *reply = redisCommand(p->node->redis, "CLUSTER COUNTKEYSINSLOT %d", slot);
        if (!reply)
            return 0;
        if (!best || reply->integer > most) {
            most = reply->integer;
            best = p->node;
        }
        freeReplyObject(reply);
    }
    return best;
}

static int take_slot(struct node *node, int slot) {
    redisReply *reply = redisCommand(node->redis, "CLUSTER ADDSLOTS %d", slot);
    if (!reply)
        return 0;
    freeReplyObject(reply);
    return 1;
}

/* The lists of all slots hold the same few nodes. */
void cover(struct slot *slots) {
    for (struct slot *s = slots; s; s = s->next) {
        // expect@+2: call-in-loop {{most_keys\(\) waits for redis on each of up to length\(slots\) turns: up to length\(slots\) \* \(length\(s->nodes\) \+ 1\)}}
        // expect-verdict: pipeline
        struct node *target = most_keys(s->nodes, s->id);
        if (!target || !take_slot(target, s->id))
            return;
    }
}

/* What is found in a list is no more the turn's own than the list. */
static struct node *find_up(struct link *nodes) {
    while (nodes && nodes->node->is_down)
        nodes = nodes->next;
    return nodes ? nodes->node : 0;
}

void cover_any(struct slot *slots) {
    for (struct slot *s = slots; s; s = s->next) {
        struct node *target = find_up(s->nodes);
        if (!target || !take_slot(target, s->id)) // expect: call-in-loop {{length\(slots\) round trips}}
            return;                               // expect-verdict: pipeline
    }
}

/* In the same function; and by number. */
void cover_here(struct slot *slots) {
    for (struct slot *s = slots; s; s = s->next)
        for (struct link *p = s->nodes; p; p = p->next)
            // expect@+2: call-in-loop {{on each of length\(slots\) turns}}
            // expect-verdict: pipeline
            freeReplyObject(redisCommand(p->node->redis, "CLUSTER ADDSLOTS %d", s->id));
}

/* Look-alike: one connection for each turn, which the function finds in what it is given. */
static int drop_slot(struct slot *slot, int id) {
    redisReply *reply = redisCommand(slot->redis, "CLUSTER DELSLOTS %d", id);
    if (!reply)
        return 0;
    freeReplyObject(reply);
    return 1;
}

void drop(struct slot *slots) {
    for (struct slot *s = slots; s; s = s->next)
        if (!drop_slot(s, s->id)) // expect: call-in-loop {{length\(slots\) round trips}}
            return;               // expect-verdict: fan-out
}

/* Look-alike: the first of the list, the second replica. */
void drop_first(struct slot *slots) {
    for (struct slot *s = slots; s; s = s->next)
        if (!take_slot(s->nodes->node, s->id)) // expect: call-in-loop {{length\(slots\) round trips}}
            return;                            // expect-verdict: fan-out
}

void drop_replica(struct slot *slots) {
    for (struct slot *s = slots; s; s = s->next)
        // expect@+2: call-in-loop {{length\(slots\) round trips}}
        // expect-verdict: fan-out
        freeReplyObject(redisCommand(s->replicas[1], "CLUSTER DELSLOTS %d", s->id));
}

/* Look-alike: a loop inside skips nodes that are down; it is still one node for each turn. */
void ping_all(struct node *nodes) {
    for (struct node *n = nodes; n; n = n->next) {
        while (n->is_down && n->next)
            n = n->next;
        // expect@+2: call-in-loop {{length\(nodes\) round trips}}
        // expect-verdict: fan-out
        freeReplyObject(redisCommand(n->redis, "PING"));
    }
}
