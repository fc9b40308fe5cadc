/* Calls that go on with what is under way and never block: curl_multi_perform().
 *
 * One of them is no wait. A loop of them is, where it runs until something has come: something is waited for in it, or
 * it ends by what the call has told.
 *
 *     do { curl_multi_perform(m, &running); curl_multi_poll(m, ...); } while (running);
 *
 * A loop over data that calls one on each turn only keeps going what it has started; a loop that spins until there is
 * room for one more waits for the requests of others, which are counted where those are waited for.
 * Tests: testdata/call-in-loop/good_steps.c, bad_steps.c */
#ifndef TRIPCOUNT_COST_STEP_H
#define TRIPCOUNT_COST_STEP_H

#include "turns/scope.h"
#include "value/costs.h"

/* A loop of the function around the call, which is a step or leads to one, waits by it. `by_result`: what the call
 * returns may tell that something has come; a function of the library says by it whether it has failed. Linear in the
 * loops around the call and what they hold. */
bool step_is_driven(struct costs *costs, const struct scope *scope, const struct call *call, bool by_result);

#endif
