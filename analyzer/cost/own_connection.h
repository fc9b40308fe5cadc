/* Connections that the items of a loop have for themselves, opened where one is not there yet:
 *
 *     for (n = nodes; n; n = n->next) { if (!n->context) connect_to(n); ask(n->context); }
 *
 * Each item is connected once, however often the loop runs, and nothing here tells whether it has been: that is told
 * apart from what each turn pays (guard_seldom()). What is paid is no less. An item that a turn makes, or looks up, may
 * never have been connected before, and one that a turn lets go of is connected anew: neither is meant.
 * Tests: testdata/call-in-loop/bad_own_connection.c */
#ifndef TRIPCOUNT_COST_OWN_CONNECTION_H
#define TRIPCOUNT_COST_OWN_CONNECTION_H

#include "cost/evaluate_internal.h"

/* The same count with SELDOM_UNOPENED in place of such guards. Linear in the function for each guard, and in the units
 * that know its field. */
const struct poly *own_connection_apart(struct evaluation *evaluation, uint32_t loop, const struct poly *trips);

#endif
