// expect-none
/* Pointers as in bad_pointer_moved.c: those that are called on each turn do not wait. */
#include "libpq-fe.h"

#include <stddef.h>

struct shop {
    PGconn *db;
};

typedef void getter(struct shop *shop, const char *key);

int keep(const char *id);

static void by_id(struct shop *shop, const char *id)
{
    PQclear(PQexecParams(shop->db, "SELECT name FROM item WHERE id = $1", 1, NULL, &id, NULL, NULL, 0));
}

static void note(struct shop *shop, const char *id)
{
    (void)shop;
    keep(id);
}

// expect-cost in_local: 1 (exact)
void in_local(struct shop *shop, const char **ids, int n)
{
    getter *get = by_id, *see = note;
    get(shop, ids[0]);
    for (int i = 0; i < n; i++)
        see(shop, ids[i]);
}

static getter *current = by_id;
static getter *watch = note;

// expect-cost in_global: 1 (exact)
void in_global(struct shop *shop, const char **ids, int n)
{
    current(shop, ids[0]);
    for (int i = 0; i < n; i++)
        watch(shop, ids[i]);
}

struct job {
    getter *get;
    struct shop *shop;
};

/* Another object of the same type holds what waits. */
// expect-cost in_field_of_local: 1 (exact)
void in_field_of_local(struct shop *shop, const char **ids, int n)
{
    struct job job = {.get = by_id, .shop = shop}, see = {.get = note, .shop = shop};
    job.get(job.shop, ids[0]);
    for (int i = 0; i < n; i++)
        see.get(see.shop, ids[i]);
}

static void job_init(struct job *job, getter *get, struct shop *shop)
{
    job->get = get;
    job->shop = shop;
}

// expect-cost in_field_by_helper: 1 (exact)
void in_field_by_helper(struct shop *shop, const char **ids, int n)
{
    struct job job, see;
    job_init(&job, by_id, shop);
    job_init(&see, note, shop);
    job.get(job.shop, ids[0]);
    for (int i = 0; i < n; i++)
        see.get(see.shop, ids[i]);
}

static getter *pick(void) { return note; }

// expect-cost returned: 0 (exact)
void returned(struct shop *shop, const char **ids, int n)
{
    getter *get = pick();
    for (int i = 0; i < n; i++)
        get(shop, ids[i]);
}

typedef void (*any_function)(void);

static any_function stored;

void keep_it(void) { stored = (any_function)note; }

// expect-cost cast_and_back: 0 (exact)
void cast_and_back(struct shop *shop, const char **ids, int n)
{
    getter *get = (getter *)stored;
    for (int i = 0; i < n; i++)
        get(shop, ids[i]);
}

/* One field for callbacks of two types: what is called is not the one that waits. */
struct hook {
    void *callback;
};

static int log_hook(int level) { return level; }

void fill_hooks(struct hook *read, struct hook *log)
{
    read->callback = (void *)by_id;
    log->callback = (void *)log_hook;
}

// expect-cost void_field: 0
int void_field(struct hook *log, int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += ((int (*)(int))log->callback)(i);
    return sum;
}

/* Assigned, compared, handed on to nobody. */
// expect-cost never_called: 0 (exact)
int never_called(struct job *jobs, int n)
{
    int count = 0;
    for (int i = 0; i < n; i++) {
        jobs[i].get = by_id;
        count += jobs[i].get == by_id;
    }
    return count;
}
