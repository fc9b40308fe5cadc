// expect-none
/* Only items of kind SET make one more when they are attached to, and what is made here is no SET. */
#include "libpq-fe.h"

void *calloc(unsigned long count, unsigned long size);
void free(void *memory);
void log_item(void *item);

enum kind { ITEM, SET };

struct item {
    void (*removed)(struct item *);
    enum kind kind;
    struct item *parent, *next, *first;
};

static PGconn *db;

static void attach(struct item *item, struct item *parent);

/* Its address is stored in each item: that runs nothing. */
static void on_removed(struct item *item)
{
    log_item(item);
    if (!item->first)
        free(item);
}

static struct item *item_new(struct item *parent)
{
    struct item *item = calloc(1, sizeof *item);
    item->removed = on_removed;
    item->kind = ITEM;
    if (parent)
        attach(item, parent);
    PQclear(PQexec(db, "INSERT INTO item DEFAULT VALUES"));
    return item;
}

struct item *set_new(void)
{
    struct item *item = item_new(0);
    item->kind = SET;
    return item;
}

static struct item *item_in(struct item *set)
{
    struct item *item = item_new(0);
    item->parent = set;
    return item;
}

static void attach(struct item *item, struct item *parent)
{
    if (parent->kind == SET)
        parent = item_in(parent);
    item->next = parent->first;
    parent->first = item;
    item->parent = parent;
}

void wrap_all(struct item *set)
{
    struct item *made = item_new(0);
    while (set->first) {
        struct item *item = set->first;
        set->first = item->next;
        attach(item, made);
    }
}
