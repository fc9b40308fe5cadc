/* One of the callers leaves on what the loop asks for, or somebody else may run it. */
#include <libpq-fe.h>
#include <stddef.h>

struct cell {
    struct cell *next;
    const char *id;
};

static PGconn *db;
int db_mode, old_mode;
void (*on_exit_of)(struct cell *first);

static void forget(struct cell *c)
{
    if (db_mode) {
        const char *values[1] = {c->id};
        PQclear(PQexecParams(db, "DELETE FROM dialog WHERE id = $1", 1, NULL, values, NULL, NULL, 0));
    }
}

static void destroy(struct cell *first)
{
    for (struct cell *c = first; c; c = c->next)
        forget(c); // expect: call-in-loop {{length\(first\) round trips}}
}

void shut_down(struct cell *first)
{
    db_mode = 0;
    destroy(first);
}

void reload(struct cell *first) { destroy(first); }

/* Switched off behind the first call. */
static void destroy_late(struct cell *first)
{
    for (struct cell *c = first; c; c = c->next)
        forget(c); // expect: call-in-loop {{length\(first\) round trips}}
}

void shut_down_late(struct cell *first, struct cell *second)
{
    destroy_late(first);
    db_mode = 0;
    destroy_late(second);
}

/* Through a pointer too. */
static void destroy_kept(struct cell *first)
{
    for (struct cell *c = first; c; c = c->next)
        forget(c); // expect: call-in-loop {{length\(first\) round trips}}
}

void keep(struct cell *first)
{
    on_exit_of = destroy_kept;
    db_mode = 0;
    destroy_kept(first);
}

/* Nobody is known to call it. */
void destroy_all(struct cell *first)
{
    for (struct cell *c = first; c; c = c->next)
        forget(c); // expect: call-in-loop {{length\(first\) round trips}}
}

/* It switches it on itself. */
static void destroy_again(struct cell *first)
{
    db_mode = old_mode;
    for (struct cell *c = first; c; c = c->next)
        forget(c); // expect: call-in-loop {{length\(first\) round trips}}
}

void shut_down_again(struct cell *first)
{
    db_mode = 0;
    destroy_again(first);
}

/* Part of it is asked for in any case. */
static void destroy_some(struct cell *first)
{
    for (struct cell *c = first; c; c = c->next) {
        forget(c);
        PQclear(PQexec(db, "SELECT 1")); // expect: call-in-loop {{length\(first\) round trips}}
    }
}

void shut_down_some(struct cell *first)
{
    db_mode = 0;
    destroy_some(first);
}
