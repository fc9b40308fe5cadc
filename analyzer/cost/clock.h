/* Loops that run until some time has passed: `while (now() - start < 1000) { ... }`, as load generators do.
 *
 * Nothing that is counted ends them: each way out that runs when nothing fails is behind a test of a clock. A clock is
 * a function of the C library, or one of the program that calls nothing else; read again on each turn.
 * Tests: testdata/call-in-loop/good_clock.c */
#ifndef TRIPCOUNT_COST_CLOCK_H
#define TRIPCOUNT_COST_CLOCK_H

#include "turns/scope.h"
#include "value/loop_class.h"

/* Fills `out` (CLASS_CLOCK) with the call that tells the time. Linear in the loop, times the assignments of it. */
bool clock_ends(const struct scope *scope, uint32_t loop, struct quiet_loop *out);

/* The loop never ends, and each turn of it runs through the loop of `inner`, which a clock ends. */
bool clock_paces(const struct scope *scope, uint32_t loop, const struct quiet_loop *inner);

/* The expression is the time that a clock told, whatever was added to it: `now`, `time(NULL) + 30`. Linear in the
 * function's calls and assignments. */
bool clock_tells(const struct scope *scope, const struct expr *expr);

#endif
