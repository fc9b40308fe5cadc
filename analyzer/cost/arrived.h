/* Loops over what has arrived from outside, without a wait for it: `pause: arrived` of models.
 *
 *     while ((event = xcb_poll_for_event(c)) != NULL)
 *         handle(event);
 *
 * Each turn that does something is one event, which came by itself: like the body of a loop around a wait. What the
 * loop asks for whether or not something has arrived belongs to no event. Tests: testdata/call-in-loop/good_arrived.c
 */
#ifndef TRIPCOUNT_COST_ARRIVED_H
#define TRIPCOUNT_COST_ARRIVED_H

#include "cost/pause.h"
#include "turns/scope.h"

#include <stdbool.h>

/* The call only takes what has arrived, or says whether something has, itself or in a helper. */
bool arrived_is_taken(struct pause_table *pauses, const struct scope *scope, const struct region *call);

/* The call stands where a test of the loop, or in it, says that something has arrived; or it is such a test, and deals
 * with it itself. `*take`: the call that took it. */
bool arrived_is_tested(struct pause_table *pauses, const struct scope *scope, uint32_t loop, uint32_t call,
                       const struct region **take);

#endif
