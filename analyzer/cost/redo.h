/* Walks that begin anew because a turn has changed what they walk:
 *
 *     redo:
 *         for (i = 0; i < t->count; i++) {
 *             before = t->count;
 *             update(t, i);
 *             if (before != t->count)
 *                 goto redo;
 *         }
 *
 * That it may have to is no second loop over data. What is compared must be a bound of the walk, as it was on the same
 * turn and as it is. Where the arm that jumps has just changed that bound by a call, it need not look:
 *
 *             if (is_folded(t, i)) { unfold(t); goto redo; }
 *
 * Tests: testdata/call-in-loop/good_redo.c, bad_redo.c */
#ifndef TRIPCOUNT_COST_REDO_H
#define TRIPCOUNT_COST_REDO_H

#include "turns/scope.h"
#include "value/loop_class.h"

#include <stdbool.h>

/* Each jump back to the label stands behind such a test, or such a call. Fills `out` (CLASS_REDO, shown by a test).
 * Linear in the loop's body, times the conditions of the function. */
bool redo_is_after_change(const struct scope *scope, uint32_t loop, struct quiet_loop *out);

#endif
