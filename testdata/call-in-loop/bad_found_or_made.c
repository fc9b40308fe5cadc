/* What is made because it was not found, and is made again. */
#include <hiredis/hiredis.h>

#include <stdlib.h>
#include <string.h>

struct group {
    struct group *next;
    const char *name;
    int is_busy;
};

struct item {
    struct item *next;
    struct group *group;
    const char *label;
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
    g->next = groups;
    groups = g;
    return g;
}

/* Each item may be the first of its group. */
void group_all(struct item *items)
{
    for (struct item *item = items; item; item = item->next)
        item->group = group_of(item->label); // expect: call-in-loop {{length\(items\)}}
}

/* It is kept nowhere. */
static struct group *temporary_group(const char *name)
{
    struct group *g = find_group(name);
    if (g)
        return g;
    announce(name);
    g = calloc(1, sizeof *g);
    g->name = strdup(name);
    return g;
}

void hide_all(struct item *items)
{
    for (struct item *item = items; item; item = item->next)
        item->group = temporary_group("hidden"); // expect: call-in-loop {{length\(items\)}}
}

/* Any idle one will do, and each turn takes one: nothing is looked for by name. */
static struct group *find_idle(struct group *list)
{
    for (struct group *g = list; g; g = g->next)
        if (!g->is_busy)
            return g;
    return NULL;
}

static struct group *take_idle(struct group *list)
{
    struct group *g = find_idle(list);
    if (!g) {
        announce("one more");
        g = calloc(1, sizeof *g);
        g->next = groups;
        groups = g;
    }
    g->is_busy = 1;
    return g;
}

void take_all(struct item *items, struct group *list)
{
    for (struct item *item = items; item; item = item->next)
        item->group = take_idle(list); // expect: call-in-loop {{length\(items\)}}
}
