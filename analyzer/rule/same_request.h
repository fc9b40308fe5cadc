/* Whether the call that a loop is told of asks the same on each turn, whatever else is done on the way there.
 *
 * The dearest path from the call is followed down to the library. What it asks there is the same if it is made of
 * constants and of what neither the turns nor the calls of the loop change, and if the function that asks only reads:
 * one that also writes asks to see what it has written.
 * Tests: testdata/call-in-loop/verdict_hoist_same.c, verdict_hoist_inside.c */
#ifndef TRIPCOUNT_RULE_SAME_REQUEST_H
#define TRIPCOUNT_RULE_SAME_REQUEST_H

#include "turns/scope.h"
#include "value/costs.h"

/* The model of the request, which reads; NULL: it is another on each turn, made in the loop's own function, or it
 * cannot be told. Reads each function on the path once. */
const struct model *same_request_of(struct costs *costs, const struct scope *scope, uint32_t loop, uint32_t call);

#endif
