/* What is made because no element has that name is made once for one name, however many turns look for it. */
// expect-none
#include <hiredis/hiredis.h>

#include <stdlib.h>
#include <string.h>

struct group {
    struct group *next;
    const char *name;
};

struct item {
    struct item *next;
    struct group *group;
    const char *label;
    struct item *parts;
};

static struct group *groups;
static redisContext *server;

static struct group *find_group(const char *name)
{
    for (struct group *g = groups; g; g = g->next)
        if (strcmp(g->name, name) == 0)
            return g;
    return NULL;
}

static void put_first(struct group **list, struct group *group)
{
    group->next = *list;
    *list = group;
}

static void announce(const char *name)
{
    freeReplyObject(redisCommand(server, "SADD groups %s", name));
}

static struct group *group_of(const char *name)
{
    struct group *g = find_group(name);
    if (g)
        return g;
    announce(name);
    g = calloc(1, sizeof *g);
    g->name = strdup(name);
    put_first(&groups, g);
    return g;
}

// expect-cost count_hidden: 1
int count_hidden(struct item *items)
{
    int n = 0;
    for (struct item *item = items; item; item = item->next)
        if (item->group == group_of("hidden"))
            n++;
    return n;
}

static struct group *make_group(const char *name)
{
    struct group *g = calloc(1, sizeof *g);
    announce(name);
    g->name = strdup(name);
    g->next = groups;
    groups = g;
    return g;
}

/* The one that makes it puts it there, and the search is the function's own. */
static void move_to(struct item *item, const char *name)
{
    struct group *group = NULL;
    for (struct group *one = groups; one; one = one->next) {
        if (strcmp(one->name, name) != 0)
            continue;
        group = one;
        break;
    }
    if (group == NULL)
        group = make_group(name);
    item->group = group;
}

// expect-cost hide_all: 1
void hide_all(struct item *items)
{
    for (struct item *item = items; item; item = item->next)
        move_to(item, "hidden");
}

/* One name, which the caller passes. */
// expect-cost move_all: 1
void move_all(struct item *items, const char *name)
{
    for (struct item *item = items; item; item = item->next)
        move_to(item, name);
}

/* However deep the tree is. */
// expect-cost hide_parts: 1
void hide_parts(struct item *item)
{
    for (struct item *part = item->parts; part; part = part->next)
        hide_parts(part);
    move_to(item, "hidden");
}
