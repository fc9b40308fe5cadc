// expect-none
/* An item with no window is put into a set as it is; only one with a window gets an item of its own around it. */
#include "libpq-fe.h"

void *calloc(unsigned long count, unsigned long size);

struct item {
    struct item *parent, *next, *first;
    const char *window;
    int is_set;
};

static PGconn *db;

static struct item *item_in(struct item *set);

static void attach(struct item *item, struct item *parent)
{
    if (item->window && parent->is_set)
        parent = item_in(parent);
    item->next = parent->first;
    parent->first = item;
    item->parent = parent;
}

static struct item *skeleton_new(const char *window)
{
    struct item *item = calloc(1, sizeof *item);
    item->window = window;
    return item;
}

/* Handed on, with the parameter that it is made of. */
static struct item *item_new(int is_seen, const char *window)
{
    struct item *item = skeleton_new(window);
    item->is_set = is_seen;
    return item;
}

static struct item *item_in(struct item *set)
{
    struct item *item = item_new(0, 0);
    PQclear(PQexec(db, "INSERT INTO item DEFAULT VALUES"));
    item->parent = set;
    return item;
}

// expect-cost wrap_all: 0
void wrap_all(struct item *sets)
{
    for (struct item *set = sets; set; set = set->next) {
        struct item *item = item_new(1, 0);
        attach(item, set);
    }
}

// expect-cost wrap_directly: 0
void wrap_directly(struct item *sets)
{
    for (struct item *set = sets; set; set = set->next)
        attach(skeleton_new(0), set);
}
