/* States of a machine that nothing goes back to:
 *
 *     while (state != DONE) switch (state) { case CHECK: check(); state = SEND; break; case SEND: ...; state = DONE; }
 *
 * Such a case runs once while the loop does, however often that turns. The state is a local variable that the loop sets
 * to constants alone, none of which is that of the case; or none of those that are set from there on, in the cases that
 * the case leads to: the request is built anew until all is there, then comes the answer. And the case sets it, or
 * returns, on each of its ways.
 * Tests: testdata/call-in-loop/good_passed_state.c, bad_passed_state.c */
#ifndef TRIPCOUNT_COST_PASSED_STATE_H
#define TRIPCOUNT_COST_PASSED_STATE_H

#include "turns/scope.h"

#include <stdbool.h>

/* The case, into which no other falls, of a switch in the loop (LOOP_NONE: none). Linear in the case and in what
 * is assigned to the state. */
bool passed_state_is_once(const struct scope *scope, uint32_t loop, const struct switch_region *cases,
                          const struct switch_case *one);

/* The region with that number stands in such a case of a switch that is a statement of the loop's body. */
bool passed_state_holds(const struct scope *scope, uint32_t loop, uint32_t number);

#endif
