/* A connection that is opened where there is none yet stands behind what is asked on each turn. */
#include <hiredis/hiredis.h>
#include <stddef.h>

struct node {
    const char *ip;
    int port, is_checked;
    redisContext *context;
    struct node *next;
};

static int open_node(struct node *n) {
    n->context = redisConnect(n->ip, n->port);
    if (n->context->err) {
        redisFree(n->context);
        n->context = 0;
        return 0;
    }
    return 1;
}

void call_all(struct node *nodes, int argc, const char **argv, const size_t *lengths) {
    for (struct node *n = nodes; n; n = n->next) {
        void *reply = 0;
        if (!n->context && !open_node(n))
            continue;
        redisAppendCommandArgv(n->context, argc, argv, lengths);
        redisGetReply(n->context, &reply); // expect: call-in-loop {{length\(nodes\)}}
        // expect-verdict: fan-out
        if (reply)
            freeReplyObject(reply);
    }
}

/* It opens a connection, whatever there is: with that each turn begins. */
void open_all(struct node *nodes) {
    for (struct node *n = nodes; n; n = n->next) {
        if (!open_node(n)) // expect: call-in-loop {{^open_node\(\).*length\(nodes\)}}
            continue;
        freeReplyObject(redisCommand(n->context, "PING"));
    }
}

/* Only some turns open one: what all of them ask comes first. */
void open_some(struct node *nodes) {
    for (struct node *n = nodes; n; n = n->next) {
        if (!n->is_checked && !open_node(n))
            continue;
        freeReplyObject(redisCommand(n->context, "PING")); // expect: call-in-loop {{up to 2 \* length\(nodes\)}}
    }
}

/* What is kept is dropped in the same turn, by a function: nothing is. */
static void close_node(struct node *n) {
    redisFree(n->context);
    n->context = 0;
}

void ping_each(struct node *n, int count) {
    for (int i = 0; i < count; i++) {
        if (!n->context)
            open_node(n);
        freeReplyObject(redisCommand(n->context, "PING")); // expect: call-in-loop {{: up to 2 \* count round trips}}
        close_node(n);
    }
}

/* The one connection is opened once. */
void ping_often(struct node *n, int count) {
    for (int i = 0; i < count; i++) {
        if (!n->context)
            open_node(n);
        freeReplyObject(redisCommand(n->context, "PING")); // expect: call-in-loop {{: up to count \+ 1 round trips}}
    }
}
