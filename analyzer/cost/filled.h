/* What a callee sets for all elements of the list that the loop walks:
 *
 *     for (o = outputs; o; o = o->next) if (o->is_active && !o->window) make_windows();
 *
 * where make_windows() walks the same list to its end and sets `window` of each element for which the call would be
 * made. Then no later turn comes to the call: it is made once while the loop runs.
 * Tests: testdata/call-in-loop/good_filled.c, bad_filled.c */
#ifndef TRIPCOUNT_COST_FILLED_H
#define TRIPCOUNT_COST_FILLED_H

#include "cost/evaluate_internal.h"

/* The arm of a branch in the loop that is evaluated holds such a call: it runs where the condition holds (or not).
 * Linear in the callee's body, for arms of tests whether a field of the element is 0 alone. */
bool filled_for_all(const struct evaluation *evaluation, const struct expr *condition, bool holds,
                    const struct region *arm);

#endif
