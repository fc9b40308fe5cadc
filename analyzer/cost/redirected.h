/* Requests that are only made again because the answer names another peer:
 *
 *     again: reply = ask(server, request); if (is_moved(reply, &server)) goto again;
 *
 * The test looks at the answer and puts another connection in place of the one that was asked: that one could not
 * serve the request, the next one does. A test that does not look at the answer walks through servers, one that moves
 * something else on asks for the next page.
 * Tests: testdata/call-in-loop/good_redirected.c, bad_redirected.c */
#ifndef TRIPCOUNT_COST_REDIRECTED_H
#define TRIPCOUNT_COST_REDIRECTED_H

#include "cost/cost.h"
#include "turns/scope.h"
#include "value/loop_class.h"

/* Each way back to the head of the loop, which is a label, is behind such a test. Fills `out` (CLASS_FAILOVER, shown by
 * the first of them). Linear in the function. */
bool redirected_ends(struct costs *costs, const struct scope *scope, uint32_t loop, struct quiet_loop *out);

#endif
