// expect-none
/* The ways of bad_pointer_forms.c, where nothing that is called on each turn waits. */
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

static void count(struct shop *shop, const char *id)
{
    shop->noted += id != NULL;
}

enum kind { KIND_NOTE, KIND_COUNT, KINDS };

static getter *const by_kind[KINDS] = {[KIND_COUNT] = count, [KIND_NOTE] = note};

// expect-cost numbered: 0 (exact)
void numbered(struct shop *shop, const enum kind *kinds, const char **ids, int n)
{
    for (int i = 0; i < n; i++)
        by_kind[kinds[i]](shop, ids[i]);
}

static getter **hooks;
static int hook_count;

void add_hook(getter *hook)
{
    hooks = realloc(hooks, (size_t)(hook_count + 1) * sizeof(getter *));
    hooks[hook_count++] = hook;
}

void start(void) { add_hook(note); }

// expect-cost run_hooks: 0 (exact)
void run_hooks(struct shop *shop, const char *id)
{
    for (int i = 0; i < hook_count; i++)
        hooks[i](shop, id);
}

struct handler {
    getter *get;
    struct shop *shop;
};

static void each_by_value(struct handler handler, const char **ids, int n)
{
    for (int i = 0; i < n; i++)
        handler.get(handler.shop, ids[i]);
}

// expect-cost by_value: 1 (exact)
void by_value(struct shop *shop, const char **ids, int n)
{
    struct handler handler = {note, shop}, other = {ask, shop};
    each_by_value(handler, ids, n);
    other.get(shop, ids[0]);
}

// expect-cost by_literal: 0 (exact)
void by_literal(struct shop *shop, const char **ids, int n)
{
    each_by_value((struct handler){.get = note, .shop = shop}, ids, n);
}

static void each_or_default(getter *get, struct shop *shop, const char **ids, int n)
{
    if (!get)
        get = count;
    for (int i = 0; i < n; i++)
        get(shop, ids[i]);
}

// expect-cost by_default: 0 (exact)
void by_default(struct shop *shop, const char **ids, int n) { each_or_default(NULL, shop, ids, n); }

/* One of the functions of a table, which has another that asks. */
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

// expect-cost of_class: 0 (exact)
void of_class(struct object **objects, struct shop *shop, const char *id, int n)
{
    for (int i = 0; i < n; i++)
        objects[i]->class->forget(shop, id);
}

static struct handler *handler_new(getter *get, struct shop *shop)
{
    struct handler *handler = malloc(sizeof *handler);
    handler->get = get;
    handler->shop = shop;
    return handler;
}

/* Two made by one function: what each holds is not told apart, so nothing is said at default. */
void made_new(struct shop *shop, const char **ids, int n)
{
    struct handler *asks = handler_new(ask, shop), *notes = handler_new(note, shop);
    asks->get(shop, ids[0]);
    for (int i = 0; i < n; i++)
        notes->get(notes->shop, ids[i]);
}
