/* What the loop has tested does not decide: it is of another object, no longer so, or one of several. */
#include <hiredis/hiredis.h>
#include <stdbool.h>

enum kind { KIND_LEAF, KIND_ROOT, KIND_LOOSE };

struct node {
    enum kind kind;
    struct node *next, *parent;
    const char *key;
};

static void ask(redisContext *c, const char *key) { freeReplyObject(redisCommand(c, "GET %s", key)); }
static bool is_loose(const struct node *node) { return node->kind == KIND_LOOSE; }
void settle(struct node *node);

static void ask_of_root(redisContext *c, struct node *node) {
    if (node->kind == KIND_ROOT)
        ask(c, node->key);
}

static void make_root(struct node *node) { node->kind = KIND_ROOT; }

void another(redisContext *c, struct node *nodes) {
    for (struct node *node = nodes; node; node = node->next)
        if (is_loose(node))
            ask_of_root(c, node->parent); // expect: call-in-loop {{length\(nodes\)}}
}

void changed(redisContext *c, struct node *nodes) {
    for (struct node *node = nodes; node; node = node->next)
        if (is_loose(node)) {
            make_root(node);
            ask_of_root(c, node); // expect: call-in-loop {{length\(nodes\)}}
        }
}

void changed_here(redisContext *c, struct node *nodes) {
    for (struct node *node = nodes; node; node = node->next)
        if (is_loose(node)) {
            node->kind = KIND_ROOT;
            ask_of_root(c, node); // expect: call-in-loop {{length\(nodes\)}}
        }
}

void of_the_next(redisContext *c, struct node *nodes) {
    for (struct node *node = nodes; node;) {
        bool was_loose = is_loose(node);
        if (!is_loose(node))
            break;
        node = node->next;
        if (node && was_loose)
            ask_of_root(c, node); // expect: call-in-loop {{length\(nodes\)}}
    }
}

void one_of_two(redisContext *c, struct node *nodes) {
    for (struct node *node = nodes; node; node = node->next)
        if (node->kind == KIND_LOOSE || node->kind == KIND_ROOT)
            ask_of_root(c, node); // expect: call-in-loop {{length\(nodes\)}}
}

void or_something_else(redisContext *c, struct node *nodes, bool all) {
    for (struct node *node = nodes; node; node = node->next)
        if (is_loose(node) || all)
            ask_of_root(c, node); // expect: call-in-loop {{length\(nodes\)}}
}

void not_loose(redisContext *c, struct node *nodes) {
    for (struct node *node = nodes; node; node = node->next)
        if (!is_loose(node))
            ask_of_root(c, node); // expect: call-in-loop {{length\(nodes\)}}
}
