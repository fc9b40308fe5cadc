/* Conditions that only the first turn of a loop meets, or only the last one.
 *
 *     for (i = 0; i < n; i++) if (i < n - 1) a(); else b();
 *     for (i = 0; i < n; i++) { if (i + 1 < n) continue; b(); }
 *
 * A counter that moves the same way on every turn has each value once. So what only one value meets is met once while
 * the loop runs: where the loop's own test, or where the counter begins, is next to the limit of the condition. The
 * limit must be written like that of the loop, give or take a number, and keep still.
 * Tests: testdata/call-in-loop/good_one_turn.c, bad_one_turn.c */
#ifndef TRIPCOUNT_COST_ONE_TURN_H
#define TRIPCOUNT_COST_ONE_TURN_H

#include "turns/scope.h"

#include <stdbool.h>
#include <stdint.h>

/* The condition holds at `number`, a region of the loop's body, on one turn at most. */
bool one_turn_meets(const struct scope *scope, const struct expr *condition, uint32_t loop, uint32_t number);

#endif
