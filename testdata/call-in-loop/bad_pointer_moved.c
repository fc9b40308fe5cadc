/* One function, and the ways by which a pointer to it comes to the call. */
#include "libpq-fe.h"

#include <stddef.h>
#include <stdlib.h>

struct shop {
    PGconn *db;
};

typedef void getter(struct shop *shop, const char *key);

static void by_id(struct shop *shop, const char *id)
{
    PQclear(PQexecParams(shop->db, "SELECT name FROM item WHERE id = $1", 1, NULL, &id, NULL, NULL, 0));
}

static void by_name(struct shop *shop, const char *name)
{
    PQclear(PQexecParams(shop->db, "SELECT id FROM item WHERE name = $1", 1, NULL, &name, NULL, NULL, 0));
}

void in_local(struct shop *shop, const char **ids, int n)
{
    getter *get = by_id;
    for (int i = 0; i < n; i++)
        get(shop, ids[i]); // expect: call-in-loop {{^by_id\(\) waits for postgresql on each of n turns: n round trips}}
                           // expect-confidence: high
                           // expect-step: in_local: {{^runs n times$}}
                           // expect-step: in_local: {{^calls by_id\(\)$}}
}

void chosen_local(struct shop *shop, const char **ids, int n, int is_name)
{
    getter *get = is_name ? by_name : by_id;
    for (int i = 0; i < n; i++)
        (*get)(shop, ids[i]); // expect: call-in-loop {{^by_id\(\) waits for postgresql on each of n turns: up to n round trips}}
                              // expect-confidence: medium
                              // expect-step: chosen_local: {{^runs n times$}}
                              // expect-step: chosen_local: {{^calls by_id\(\)$}}
}

/* --- globals ------------------------------------------------------------------------------------------------------ */

static getter *current = by_id;

void in_global(struct shop *shop, const char **ids, int n)
{
    for (int i = 0; i < n; i++)
        current(shop, ids[i]); // expect: call-in-loop {{^by_id\(\) waits for postgresql on each of n turns: n round trips}}
                               // expect-confidence: high
                               // expect-step: in_global: {{^runs n times$}}
                               // expect-step: in_global: {{^calls by_id\(\)$}}
}

static getter *hook;

void set_hook(getter *get) { hook = get; }

void begin(void) { set_hook(by_id); }

void in_global_that_is_set(struct shop *shop, const char **ids, int n)
{
    for (int i = 0; i < n; i++)
        if (hook)
            hook(shop, ids[i]); // expect: call-in-loop {{^by_id\(\) waits for postgresql on each of n turns: up to n round trips.*, when hook is not 0$}}
                                // expect-confidence: high
                                // expect-step: in_global_that_is_set: {{^runs n times$}}
                                // expect-step: in_global_that_is_set: {{^calls by_id\(\)$}}
}

/* --- fields ------------------------------------------------------------------------------------------------------- */

struct job {
    getter *get;
    struct shop *shop;
};

void in_field_of_local(struct shop *shop, const char **ids, int n)
{
    struct job job = {.get = by_id, .shop = shop};
    for (int i = 0; i < n; i++)
        job.get(job.shop, ids[i]); // expect: call-in-loop {{^by_id\(\) waits for postgresql on each of n turns: n round trips}}
                                   // expect-confidence: high
                                   // expect-step: in_field_of_local: {{^runs n times$}}
                                   // expect-step: in_field_of_local: {{^calls by_id\(\)$}}
}

static void job_init(struct job *job, getter *get, struct shop *shop)
{
    job->get = get;
    job->shop = shop;
}

void in_field_by_helper(struct shop *shop, const char **ids, int n)
{
    struct job job;
    job_init(&job, by_id, shop);
    for (int i = 0; i < n; i++)
        job.get(job.shop, ids[i]); // expect: call-in-loop {{^by_id\(\) waits for postgresql on each of n turns: n round trips}}
                                   // expect-confidence: high
                                   // expect-step: in_field_by_helper: {{^runs n times$}}
                                   // expect-step: in_field_by_helper: {{^calls by_id\(\)$}}
}

struct task {
    getter *get;
};

void prepare(struct task *task) { task->get = by_id; }

void in_field(struct task *task, struct shop *shop, const char **ids, int n)
{
    for (int i = 0; i < n; i++)
        task->get(shop, ids[i]); // expect: call-in-loop {{^by_id\(\) waits for postgresql on each of n turns: n round trips}}
                                 // expect-confidence: high
                                 // expect-step: in_field: {{^runs n times$}}
                                 // expect-step: in_field: {{^calls by_id\(\)$}}
}

/* The object has it, and the helper that calls it is only handed the function. */
struct source {
    getter *get;
};

static int ask_once(getter *get, struct shop *shop, const char *key)
{
    if (!key)
        return 0;
    get(shop, key);
    return 1;
}

int known_to_object(struct source *source, struct shop *shop, const char *key)
{
    return ask_once(source->get, shop, key);
}

static struct source *source_new(getter *get)
{
    struct source *source = calloc(1, sizeof *source);
    source->get = get;
    return source;
}

struct source *source_by_id(void) { return source_new(by_id); }

int all_from(struct source *source, struct shop *shop, const char **ids, int n)
{
    int count = 0;
    for (int i = 0; i < n; i++)
        count += known_to_object(source, shop, ids[i]); // expect: call-in-loop {{^known_to_object\(\) waits for postgresql on each of n turns: up to n round trips}}
                                                        // expect-confidence: high
    return count;
}

/* --- returned ----------------------------------------------------------------------------------------------------- */

static getter *pick(int is_name)
{
    if (is_name)
        return by_name;
    return by_id;
}

void returned(struct shop *shop, const char **ids, int n, int is_name)
{
    getter *get = pick(is_name);
    for (int i = 0; i < n; i++)
        get(shop, ids[i]); // expect: call-in-loop {{^by_id\(\) waits for postgresql on each of n turns: up to n round trips}}
                           // expect-confidence: medium
                           // expect-step: returned: {{^runs n times$}}
                           // expect-step: returned: {{^calls by_id\(\)$}}
}

static getter *the_only_one(void) { return &by_id; }

void returned_and_called(struct shop *shop, const char **ids, int n)
{
    for (int i = 0; i < n; i++)
        the_only_one()(shop, ids[i]); // expect: call-in-loop {{^by_id\(\) waits for postgresql on each of n turns: n round trips}}
                                      // expect-confidence: high
                                      // expect-step: returned_and_called: {{^runs n times$}}
                                      // expect-step: returned_and_called: {{^calls by_id\(\)$}}
}

/* --- casts -------------------------------------------------------------------------------------------------------- */

typedef void (*any_function)(void);

static any_function stored;

void keep_it(void) { stored = (any_function)by_id; }

void cast_and_back(struct shop *shop, const char **ids, int n)
{
    getter *get = (getter *)stored;
    for (int i = 0; i < n; i++)
        get(shop, ids[i]); // expect: call-in-loop {{^by_id\(\) waits for postgresql on each of n turns: n round trips}}
                           // expect-confidence: high
                           // expect-step: cast_and_back: {{^runs n times$}}
                           // expect-step: cast_and_back: {{^calls by_id\(\)$}}
}

void cast_at_the_call(struct shop *shop, const char **ids, int n)
{
    for (int i = 0; i < n; i++)
        ((getter *)stored)(shop, ids[i]); // expect: call-in-loop {{^by_id\(\) waits for postgresql on each of n turns: n round trips}}
                                          // expect-confidence: high
                                          // expect-step: cast_at_the_call: {{^runs n times$}}
                                          // expect-step: cast_at_the_call: {{^calls by_id\(\)$}}
}

/* What registers does not tell types apart, what calls does. */
struct hook {
    void *callback;
};

static int log_hook(int level) { return level; }

void fill_hooks(struct hook *read, struct hook *log)
{
    read->callback = (void *)by_id;
    log->callback = (void *)log_hook;
}

void void_field(struct hook *read, struct shop *shop, const char **ids, int n)
{
    for (int i = 0; i < n; i++)
        ((getter *)read->callback)(shop, ids[i]); // expect: call-in-loop {{^by_id\(\) waits for postgresql on each of n turns: n round trips}}
        // expect-confidence: high
        // expect-step: void_field: {{^runs n times$}}
        // expect-step: void_field: {{^calls by_id\(\)$}}
}

void void_field_in_local(struct hook *read, struct shop *shop, const char **ids, int n)
{
    getter *get = read->callback;
    for (int i = 0; i < n; i++)
        get(shop, ids[i]); // expect: call-in-loop {{^by_id\(\) waits for postgresql on each of n turns: n round trips}}
                           // expect-confidence: high
                           // expect-step: void_field_in_local: {{^runs n times$}}
                           // expect-step: void_field_in_local: {{^calls by_id\(\)$}}
}
