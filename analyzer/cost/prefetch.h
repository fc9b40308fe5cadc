/* PREFETCH: the same collection was fetched ahead with one call, so that the calls in the loop find what they ask for.
 *
 *     for (i = 0; i < index->nr; i++) if (!have(index->e[i])) add(&wanted, index->e[i]);
 *     if (wanted.nr) fetch_many(&wanted);
 *     for (i = 0; i < index->nr; i++) checkout(index->e[i]);      // fetches what is missing, one by one
 *
 * The call that comes before the loop must be the bulk form (`bulk` of models) of what the loop reaches, or one to the
 * same peer where the loop asks only for what it does not have; directly or PREFETCH_LEVELS helpers down. It is for the
 * same collection when it is passed what the loop's bound is a part of, or what an earlier loop with the same bound has
 * collected. A function that is given items and their number is the bulk form of itself where it is asked for one.
 * Of a function whose turns are counted by a parameter, all callers may fetch ahead what they pass; calls of itself
 * pass it on. Tests: testdata/call-in-loop, tests/unit/cost/test_prefetch.c */
#ifndef TRIPCOUNT_COST_PREFETCH_H
#define TRIPCOUNT_COST_PREFETCH_H

#include "cost/cost.h"
#include "turns/scope.h"

#define PREFETCH_LEVELS 3

struct prefetch_table;

/* NULL where no model is a bulk form. In the program's arena. */
struct prefetch_table *prefetch_table_new(struct program *program);

/* The call before the loop that fetches ahead what `call`, which stands in it, would wait for; or NULL. It stands in
 * `*function`: the scope's, or one that calls it, where all that call it do so.
 * Cost: calls of the function before the loop, times its size, where these reach a bulk form; the same of callers. */
const struct region *prefetch_before(struct costs *costs, const struct scope *scope, uint32_t loop,
                                     const struct call *call, uint32_t *function);

#endif
