/* What each item's own connection costs where it is not there yet is told apart from what each turn asks; where a turn
 * asks for nothing else, or opens one in any case, it is counted as ever. */
#include <hiredis/hiredis.h>
#include <stddef.h>
#include <stdlib.h>

struct node {
    const char *ip;
    int port;
    redisContext *context;
    char *name;
    struct node *next;
};
static const char *password;

static int open_node(struct node *n) {
    n->context = redisConnect(n->ip, n->port);
    if (n->context->err) {
        redisFree(n->context);
        n->context = NULL;
        return 0;
    }
    if (password)
        freeReplyObject(redisCommand(n->context, "AUTH %s", password));
    return 1;
}

void ping_each(struct node *nodes) {
    for (struct node *n = nodes; n; n = n->next) {
        if (!n->context && !open_node(n))
            continue;
        // expect@+1: call-in-loop {{: up to length\(nodes\) round trips, .*; up to 3 \* length\(nodes\) round trips when items are not connected yet$}}
        freeReplyObject(redisCommand(n->context, "PING"));
    }
}

static void ping(struct node *n) {
    if (!n->context)
        open_node(n);
    freeReplyObject(redisCommand(n->context, "PING"));
}

/* The same through a helper, over an array. */
static struct node *all;

void ping_all(int count) {
    for (int i = 0; i < count; i++)
        ping(&all[i]); // expect: call-in-loop {{: up to count round trips, .* 3 \* count round trips when items are not connected yet$}}
}

/* Nothing but the connections. */
void open_all(struct node *nodes) {
    for (struct node *n = nodes; n; n = n->next)
        if (!n->context)
            open_node(n); // expect: call-in-loop {{: up to 2 \* length\(nodes\) round trips, 100 ms from length\(nodes\) = 100$}}
}

/* Each turn makes its own. */
void ping_new(const char **ips, int count) {
    for (int i = 0; i < count; i++) {
        struct node *n = calloc(1, sizeof *n);
        n->ip = ips[i];
        ping(n); // expect: call-in-loop {{: up to 3 \* count round trips, 100 ms from count = 67$}}
    }
}

/* Each turn lets go of it. */
void ping_and_close(struct node *nodes) {
    for (struct node *n = nodes; n; n = n->next) {
        if (!n->context)
            open_node(n);
        freeReplyObject(redisCommand(n->context, "PING")); // expect: call-in-loop {{: up to 3 \* length\(nodes\) round trips, 100 ms}}
        redisFree(n->context);
        n->context = NULL;
    }
}

/* What is kept is no connection. */
static char *fetch_name(struct node *n) {
    redisReply *reply = redisCommand(n->context, "CLUSTER MYID");
    char *name = reply->str;
    freeReplyObject(redisCommand(n->context, "CLIENT SETNAME %s", name));
    return name;
}

void name_all(struct node *nodes) {
    for (struct node *n = nodes; n; n = n->next) {
        if (!n->name)
            n->name = fetch_name(n);
        freeReplyObject(redisCommand(n->context, "PING")); // expect: call-in-loop {{: up to 3 \* length\(nodes\) round trips, 100 ms}}
    }
}

/* What each turn asks for besides is kept, too: the connections are what the loop is about. */
void open_and_name(struct node *nodes) {
    for (struct node *n = nodes; n; n = n->next) {
        if (!n->context && !open_node(n)) // expect: call-in-loop {{^open_node\(\) .*: up to 3 \* length\(nodes\) round trips, 100 ms}}
            continue;
        if (!n->name) {
            redisReply *reply = redisCommand(n->context, "CLUSTER MYID");
            n->name = reply->str;
        }
    }
}
