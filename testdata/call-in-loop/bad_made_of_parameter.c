/* The neighbours of good_made_of_parameter.c: what is passed is a window, or may be; or it is set to something else. */
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

/* The parameter is not what was passed any more. */
static struct item *named_new(const char *window)
{
    struct item *item = calloc(1, sizeof *item);
    if (!window)
        window = "none";
    item->window = window;
    return item;
}

/* It is set to something else for some. */
static struct item *shown_new(const char *window, int is_shown)
{
    struct item *item = calloc(1, sizeof *item);
    item->window = window;
    if (is_shown)
        item->window = "shown";
    return item;
}

static struct item *other_new(const char *name, const char *window)
{
    struct item *item = skeleton_new(window);
    item->is_set = name != 0;
    return item;
}

static struct item *item_in(struct item *set)
{
    struct item *item = skeleton_new(0);
    PQclear(PQexec(db, "INSERT INTO item DEFAULT VALUES"));
    item->parent = set;
    return item;
}

void wrap_windows(struct item *sets, const char *window)
{
    for (struct item *set = sets; set; set = set->next) {
        struct item *item = skeleton_new(window);
        attach(item, set); // expect: call-in-loop
    }
}

void wrap_named(struct item *sets)
{
    for (struct item *set = sets; set; set = set->next) {
        struct item *item = named_new(0);
        attach(item, set); // expect: call-in-loop
    }
}

void wrap_shown(struct item *sets, int is_shown)
{
    for (struct item *set = sets; set; set = set->next) {
        struct item *item = shown_new(0, is_shown);
        attach(item, set); // expect: call-in-loop
    }
}

/* The constant stands for another parameter. */
void wrap_others(struct item *sets, const char *window)
{
    for (struct item *set = sets; set; set = set->next) {
        struct item *item = other_new(0, window);
        attach(item, set); // expect: call-in-loop
    }
}

/* Set anew before it is used. */
void wrap_later(struct item *sets, const char *window)
{
    for (struct item *set = sets; set; set = set->next) {
        struct item *item = skeleton_new(0);
        item->window = window;
        attach(item, set); // expect: call-in-loop
    }
}
