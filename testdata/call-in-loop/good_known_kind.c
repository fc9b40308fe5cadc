/* What the loop has tested, by a predicate or with `||`, decides what its callees do: they never ask. */
#include <hiredis/hiredis.h>
#include <stdbool.h>

enum kind { KIND_LEAF, KIND_ROOT, KIND_LOOSE };

struct node {
    enum kind kind;
    struct node *next;
    const char *key;
};
struct window {
    struct node *node;
    struct window *next;
};

static void ask(redisContext *c, const char *key) { freeReplyObject(redisCommand(c, "GET %s", key)); }
static bool is_loose(const struct node *node) { return node->kind == KIND_LOOSE; }
static bool is_root(const struct node *node) { return node->kind == KIND_ROOT; }

static void ask_of_root(redisContext *c, struct node *node) {
    if (node->kind == KIND_ROOT)
        ask(c, node->key);
}

static void ask_if_root(redisContext *c, struct node *node) {
    if (is_root(node))
        ask(c, node->key);
}

static void ask_unless_loose(redisContext *c, struct node *node) {
    if (is_loose(node))
        return;
    ask(c, node->key);
}

void loose_nodes(redisContext *c, struct node *nodes) {
    for (struct node *node = nodes; node; node = node->next) {
        if (!is_loose(node))
            continue;
        ask_of_root(c, node);
        ask_unless_loose(c, node); // expect-none
    }
}

void loose_windows(redisContext *c, struct window *windows) {
    for (struct window *window = windows; window; window = window->next)
        if (is_loose(window->node)) {
            ask_of_root(c, window->node);
            ask_if_root(c, window->node);
        }
}

void loose_or_leaf(redisContext *c, struct node *nodes) {
    for (struct node *node = nodes; node; node = node->next)
        if (node->kind == KIND_LOOSE || node->kind == KIND_LEAF)
            ask_of_root(c, node);
}
