/* Values that a loop of the function itself walks to: which of many things it is, no caller says.
 * Tests: testdata/call-in-loop/verdict_fan_out_turns.c */
#ifndef TRIPCOUNT_FLOW_WALKED_H
#define TRIPCOUNT_FLOW_WALKED_H

#include "turns/scope.h"

struct costs;

/* `p` of `for (p = list; p; p = p->next)`, `best = p` in it, `a[i]`, what an iterator gives, and what a function
 * returns that has walked to it: in a loop inside `loop`, or anywhere (LOOP_NONE). O(assignments), a few levels deep.
 */
bool value_is_walked(const struct costs *costs, const struct scope *scope, uint32_t loop, const struct expr *value);

#endif
