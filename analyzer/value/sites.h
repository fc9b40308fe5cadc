/* What a value is made of: which calls and loops of the function run how often.
 *
 * A persistent map: merging shares what only one side holds, so that a function of thousands of calls costs
 * O(log calls) for each step of its evaluation. NULL is the empty map. Nodes live in a scratch arena.
 * Source: Okasaki and Gill, "Fast Mergeable Integer Maps", 1998. Tests: tests/unit/value/test_sites.c */
#ifndef TRIPCOUNT_VALUE_SITES_H
#define TRIPCOUNT_VALUE_SITES_H

#include "algebra/poly.h"

#include <stdbool.h>
#include <stdint.h>

/* Keys are calls; or loops with this bit; or calls with the second, a note that they are evaluated and lead back into
 * the function (cost/recursion.h). */
#define SITE_LOOP (UINT32_C(1) << 31)
#define SITE_BACK (UINT32_C(1) << 30)
#define SITE_NOTE (SITE_LOOP | SITE_BACK)

/* One call of the function, or one loop that is reported, or a note. */
struct site_count {
    uint32_t call;
    const struct poly *times; /* how often it runs, as a count of turns; of loops with a guard that all of it has */
    const struct poly *trips; /* its open round trips over all of that; NULL for loops and notes */
};

struct site_tree;

const struct site_tree *site_tree_of(struct arena *arena, struct site_count site);

/* Gives what the map holds for a key that both hold; `a` comes first. Must not change the key. */
typedef struct site_count site_merge(struct site_count a, struct site_count b, void *context);
/* With `is_idempotent`, merging equal sites gives the same again. */
const struct site_tree *site_tree_merge(struct arena *arena, const struct site_tree *a, const struct site_tree *b,
                                        site_merge *merge, bool is_idempotent, void *context);

/* Changes every site in place of key; false drops it. */
typedef bool site_change(struct site_count *site, void *context);
const struct site_tree *site_tree_change(struct arena *arena, const struct site_tree *tree, site_change *change,
                                         void *context);

/* NULL when there is none. */
const struct site_count *site_tree_find(const struct site_tree *tree, uint32_t key);

/* Ascending by key. */
void site_tree_visit(const struct site_tree *tree, void (*visit)(const struct site_count *site, void *context),
                     void *context);

#endif
