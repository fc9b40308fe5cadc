/* Flags that something raises, and that the wait which they ask for takes down.
 *
 *     if (flag) cookie = send(); ... if (flag) { take(cookie); flag = 0; }
 *
 * A loop around it waits as often as its turns raise the flag; once, where they do not, or do so for one element only:
 * `if (p == chosen) flag = 1;`. Part of what cost/memo.c tells of things that are paid once.
 * Tests: testdata/call-in-loop/bad_consumed_flag.c, good_consumed_flag.c */
#ifndef TRIPCOUNT_COST_RAISED_H
#define TRIPCOUNT_COST_RAISED_H

#include "turns/scope.h"

struct costs;
struct evaluation;

/* The arm stands under a flag that an arm further down its list takes down: the guard of that one, since both run or
 * neither does. NULL: it is nothing of the kind. */
const struct guard *raised_for_both(const struct evaluation *evaluation, const struct region *branch, bool holds);

/* Some call of the loop may raise the flag of the guard again and again: `mark(p); flush();`. */
bool raised_in_loop(const struct costs *costs, const struct scope *scope, uint32_t loop, const struct guard *guard);

/* The function itself raises the flag of the guard on some way to `number`: what asks for it is then no rarer than what
 * raises it. */
bool raised_before(const struct scope *scope, const struct guard *guard, uint32_t number);

/* What stands at `number`, a region of the loop's body, runs for one of the elements at most that the loop walks. */
bool raised_for_one(const struct scope *scope, uint32_t loop, uint32_t number);

#endif
