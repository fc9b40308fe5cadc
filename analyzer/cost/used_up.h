/* Conditions that what is done where they hold uses up.
 *
 * `if (old && old->is_empty) close(old);`, where a walk of the function has found `old` and close() lets go of it: the
 * next run has to find another one. That is rarer than the condition alone says. What the caller passes, or the turn of
 * a loop, is another object each time and uses nothing up.
 * Tests: testdata/call-in-loop/bad_used_up.c */
#ifndef TRIPCOUNT_COST_USED_UP_H
#define TRIPCOUNT_COST_USED_UP_H

#include "turns/scope.h"
#include "value/costs.h"

/* In the arm, which stands in no loop, the variable's object is given to a function that frees it. Reads functions a
 * few calls deep. */
bool used_up_in_arm(struct costs *costs, const struct scope *scope, const struct expr *variable,
                    const struct region *arm);

#endif
