/* Change detectors: `if (id != last) { ask(id); last = id; }`.
 *
 * In a loop where nothing gives `id` or `last` another value, it is paid once. That is a guard CHANGED whose path is
 * `last[id]`, one element of which is paid for: calls and fields change it like any path. Where one of the two has no
 * name, the guard only says that a setting of some function changes.
 * Tests: testdata/call-in-loop/good_change_detector.c, bad_change_detector.c */
#ifndef TRIPCOUNT_COST_CHANGED_H
#define TRIPCOUNT_COST_CHANGED_H

#include "cost/evaluate_internal.h"

/* What is kept in `current` is to become `wanted`. */
const struct guard *changed_guard(const struct scope *scope, const struct expr *current, const struct expr *wanted);

/* It is paid once while the loop runs. */
bool changed_is_once(const struct guard *guard, const struct memo_loop *memo);

/* As the caller sees it. */
const struct guard *changed_at_call(const struct scope *caller, const struct guard *guard, uint32_t callee,
                                    const struct call *call);

/* What is left of it behind the function; NULL: it is paid anew on each call. */
const struct guard *changed_behind(const struct scope *scope, const struct guard *guard);

#endif
