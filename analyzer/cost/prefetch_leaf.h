/* What a call waits for in the end, and whether only for what is not there. Private to cost/prefetch*.c.
 * Tests: testdata/call-in-loop, tests/unit/cost/test_prefetch.c */
#ifndef TRIPCOUNT_COST_PREFETCH_LEAF_H
#define TRIPCOUNT_COST_PREFETCH_LEAF_H

#include "cost/cost.h"
#include "turns/scope.h"

struct prefetch_leaf {
    const struct model *model; /* NULL: not known */
    bool is_guarded;           /* only what is not there is asked for */
    bool is_one;               /* one item of a function that could be given many */
};

/* By the paths of functions that are counted; of those that have none yet, as in a circle of functions, by the one call
 * in them that may wait. Cost: the size of each function on the way. */
struct prefetch_leaf prefetch_leaf_of(struct costs *costs, const struct scope *scope, const struct call *call);

#endif
