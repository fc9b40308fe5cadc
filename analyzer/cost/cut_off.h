/* Loops that begin anew after they were cut off: connect, subscribe, take what comes for as long as it comes.
 *
 *     do { c = connect(); command(c, "SUBSCRIBE x"); while (get_reply(c, &r) == OK) handle(r); } while (!stop);
 *
 * The loop inside only ends when a wait fails, so the one around it only turns again after a failure.
 * Tests: testdata/call-in-loop/good_cut_off.c, bad_cut_off.c */
#ifndef TRIPCOUNT_COST_CUT_OFF_H
#define TRIPCOUNT_COST_CUT_OFF_H

#include "cost/cost.h"
#include "turns/scope.h"
#include "value/loop_class.h"

/* The loop turns until it is told to stop, opens a connection on each turn, and each turn runs one of `taking`: loops
 * inside whose only way out is a failure. Such a one has to wait for what was not asked for in it. Fills `out`
 * (CLASS_RETRY, shown by that loop). Linear in the function. */
bool cut_off_is_retried(struct costs *costs, const struct scope *scope, uint32_t loop, const uint32_t *taking,
                        uint32_t count, struct quiet_loop *out);

#endif
