/* Loops that try the same again after something in the way was mended:
 *
 *     while (1) { status = put(shelf, item); if (status == 0) break; if (status == FULL) { flush(shelf); continue; }
 * break; }
 *
 * What is tried gets something to read only, the same on each turn, and nothing else is set than its status, which is
 * handed on behind the loop or tested there. A loop that asks for what comes next gives no such thing.
 * Tests: testdata/call-in-loop/good_mended_attempt.c */
#ifndef TRIPCOUNT_COST_ATTEMPT_H
#define TRIPCOUNT_COST_ATTEMPT_H

#include "cost/cost.h"
#include "turns/scope.h"
#include "value/loop_class.h"

/* Fills `out` (CLASS_RETRY, shown by the call that is tried). Linear in the assignments and calls of the function. */
bool attempt_is_mended(const struct costs *costs, const struct scope *scope, uint32_t loop, struct quiet_loop *out);

/* The same is asked again until its answer is of some kind: `do { r = command("PING"); } while (r->type != STATUS);`.
 * Nothing is taken by asking, and nothing but the answer is set. Fills `out` likewise.
 * Tests: testdata/call-in-loop/good_answer_kinds.c */
bool attempt_waits_for_kind(struct costs *costs, const struct scope *scope, uint32_t loop, struct quiet_loop *out);

#endif
