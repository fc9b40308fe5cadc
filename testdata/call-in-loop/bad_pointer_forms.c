/* Further ways in which C programs keep what they call. */
#include "libpq-fe.h"

#include <stddef.h>
#include <stdlib.h>

struct shop {
    PGconn *db;
    int noted;
};

typedef void getter(struct shop *shop, const char *id);

static void ask(struct shop *shop, const char *id)
{
    PQclear(PQexecParams(shop->db, "SELECT name FROM item WHERE id = $1", 1, NULL, &id, NULL, NULL, 0));
}

static void note(struct shop *shop, const char *id)
{
    (void)id;
    shop->noted++;
}

/* By number, with names for the numbers. */
enum kind { KIND_NOTE, KIND_ASK, KINDS };

static getter *const by_kind[KINDS] = {[KIND_ASK] = ask, [KIND_NOTE] = note};

// expect-cost numbered: n
void numbered(struct shop *shop, const enum kind *kinds, const char **ids, int n)
{
    for (int i = 0; i < n; i++)
        by_kind[kinds[i]](shop, ids[i]); // expect: call-in-loop {{^ask\(\) waits for postgresql on each of n turns: up to n round trips}}
                                         // expect-confidence: medium
                                         // expect-step: numbered: {{^runs n times$}}
                                         // expect-step: numbered: {{^calls ask\(\)$}}
}

/* Grown at run time. */
static getter **hooks;
static int hook_count;

void add_hook(getter *hook)
{
    hooks = realloc(hooks, (size_t)(hook_count + 1) * sizeof(getter *));
    hooks[hook_count++] = hook;
}

void start(void) { add_hook(ask); }

// expect-cost run_hooks: hook_count (exact)
void run_hooks(struct shop *shop, const char *id)
{
    for (int i = 0; i < hook_count; i++)
        hooks[i](shop, id); // expect: call-in-loop {{^ask\(\) waits for postgresql on each of hook_count turns: hook_count round trips}}
                            // expect-confidence: high
                            // expect-verdict: hoist
                            // expect-step: run_hooks: {{^runs hook_count times$}}
                            // expect-step: run_hooks: {{^calls ask\(\)$}}
}

/* A table of the function. */
// expect-cost static_table: n
void static_table(struct shop *shop, const char **ids, int n, int which)
{
    static const struct {
        const char *name;
        getter *get;
    } table[] = {{"ask", ask}, {"note", note}};
    for (int i = 0; i < n; i++)
        table[which].get(shop, ids[i]); // expect: call-in-loop {{^ask\(\) waits for postgresql on each of n turns: up to n round trips}}
                                        // expect-confidence: medium
                                        // expect-step: static_table: {{^runs n times$}}
                                        // expect-step: static_table: {{^calls ask\(\)$}}
}

/* By value. */
struct handler {
    getter *get;
    struct shop *shop;
};

static void each_by_value(struct handler handler, const char **ids, int n)
{
    for (int i = 0; i < n; i++)
        handler.get(handler.shop, ids[i]);
}

// expect-cost by_value: n (exact)
void by_value(struct shop *shop, const char **ids, int n)
{
    struct handler handler = {ask, shop};
    each_by_value(handler, ids, n); // expect: call-in-loop {{^ask\(\) waits for postgresql on each of n turns of each_by_value\(\): n round trips}}
                                    // expect-confidence: high
                                    // expect-step: by_value: {{^calls each_by_value\(\) with handler\.get = ask$}}
                                    // expect-step: each_by_value: {{^runs n times$}}
                                    // expect-step: each_by_value: {{^calls ask\(\)$}}
}

// expect-cost by_literal: n (exact)
void by_literal(struct shop *shop, const char **ids, int n)
{
    each_by_value((struct handler){.get = ask, .shop = shop}, ids, n); // expect: call-in-loop {{^ask\(\) waits for postgresql on each of n turns of each_by_value\(\): n round trips}}
        // expect-confidence: high
        // expect-step: by_literal: {{^calls each_by_value\(\) with handler\.get = ask$}}
        // expect-step: each_by_value: {{^runs n times$}}
        // expect-step: each_by_value: {{^calls ask\(\)$}}
}

/* What is called where nothing is handed over. */
static void each_or_default(getter *get, struct shop *shop, const char **ids, int n)
{
    if (!get)
        get = ask;
    for (int i = 0; i < n; i++)
        get(shop, ids[i]); // expect: call-in-loop {{^ask\(\) waits for postgresql on each of n turns: up to n round trips}}
                           // expect-confidence: medium
                           // expect-step: each_or_default: {{^runs n times$}}
                           // expect-step: each_or_default: {{^calls ask\(\)$}}
}

void by_default(struct shop *shop, const char **ids, int n) { each_or_default(NULL, shop, ids, n); }

/* A copy of a table. */
struct table {
    getter *get;
    getter *put;
};

static const struct table base = {.get = ask, .put = note};

// expect-cost copied: n
void copied(struct shop *shop, const char **ids, int n)
{
    struct table own = base;
    own.put = ask;
    for (int i = 0; i < n; i++)
        own.get(shop, ids[i]); // expect: call-in-loop {{^ask\(\) waits for postgresql on each of n turns: n round trips}}
                               // expect-confidence: high
                               // expect-step: copied: {{^runs n times$}}
                               // expect-step: copied: {{^calls ask\(\)$}}
}

/* Objects of classes, in C. */
struct class {
    const char *name;
    getter *get;
    getter *forget;
};

struct object {
    const struct class *class;
};

static const struct class item_class = {"item", ask, note};

void item_init(struct object *object) { object->class = &item_class; }

#define GET(object, shop, id) ((object)->class->get((shop), (id)))

// expect-cost of_class: n (exact)
void of_class(struct object **objects, struct shop *shop, const char *id, int n)
{
    for (int i = 0; i < n; i++)
        GET(objects[i], shop, id); // expect: call-in-loop {{^ask\(\) waits for postgresql on each of n turns: n round trips}}
                                   // expect-confidence: high
                                   // expect-verdict: hoist
                                   // expect-step: of_class: {{^runs n times$}}
                                   // expect-step: of_class: {{^calls ask\(\)$}}
}

/* A visitor of several functions: each call hands over one object. */
struct visitor {
    getter *enter;
    getter *leave;
    struct shop *shop;
};

struct node {
    struct node *first, *next;
    const char *id;
};

static void visit(const struct node *node, const struct visitor *visitor)
{
    visitor->enter(visitor->shop, node->id);
    for (const struct node *child = node->first; child; child = child->next)
        visit(child, visitor);
    visitor->leave(visitor->shop, node->id);
}

// expect-cost visited: nodes(tree)
void visited(const struct node *tree, struct shop *shop)
{
    struct visitor visitor = {.enter = note, .leave = ask, .shop = shop};
    visit(tree, &visitor); // expect: call-in-loop {{^ask\(\) waits for postgresql on each of up to nodes\(tree\) recursive runs of visit\(\): up to nodes\(tree\) round trips}}
                           // expect-confidence: high
                           // expect-verdict: null
                           // expect-step: visited: {{^calls visit\(\) with visitor->enter = note, visitor->leave = ask$}}
                           // expect-step: visit: {{^recursion: runs up to nodes\(tree\) times$}}
                           // expect-step: visit: {{^calls ask\(\)$}}
}

// expect-cost only_noted: 0 (exact)
void only_noted(const struct node *tree, struct shop *shop)
{
    struct visitor visitor = {.enter = note, .leave = note, .shop = shop};
    visit(tree, &visitor);
}

/* An iterator that is made with what it calls. */
struct stream {
    getter *get;
    struct shop *shop;
};

static struct stream stream_of(getter *get, struct shop *shop)
{
    struct stream stream = {get, shop};
    return stream;
}

void made(struct shop *shop, const char **ids, int n)
{
    struct stream stream = stream_of(ask, shop);
    for (int i = 0; i < n; i++)
        stream.get(stream.shop, ids[i]); // expect: call-in-loop {{^ask\(\) waits for postgresql on each of n turns: n round trips}}
                                         // expect-confidence: high
                                         // expect-step: made: {{^runs n times$}}
                                         // expect-step: made: {{^calls ask\(\)$}}
}

static struct stream *stream_new(getter *get, struct shop *shop)
{
    struct stream *stream = malloc(sizeof *stream);
    stream->get = get;
    stream->shop = shop;
    return stream;
}

void made_new(struct shop *shop, const char **ids, int n)
{
    struct stream *stream = stream_new(ask, shop);
    for (int i = 0; i < n; i++)
        stream->get(stream->shop, ids[i]); // expect: call-in-loop {{^ask\(\) waits for postgresql on each of n turns: n round trips}}
                                           // expect-confidence: high
                                           // expect-step: made_new: {{^runs n times$}}
                                           // expect-step: made_new: {{^calls ask\(\)$}}
}
