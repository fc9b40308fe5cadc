/* Calls after which what was kept is gone, or what was not is there.
 *
 *     for (...) { use(connect_once()); disconnect(); }           static void disconnect(void) { ...; connection = NULL;
 * }
 *
 * What the loop asks for because it is not there yet is then asked for again on the next turn: no MEMO. Only what a
 * call is sure to do counts, as far as tests of other things than what is kept go: whether something has failed or has
 * expired nobody can tell. Who keeps something else in its place has dropped nothing. DROPPED_DEPTH calls deep.
 * Part of what cost/memo.c tells of things that are paid once.
 * Tests: testdata/call-in-loop/bad_dropped.c, good_dropped.c */
#ifndef TRIPCOUNT_COST_DROPPED_H
#define TRIPCOUNT_COST_DROPPED_H

#include "turns/scope.h"

struct costs;
struct guard;

#define DROPPED_DEPTH 3

/* Some call that each turn of the loop makes, or of LOOP_NONE each run of the function, drops what the guard, a MEMO,
 * keeps. */
bool dropped_in(struct costs *costs, const struct scope *scope, uint32_t loop, const struct guard *guard);

/* The call is sure to set what the guard, a MEMO, asks for, so that it no longer holds: on all ways, as far as nothing
 * fails, but for those that find it set. */
bool dropped_never_after(struct costs *costs, const struct scope *scope, const struct call *call,
                         const struct guard *guard);

#endif
