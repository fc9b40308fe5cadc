/* What fetches all that is still missing, from one element of a collection to its end.
 *
 *     static void fetch_rest(size_t first) {
 *         for (size_t i = first; i < all.count; i++)
 *             if (look_up(all.items[i]) < 0)
 *                 add(&missing, all.items[i]);
 *         fetch(missing.items, missing.count);
 *     }
 *     for (size_t i = 0; i < all.count; i++)
 *         if (look_up(all.items[i]) < 0)
 *             fetch_rest(i);                        // once: then the others are there
 *
 * The call must stand where the same lookup as the one inside has found nothing, the end of the collection must be a
 * global's, and whoever walks it must come from lower indices to higher. Helpers may pass the index on: until a loop is
 * met, the guard is a MEMO of the index (guard_memo_of_rest()).
 * Tests: testdata/call-in-loop/good_rest.c, bad_rest.c */
#ifndef TRIPCOUNT_COST_REST_H
#define TRIPCOUNT_COST_REST_H

#include "cost/cost.h"
#include "turns/scope.h"

/* NULL: the call of `target` does nothing of the kind. Linear in the body of `target`, where the shape fits. */
const struct guard *rest_of_call(const struct costs *costs, const struct scope *scope, const struct call *call,
                                 uint32_t target);

/* What the guard becomes at a call that passes `index`; NULL: that cannot be told. */
const struct guard *rest_of_index(const struct scope *scope, const struct call *call, const struct expr *index,
                                  uint32_t target);

#endif
