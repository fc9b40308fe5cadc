/* Loops that only ask for items of one kind: `for each c: if (c->kind == WITNESS) ask(c);`.
 *
 * How many there are is not known, so the count stays that of all items; the words say of which.
 * Tests: testdata/call-in-loop/bad_of_one_kind.c */
#ifndef TRIPCOUNT_RULE_OF_KIND_H
#define TRIPCOUNT_RULE_OF_KIND_H

#include "cost/cost.h"
#include "turns/scope.h"

/* The comparison of a field of the turn's item with a constant that holds wherever the loop waits; NULL: there is none.
 * Linear in the conditions of the function, times the loop's sites. */
const struct expr *of_kind(const struct scope *scope, const struct loop_cost *loop);

#endif
