/* Static functions that nobody calls any more: their loops never turn. */
// expect-none
#include <libpq-fe.h>
#include <stddef.h>

struct contact {
    struct contact *next;
    const char *id;
    int expired;
};

static PGconn *db;

static int drop(const struct contact *c)
{
    const char *values[1] = {c->id};
    PGresult *r = PQexecParams(db, "DELETE FROM location WHERE id = $1", 1, NULL, values, NULL, NULL, 0);
    int ok = PQresultStatus(r) == PGRES_COMMAND_OK ? 0 : -1;
    PQclear(r);
    return ok;
}

static inline void drop_expired(const struct contact *list)
{
    for (const struct contact *c = list; c; c = c->next)
        if (c->expired && drop(c) < 0)
            return;
}

/* Only called by one that nobody calls. */
static void drop_each(const struct contact *list)
{
    for (const struct contact *c = list; c; c = c->next)
        drop(c);
}

static inline void write_through(const struct contact *list, int all)
{
    if (all)
        drop_each(list);
}

/* Named in a macro that nobody uses. */
static void drop_old(const struct contact *list)
{
    for (const struct contact *c = list; c; c = c->next)
        drop(c);
}
#define TICK(list) drop_old(list)

/* Calls only itself. */
static int drop_from(const struct contact *c) { return c ? drop(c) + drop_from(c->next) : 0; }

int tick(const struct contact *one)
{
    return one->expired ? drop(one) : 0;
}
