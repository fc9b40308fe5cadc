/* Chains of callbacks: what is called when the answer has come sends the next request, and so on. To the counting that
 * is a function that leads back to itself through the library (link/iterator.h); people look for the call that sends.
 * Tests: testdata/call-in-loop/bad_chain*.c */
#ifndef TRIPCOUNT_RULE_CHAIN_H
#define TRIPCOUNT_RULE_CHAIN_H

#include "rule/verdict.h"

/* The call of the function that sends the next request, itself or further down, where the function is called again when
 * the answer has come; NULL: it leads back to itself in another way, or not at all. */
const struct call *chain_call(const struct scope *scope);

/* `wait` is the call that takes the answer. A chain whose runs have a name asks for what was known from the start, but
 * for what it takes from the answer itself. */
struct verdict chain_verdict(struct costs *costs, const struct scope *scope, const struct loop_cost *loop,
                             const struct call *call, uint32_t wait);

#endif
