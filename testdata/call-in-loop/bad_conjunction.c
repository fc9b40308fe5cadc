/* What one test asks of several objects at once is as rare as behind several tests; what it asks of one is not. */
#include <hiredis/hiredis.h>

#include <stddef.h>

struct node {
    struct node *next, *parent;
    int kind, layout, is_open;
};

static void ask(redisContext *c, const char *key) { freeReplyObject(redisCommand(c, "GET %s", key)); }

/* Three of them, two of one object. */
static void attach(redisContext *c, struct node *node, struct node *parent) {
    if (node->is_open && parent->kind == 2 && parent->layout != 0)
        ask(c, "layout");
    node->parent = parent;
}

struct node *place_of(struct node *node);

void attach_all(redisContext *c, struct node *nodes) {
    for (; nodes; nodes = nodes->next)
        attach(c, nodes, place_of(nodes)); // expect: call-in-loop {{: up to length\(nodes\) round trips, .*, when several conditions in callees hold at once$}}
}

/* One object. */
static void attach_itself(redisContext *c, struct node *node) {
    if (node && node->is_open && node->kind == 2)
        ask(c, "layout");
}

void attach_each(redisContext *c, struct node *nodes) {
    for (; nodes; nodes = nodes->next)
        attach_itself(c, place_of(nodes)); // expect: call-in-loop {{: up to length\(nodes\) round trips, [^;]* = [0-9,]+$}}
}

/* Either is enough. */
static void attach_either(redisContext *c, struct node *node, struct node *parent) {
    if (node->is_open || parent->kind == 2)
        ask(c, "layout");
}

void attach_any(redisContext *c, struct node *nodes) {
    for (; nodes; nodes = nodes->next)
        attach_either(c, nodes, place_of(nodes)); // expect: call-in-loop {{: up to length\(nodes\) round trips, [^;]* = [0-9,]+$}}
}

/* Neither must hold. */
static void attach_neither(redisContext *c, struct node *node, struct node *parent) {
    if (!(node->layout > 4 || parent->layout < 3))
        ask(c, "layout");
}

void attach_others(redisContext *c, struct node *nodes) {
    for (; nodes; nodes = nodes->next)
        attach_neither(c, nodes, place_of(nodes)); // expect: call-in-loop {{, when several conditions in callees hold at once$}}
}

/* In the loop itself everybody sees them. */
void asked_by_the_loop(redisContext *c, struct node *nodes, struct node *parent) {
    for (; nodes; nodes = nodes->next)
        if (nodes->is_open && parent->layout > 4)
            ask(c, "layout"); // expect: call-in-loop {{: up to length\(nodes\) round trips, [^;]* = [0-9,]+$}}
}

/* What the caller decides is none. */
void attach_open(redisContext *c, struct node *nodes, struct node *parent) {
    parent->kind = 2;
    for (; nodes; nodes = nodes->next)
        attach(c, nodes, parent); // expect: call-in-loop
}
