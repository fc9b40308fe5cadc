/* Assignments that end the turns of a loop around them: `for (...; !found; ...) if (fits(i)) { ask(i); found = true;
 * }`.
 *
 * What leads to one is done on one turn at most, as if a `break` of that loop stood in its place. So it must be the
 * loop's own test that no longer holds, nothing in the loop may take the variable back, and from the assignment to the
 * test no loop goes on and nothing is asked. Tests: testdata/call-in-loop/good_last_turn.c, bad_last_turn.c */
#ifndef TRIPCOUNT_COST_LAST_TURN_H
#define TRIPCOUNT_COST_LAST_TURN_H

#include "cost/cost.h"
#include "turns/scope.h"

/* The outermost loop whose turns the assignment ends; LOOP_NONE: none. Linear in that loop's body, for constants that a
 * local variable is set to in a loop. */
uint32_t last_turn_of(const struct costs *costs, const struct scope *scope, const struct region *assign);

/* A label that no goto of a function has, for the way from there to behind the loop. */
uint32_t last_turn_label(uint32_t loop);

#endif
