/* Whether a turn goes on, behind a call that waits until the peer has done all, with requests on another connection.
 *
 * `clear(a, w); sync(a); draw(b, w);`: the sync keeps the order between two connections. Once after the loop is too
 * late: what is asked of the other connection needs a pass of its own behind it.
 * Tests: testdata/call-in-loop/verdict_two_passes.c */
#ifndef TRIPCOUNT_RULE_TWO_PASSES_H
#define TRIPCOUNT_RULE_TWO_PASSES_H

#include "turns/scope.h"
#include "value/costs.h"

/* `call` of the function leads to the wait; `loop`: the turns, LOOP_NONE those of the function itself. What each
 * function uses is told by its flows; where two connections may be one, it is none other. Reads each function on the
 * path once. */
bool two_passes_are_needed(struct costs *costs, const struct scope *scope, uint32_t loop, uint32_t call);

#endif
