/* Answers that are kept for good: `if (!formats) formats = ask();` with a variable that outlives all calls.
 *
 * What later turns make of such an answer is not made of the answer of the turn before: there is one for all of them.
 * Tests: testdata/call-in-loop/verdict_kept_answer.c */
#ifndef TRIPCOUNT_FLOW_KEPT_ANSWER_H
#define TRIPCOUNT_FLOW_KEPT_ANSWER_H

#include "flow/flow.h"
#include "turns/scope.h"
#include "value/costs.h"

/* The call asks once in the whole run of the program, and a variable keeps the answer: that of the function, or one of
 * the program. `scope` is of a function that has been counted. Linear in the function's sites. */
bool costs_keeps_answer(const struct costs *costs, const struct scope *scope, uint32_t call);

/* The call opens a connection where there is none yet: `if (!c->conn) open(c);`. What that leaves in the handle is the
 * same for all turns, and no answer that the next one waits for. As above. Tests:
 * testdata/call-in-loop/verdict_connect_once.c */
bool costs_opens_once(const struct costs *costs, const struct scope *scope, uint32_t call);

#endif
