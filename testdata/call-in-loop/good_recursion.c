// with: city_store.c
// expect-none
#include "city_store.h"

struct region { int city; int count; struct region **parts; };

/* Tried again with the same arguments: as if nothing fails, once. */
// expect-cost name_or_retry: 1
const char *name_or_retry(PGconn *db, int id)
{
    const char *name = city_name(db, id);
    if (!name)
        return name_or_retry(db, id);
    return name;
}

/* The tree is walked in memory, and the database asked once. */
static int count_parts(const struct region *region)
{
    int count = 1;
    for (int i = 0; i < region->count; i++)
        count += count_parts(region->parts[i]);
    return count;
}

// expect-cost name_of_largest: 1 (exact)
const char *name_of_largest(PGconn *db, const struct region *region)
{
    return city_name(db, count_parts(region));
}

/* An evaluator that comes back to itself in many ways: how often is not to be seen. */
int evaluate(PGconn *db, int kind, int value);

static int evaluate_sum(PGconn *db, int value) { return evaluate(db, value % 3, value) + value; }
static int evaluate_name(PGconn *db, int value) { return city_name(db, value) != 0; }

// expect-cost evaluate: 1
int evaluate(PGconn *db, int kind, int value)
{
    switch (kind) {
    case 0: return evaluate_sum(db, value);
    case 1: return evaluate_name(db, value);
    default: return evaluate(db, 0, value);
    }
}
