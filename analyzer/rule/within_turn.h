/* Whether the callee of a loop's call asks several times, one request by what the answer to another says: then a turn
 * is no request that could be sent beside those of other turns.
 * Tests: testdata/call-in-loop/verdict_within_turn.c */
#ifndef TRIPCOUNT_RULE_WITHIN_TURN_H
#define TRIPCOUNT_RULE_WITHIN_TURN_H

#include "cost/cost.h"
#include "turns/scope.h"

/* A later request in what `call` runs, a few calls deep, is made of an earlier answer, or made because of it. Tests for
 * failure decide nothing; connecting and other work of sessions asks nothing. Where one of several functions runs (a
 * table for each kind of database), only those that ask `peer` are looked at: it is what is told. One walk over each
 * function looked at. */
bool within_turn_needs_answers(struct costs *costs, const struct scope *scope, const struct call *call,
                               const char *peer);

#endif
