/* What a call passes on of the caller's own parameters: the same, a part, less. Recursion goes down by that.
 * Tests: testdata/_cost/recursion*.region */
#ifndef TRIPCOUNT_COST_DESCENT_H
#define TRIPCOUNT_COST_DESCENT_H

#include "cost/cost.h"
#include "turns/scope.h"

#include <stdbool.h>
#include <stdint.h>

enum descent_kind {
    DESCENT_NONE, /* something else */
    DESCENT_SAME, /* what the caller was given */
    DESCENT_PART, /* what some function gives for it: child_of(t, i), but also copy_of(t) */
    DESCENT_LINK, /* reached from it through a field or an element: t->left, t->children[i]; in a loop, also a part */
    DESCENT_LESS, /* `amount` less */
    DESCENT_MORE, /* `amount` more */
    DESCENT_HALF, /* a fraction, or what is left beside one */
};

struct descent {
    enum descent_kind kind;
    uint32_t slot;  /* of the caller, see below */
    int64_t amount; /* DESCENT_LESS, DESCENT_MORE: at least 1 */
};

/* Slots are what a function is given: its parameters, then `this`. */
uint32_t descent_slots(const struct program *program, uint32_t function);

/* What `call` gives to slot `slot` of `callee`. In a loop, LINK needs that each turn of the innermost one passes
 * something else: n turns that all pass t->left walk nothing. Looks at the assignments to the variables on the way, a
 * bounded number of them. */
struct descent descent_of_argument(const struct costs *costs, const struct scope *scope, const struct call *call,
                                   uint32_t callee, uint32_t slot);

/* `first`, then `second`, whose slot is one that `first` is about. */
struct descent descent_then(struct descent first, struct descent second);
/* What is true of both. */
struct descent descent_both(struct descent a, struct descent b);

#endif
