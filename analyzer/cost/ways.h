/* Whether all ways through a list that go on, when nothing fails, come by an assignment that ends something: a state
 * that an item is in (cost/drained.h), that something is not kept yet (cost/memo.c). Tests:
 * testdata/call-in-loop/bad_drained.c, bad_requeued.c, bad_kept_sometimes.c */
#ifndef TRIPCOUNT_COST_WAYS_H
#define TRIPCOUNT_COST_WAYS_H

#include "cost/evaluate_internal.h"

enum ways_step { WAYS_NOTHING, WAYS_ENDS, WAYS_MAY_BEGIN };

struct ways_question {
    enum ways_step (*step)(const struct assign *assign, const void *context);
    const void *context;
    const struct expr *place; /* assigned to: what it goes through is there. NULL: nothing is known */
    /* Ways that call nothing that waits need no end, nor do ways out of the loop around the list; a loop in the list
     * that may end it does: it has looked for what does so. */
    bool is_loose;
};

/* One walk over the list; what lies behind it is not looked at. */
bool ways_all_end(const struct evaluation *evaluation, const struct ways_question *question, const struct region *list);

#endif
