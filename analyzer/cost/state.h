/* Tests of states that are no failures: is a query under way, is its answer there?
 *
 * Requests to stop what is under way, and state machines that come back when an answer is there.
 * Tests: testdata/call-in-loop/good_cancel_what_runs.c, good_state_machine.c */
#ifndef TRIPCOUNT_COST_STATE_H
#define TRIPCOUNT_COST_STATE_H

#include "turns/scope.h"
#include "value/loop_class.h"

#include <stdbool.h>

/* The call asks the peer to stop, behind a test for one of several states in which nothing has failed: `if
 * (PQtransactionStatus(c) == PQTRANS_ACTIVE) PQcancel(...)`. An answer that nobody wants any more is left only where
 * something went wrong. */
bool state_is_cancelled(const struct scope *scope, const struct call *call);

/* The loop goes through the steps of one thing, as far as it comes, and returns where an answer is not there yet:
 *
 *     for (;;) switch (s->step) { case WAIT: if (PQisBusy(s->c)) return; s->step = NEXT; break; ... }
 *
 * Whoever calls the function waits for news; each call is for one event. */
bool state_machine(const struct scope *scope, uint32_t loop, struct quiet_loop *out);

#endif
