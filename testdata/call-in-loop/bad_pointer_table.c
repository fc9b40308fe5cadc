/* Functions in tables: of operations, by number, by name; each loop asks for something on every turn. */
#include "libpq-fe.h"

#include <string.h>

struct shop {
    PGconn *db;
};

static void by_id(struct shop *shop, const char *id)
{
    PQclear(PQexecParams(shop->db, "SELECT name FROM item WHERE id = $1", 1, NULL, &id, NULL, NULL, 0));
}

static void by_name(struct shop *shop, const char *name)
{
    PQclear(PQexecParams(shop->db, "SELECT id FROM item WHERE name = $1", 1, NULL, &name, NULL, NULL, 0));
}

static void forget(struct shop *shop, const char *id)
{
    (void)shop;
    (void)id;
}

/* --- tables of operations ----------------------------------------------------------------------------------------- */

struct ops {
    void (*get)(struct shop *shop, const char *key);
    void (*drop)(struct shop *shop, const char *key);
};

static const struct ops designated = {.drop = forget, .get = by_id};
static const struct ops positional = {by_id, forget};

void designated_const(struct shop *shop, const char **ids, int n)
{
    for (int i = 0; i < n; i++)
        designated.get(shop, ids[i]); // expect: call-in-loop {{^by_id\(\) waits for postgresql on each of n turns: n round trips}}
                                      // expect-confidence: high
                                      // expect-step: designated_const: {{^runs n times$}}
                                      // expect-step: designated_const: {{^calls by_id\(\)$}}
}

void positional_const(struct shop *shop, const char **ids, int n)
{
    for (int i = 0; i < n; i++)
        positional.get(shop, ids[i]); // expect: call-in-loop {{^by_id\(\) waits for postgresql on each of n turns: n round trips}}
                                      // expect-confidence: high
                                      // expect-step: positional_const: {{^runs n times$}}
                                      // expect-step: positional_const: {{^calls by_id\(\)$}}
}

/* Which one is chosen when the program starts. */
static struct ops chosen;

void choose_quick(void)
{
    chosen.get = by_id;
    chosen.drop = forget;
}

void choose_exact(void)
{
    chosen.get = by_name;
    chosen.drop = forget;
}

void filled_at_run_time(struct shop *shop, const char **keys, int n)
{
    for (int i = 0; i < n; i++)
        chosen.get(shop, keys[i]); // expect: call-in-loop {{^by_id\(\) waits for postgresql on each of n turns: up to n round trips}}
                                   // expect-confidence: medium
                                   // expect-step: filled_at_run_time: {{^runs n times$}}
                                   // expect-step: filled_at_run_time: {{^calls by_id\(\)$}}
}

/* The object leads to its table. */
struct store {
    const struct ops *ops;
    struct shop shop;
};

static const struct ops of_names = {.get = by_name, .drop = forget};

void open_store(struct store *store) { store->ops = &of_names; }

void table_of_object(struct store *store, const char **keys, int n)
{
    for (int i = 0; i < n; i++)
        store->ops->get(&store->shop, keys[i]); // expect: call-in-loop {{^by_id\(\) waits for postgresql on each of n turns: up to n round trips}}
        // expect-confidence: medium
        // expect-step: table_of_object: {{^runs n times$}}
        // expect-step: table_of_object: {{^calls by_id\(\)$}}
}

/* --- arrays ------------------------------------------------------------------------------------------------------- */

typedef void getter(struct shop *shop, const char *key);

static getter *const by_number[] = {by_id, by_name};

void first_of_array(struct shop *shop, const char **keys, int n)
{
    for (int i = 0; i < n; i++)
        by_number[0](shop, keys[i]); // expect: call-in-loop {{^by_id\(\) waits for postgresql on each of n turns: up to n round trips}}
                                     // expect-confidence: medium
                                     // expect-step: first_of_array: {{^runs n times$}}
                                     // expect-step: first_of_array: {{^calls by_id\(\)$}}
}

void any_of_array(struct shop *shop, const char **keys, int n, int kind)
{
    for (int i = 0; i < n; i++)
        by_number[kind](shop, keys[i]); // expect: call-in-loop {{^by_id\(\) waits for postgresql on each of n turns: up to n round trips}}
                                        // expect-confidence: medium
                                        // expect-step: any_of_array: {{^runs n times$}}
                                        // expect-step: any_of_array: {{^calls by_id\(\)$}}
}

/* --- tables of commands ------------------------------------------------------------------------------------------- */

static const struct command {
    const char *name;
    void (*run)(struct shop *shop, const char *argument);
} commands[] = {{"id", by_id}, {.name = "name", .run = by_name}};

void run_command(struct shop *shop, int which, const char **arguments, int n)
{
    for (int i = 0; i < n; i++)
        commands[which].run(shop, arguments[i]); // expect: call-in-loop {{^by_id\(\) waits for postgresql on each of n turns: up to n round trips}}
        // expect-confidence: medium
        // expect-step: run_command: {{^runs n times$}}
        // expect-step: run_command: {{^calls by_id\(\)$}}
}

/* The search is one thing, what it finds another. */
static const struct command *find(const char *name)
{
    for (unsigned i = 0; i < sizeof commands / sizeof commands[0]; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

void run_found(struct shop *shop, const char *name, const char **arguments, int n)
{
    const struct command *command = find(name);
    if (!command)
        return;
    for (int i = 0; i < n; i++)
        command->run(shop, arguments[i]); // expect: call-in-loop {{^by_id\(\) waits for postgresql on each of n turns: up to n round trips}}
                                          // expect-confidence: medium
                                          // expect-step: run_found: {{^runs n times$}}
                                          // expect-step: run_found: {{^calls by_id\(\)$}}
}
