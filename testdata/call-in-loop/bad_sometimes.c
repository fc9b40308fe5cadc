/* Of calls that cost the same a finding stands at one that every turn makes; what only some turns make is "up to". */
#include "hiredis/hiredis.h"
#include <strings.h>

struct node {
    redisContext *redis;
    struct node *next;
    const char *master;
};

void forget(struct node *nodes, struct node *gone, const char *name) {
    for (struct node *n = nodes; n; n = n->next) {
        if (n == gone)
            continue;
        if (n->master && !strcasecmp(n->master, name))
            freeReplyObject(redisCommand(n->redis, "CLUSTER REPLICATE %s", name));
        // expect@+1: call-in-loop {{up to 2 \* length\(nodes\) round trips}}
        freeReplyObject(redisCommand(n->redis, "CLUSTER FORGET %s", name));
    }
}

/* Look-alike: both on every turn; and what an arm does more often is the dearer one. */
void forget_both(struct node *nodes, const char *name) {
    for (struct node *n = nodes; n; n = n->next) {
        // expect@+1: call-in-loop {{: 2 \* length\(nodes\) round trips}}
        freeReplyObject(redisCommand(n->redis, "CLUSTER REPLICATE %s", name));
        freeReplyObject(redisCommand(n->redis, "CLUSTER FORGET %s", name));
    }
}

static void twice(redisContext *redis, const char *name) {
    freeReplyObject(redisCommand(redis, "CLUSTER REPLICATE %s", name));
    freeReplyObject(redisCommand(redis, "CLUSTER REPLICAS %s", name));
}

void forget_dearer(struct node *nodes, const char *name) {
    for (struct node *n = nodes; n; n = n->next) {
        if (n->master && !strcasecmp(n->master, name))
            twice(n->redis, name); // expect: call-in-loop {{up to 3 \* length\(nodes\) round trips}}
        freeReplyObject(redisCommand(n->redis, "CLUSTER FORGET %s", name));
    }
}

/* The text of the request decides about the second one. */
static void choose(redisContext *redis) { freeReplyObject(redisCommand(redis, "SELECT 1")); }

// expect-cost again: 2*n
void again(redisContext *redis, const char *command, int n) {
    for (int i = 0; i < n; i++) {
        freeReplyObject(redisCommand(redis, command)); // expect: call-in-loop {{up to 2 \* n round trips}}
        if (!strcasecmp(command, "auth"))
            choose(redis);
    }
}

/* Look-alike: on every turn. */
// expect-cost always: 2*n (exact)
void always(redisContext *redis, const char *command, int n) {
    for (int i = 0; i < n; i++) {
        freeReplyObject(redisCommand(redis, command)); // expect: call-in-loop {{: 2 \* n round trips}}
        choose(redis);
    }
}
