// expect-none
/* Tables as in bad_pointer_table.c: what is called on each turn stays here, or is asked once. */
#include "libpq-fe.h"

#include <stddef.h>

struct shop {
    PGconn *db;
};

int keep(const char *id);

static void by_id(struct shop *shop, const char *id)
{
    PQclear(PQexecParams(shop->db, "SELECT name FROM item WHERE id = $1", 1, NULL, &id, NULL, NULL, 0));
}

static void forget(struct shop *shop, const char *id)
{
    (void)shop;
    keep(id);
}

static void note(struct shop *shop, const char *id)
{
    (void)shop;
    keep(id);
}

struct ops {
    void (*get)(struct shop *shop, const char *key);
    void (*drop)(struct shop *shop, const char *key);
};

static const struct ops designated = {.drop = forget, .get = by_id};
static const struct ops positional = {by_id, forget};

/* The other field of the same table. */
// expect-cost other_field: 0 (exact)
void other_field(struct shop *shop, const char **ids, int n)
{
    for (int i = 0; i < n; i++)
        designated.drop(shop, ids[i]);
    for (int i = 0; i < n; i++)
        positional.drop(shop, ids[i]);
}

// expect-cost once: 2 (exact)
void once(struct shop *shop, const char **ids, int n)
{
    designated.get(shop, ids[0]);
    for (int i = 0; i < n; i++)
        designated.drop(shop, ids[i]);
    positional.get(shop, ids[n]);
}

static struct ops chosen;

void choose(void)
{
    chosen.get = by_id;
    chosen.drop = forget;
}

// expect-cost other_field_at_run_time: 0 (exact)
void other_field_at_run_time(struct shop *shop, const char **keys, int n)
{
    for (int i = 0; i < n; i++)
        chosen.drop(shop, keys[i]);
}

/* Another table of the same type. */
static const struct ops local = {.get = note, .drop = forget};

// expect-cost other_table: 0 (exact)
void other_table(struct shop *shop, const char **keys, int n)
{
    for (int i = 0; i < n; i++)
        local.get(shop, keys[i]);
}

/* The object leads to a table of its own. */
struct store {
    const struct ops *ops;
    struct shop shop;
};

// expect-cost own_table: 0 (exact)
void own_table(PGconn *db, const char **keys, int n)
{
    struct store store = {.ops = &local, .shop = {db}};
    for (int i = 0; i < n; i++)
        store.ops->get(&store.shop, keys[i]);
}

typedef void getter(struct shop *shop, const char *key);

static getter *const by_number[] = {forget, note};

// expect-cost any_of_array: 0 (exact)
void any_of_array(struct shop *shop, const char **keys, int n, int kind)
{
    for (int i = 0; i < n; i++)
        by_number[kind](shop, keys[i]);
}

static const struct command {
    const char *name;
    void (*run)(struct shop *shop, const char *argument);
} commands[] = {{"forget", forget}, {.name = "note", .run = note}};

// expect-cost run_command: 0 (exact)
void run_command(struct shop *shop, int which, const char **arguments, int n)
{
    for (int i = 0; i < n; i++)
        commands[which].run(shop, arguments[i]);
}
