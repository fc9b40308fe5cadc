/* Callbacks with a context: what is called hangs on a field of what is passed along. */
#include "libpq-fe.h"

#include <stddef.h>

struct shop {
    PGconn *db;
};

static void by_id(struct shop *shop, const char *id)
{
    PQclear(PQexecParams(shop->db, "SELECT name FROM item WHERE id = $1", 1, NULL, &id, NULL, NULL, 0));
}

static int by_reference(const char *reference, void *data)
{
    by_id(data, reference);
    return 0;
}

/* --- a field of what is passed ------------------------------------------------------------------------------------ */

struct walker {
    void (*fn)(struct shop *shop, const char *id);
    struct shop *shop;
};

static void each(struct walker *p, const char **ids, int n)
{
    for (int i = 0; i < n; i++)
        p->fn(p->shop, ids[i]);
}

// expect-cost field_of_context: n (exact)
void field_of_context(struct shop *shop, const char **ids, int n)
{
    struct walker walker = {.fn = by_id, .shop = shop};
    each(&walker, ids, n); // expect: call-in-loop {{^by_id\(\) waits for postgresql on each of n turns of each\(\): n round trips}}
                           // expect-confidence: high
                           // expect-step: field_of_context: {{^calls each\(\) with p->fn = by_id$}}
                           // expect-step: each: {{^runs n times$}}
                           // expect-step: each: {{^calls by_id\(\)$}}
}

static void each_deep(struct walker *p, const char **ids, int n) { each(p, ids, n); }

// expect-cost field_two_deep: n (exact)
void field_two_deep(struct shop *shop, const char **ids, int n)
{
    struct walker walker;
    walker.fn = by_id;
    walker.shop = shop;
    each_deep(&walker, ids, n); // expect: call-in-loop {{^by_id\(\) waits for postgresql on each of n turns of each\(\): n round trips}}
                                // expect-confidence: high
                                // expect-step: field_two_deep: {{^calls each_deep\(\) with p->fn = by_id$}}
                                // expect-step: each_deep: {{^calls each\(\) with p->fn = by_id$}}
                                // expect-step: each: {{^runs n times$}}
                                // expect-step: each: {{^calls by_id\(\)$}}
}

/* --- a trampoline: for_each_ref() of git -------------------------------------------------------------------------- */

typedef int each_ref(const char *reference, void *data);
typedef int each_raw(const char *reference, int flags, void *data);

struct refs {
    const char **names;
    int count;
};

static int do_for_each(struct refs *refs, each_raw *fn, void *data)
{
    for (int i = 0; i < refs->count; i++) {
        int result = fn(refs->names[i], 0, data);
        if (result)
            return result;
    }
    return 0;
}

struct trampoline {
    each_ref *fn;
    void *data;
};

static int jump(const char *reference, int flags, void *data)
{
    struct trampoline *trampoline = data;
    (void)flags;
    return trampoline->fn(reference, trampoline->data);
}

static int for_each_ref(struct refs *refs, each_ref *fn, void *data)
{
    struct trampoline trampoline = {fn, data};
    return do_for_each(refs, jump, &trampoline);
}

static int for_each_tag(struct refs *refs, each_ref *fn, void *data) { return for_each_ref(refs, fn, data); }

// expect-cost by_trampoline: refs->count
void by_trampoline(struct shop *shop, struct refs *refs)
{
    for_each_ref(refs, by_reference, shop); // expect: call-in-loop {{^jump\(\) waits for postgresql on each of refs->count turns of do_for_each\(\): refs->count round trips}}
                                            // expect-confidence: high
                                            // expect-step: by_trampoline: {{^calls for_each_ref\(\) with fn = by_reference$}}
                                            // expect-step: for_each_ref: {{^calls do_for_each\(\) with fn = jump, data->fn = by_reference$}}
                                            // expect-step: do_for_each: {{^runs refs->count times$}}
                                            // expect-step: do_for_each: {{^calls jump\(\)$}}
                                            // expect-step: jump: {{^calls by_reference\(\)$}}
                                            // expect-step: by_reference: {{^calls by_id\(\)$}}
}

// expect-cost by_trampoline_deeper: refs->count
void by_trampoline_deeper(struct shop *shop, struct refs *refs)
{
    for_each_tag(refs, by_reference, shop); // expect: call-in-loop {{^jump\(\) waits for postgresql on each of refs->count turns of do_for_each\(\): refs->count round trips}}
                                            // expect-confidence: high
                                            // expect-step: by_trampoline_deeper: {{^calls for_each_tag\(\) with fn = by_reference$}}
                                            // expect-step: for_each_tag: {{^calls for_each_ref\(\) with fn = by_reference$}}
                                            // expect-step: for_each_ref: {{^calls do_for_each\(\) with fn = jump, data->fn = by_reference$}}
                                            // expect-step: do_for_each: {{^runs refs->count times$}}
                                            // expect-step: do_for_each: {{^calls jump\(\)$}}
                                            // expect-step: jump: {{^calls by_reference\(\)$}}
                                            // expect-step: by_reference: {{^calls by_id\(\)$}}
}

/* --- a map that compares with its own function: hashmap.cmpfn of git ---------------------------------------------- */

struct entry {
    struct entry *next;
    const char *key;
};

struct map {
    struct entry *buckets[16];
    int (*compare)(void *data, const char *a, const char *b);
    void *data;
};

static void map_init(struct map *map, int (*compare)(void *data, const char *a, const char *b), void *data)
{
    map->compare = compare;
    map->data = data;
}

static struct entry *map_get(struct map *map, unsigned hash, const char *key)
{
    struct entry *entry = map->buckets[hash % 16];
    while (entry && map->compare(map->data, entry->key, key))
        entry = entry->next;
    return entry;
}

static int compare_remote(void *data, const char *a, const char *b)
{
    struct shop *shop = data;
    const char *values[2] = {a, b};
    PGresult *res = PQexecParams(shop->db, "SELECT 1 WHERE same($1, $2)", 2, NULL, values, NULL, NULL, 0);
    int rows = PQntuples(res);
    PQclear(res);
    return rows == 0;
}

static int compare_local(void *data, const char *a, const char *b)
{
    (void)data;
    return a != b;
}

struct cherry {
    struct map patches;
    struct map names;
};

void cherry_init(struct cherry *cherry, struct shop *shop)
{
    map_init(&cherry->patches, compare_remote, shop);
    map_init(&cherry->names, compare_local, NULL);
}

int has_patches(struct cherry *cherry, const char **keys, int n)
{
    int count = 0;
    for (int i = 0; i < n; i++)
        count += map_get(&cherry->patches, 1, keys[i]) != NULL; // expect: call-in-loop {{^compare_remote\(\) waits for postgresql on each of up to length\(cherry->patches\.buckets\[hash % 16\]\) turns of map_get\(\): up to n \* \(length\(cherry->patches\.buckets\[hash % 16\]\) \+ 1\) round trips}}
        // expect-confidence: high
        // expect-verdict: search
        // expect-after: ceil(length(cherry->patches.buckets[hash % 16])/100)*n
        // expect-severity: error
        // expect-step: has_patches: {{^runs n times$}}
        // expect-step: has_patches: {{^calls map_get\(\) with map->compare = compare_remote$}}
        // expect-step: map_get: {{^runs up to length\(cherry->patches\.buckets\[hash % 16\]\) times$}}
        // expect-step: map_get: {{^calls compare_remote\(\)$}}
    return count;
}

/* The neighbour of the same type has its own. */
// expect-cost has_names: 0 (exact)
int has_names(struct cherry *cherry, const char **keys, int n)
{
    int count = 0;
    for (int i = 0; i < n; i++)
        count += map_get(&cherry->names, 1, keys[i]) != NULL;
    return count;
}
