/* Loops that wait: events, the command line, polls.
 *
 * A loop that begins each turn with a wait for something from outside runs per event: its body is an entry point and
 * counts once. One that asks, sleeps and asks again until a state is reached counts once too. What tells a loop over
 * data that waits or sleeps in between: its requests vary with its counter, cursor or iterator.
 * Tests: testdata/_cost/events.region, testdata/call-in-loop */
#ifndef TRIPCOUNT_COST_CLASSIFY_H
#define TRIPCOUNT_COST_CLASSIFY_H

#include "turns/scope.h"
#include "value/costs.h"

/* EVENT, INPUT, SCRIPT, POLL or NONE, with `out` filled unless NONE. `sites`: the calls of one turn with open round
 * trips. */
enum loop_class classify_loop(struct costs *costs, const struct scope *scope, uint32_t loop,
                              const struct site_tree *sites, struct quiet_loop *out);

/* `for (;;)`, `while (!stop)`: nothing in the loop changes its test. */
bool classify_runs_until_told(const struct scope *scope, uint32_t loop);

#endif
