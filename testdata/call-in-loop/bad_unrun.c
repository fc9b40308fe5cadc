/* Static functions that run: called by one that runs, put into a table, run before main. */
#include <libpq-fe.h>
#include <stddef.h>

struct contact {
    struct contact *next;
    const char *id;
};

static PGconn *db;
static const struct contact *contacts;

static void drop(const struct contact *c)
{
    const char *values[1] = {c->id};
    PQclear(PQexecParams(db, "DELETE FROM location WHERE id = $1", 1, NULL, values, NULL, NULL, 0));
}

static inline void drop_each(const struct contact *list)
{
    for (const struct contact *c = list; c; c = c->next)
        drop(c); // expect: call-in-loop {{length\(list\) round trips}}
}

static void drop_both(const struct contact *a, const struct contact *b)
{
    drop_each(a);
    drop_each(b);
}

void tick(const struct contact *a, const struct contact *b) { drop_both(a, b); }

/* Through a macro. */
static void drop_old(const struct contact *list)
{
    for (const struct contact *c = list; c; c = c->next)
        drop(c); // expect: call-in-loop {{length\(list\) round trips}}
}
#define TICK(list) drop_old(list)

void tock(const struct contact *list) { TICK(list); }

/* Whoever has the table runs it. */
static void command(const struct contact *list)
{
    for (const struct contact *c = list; c; c = c->next)
        drop(c); // expect: call-in-loop {{length\(list\) round trips}}
}

const struct {
    const char *name;
    void (*run)(const struct contact *list);
} commands[] = {{"drop", command}};

__attribute__((constructor)) static void start(void)
{
    for (const struct contact *c = contacts; c; c = c->next)
        drop(c); // expect: call-in-loop {{length\(contacts\) round trips}}
}

__attribute__((destructor)) static void stop(void)
{
    for (const struct contact *c = contacts; c; c = c->next)
        drop(c); // expect: call-in-loop {{length\(contacts\) round trips}}
}

/* From assembly. */
static __attribute__((used)) void trap(void)
{
    for (const struct contact *c = contacts; c; c = c->next)
        drop(c); // expect: call-in-loop {{length\(contacts\) round trips}}
}

static void free_all(const struct contact **list)
{
    for (const struct contact *c = *list; c; c = c->next)
        drop(c); // expect: call-in-loop {{length\(\*list\) round trips}}
}

int clean(void)
{
    __attribute__((cleanup(free_all))) const struct contact *list = contacts;
    return list != NULL;
}

/* Anybody may call it. */
void drop_all(const struct contact *list)
{
    for (const struct contact *c = list; c; c = c->next)
        drop(c); // expect: call-in-loop {{length\(list\) round trips}}
}
