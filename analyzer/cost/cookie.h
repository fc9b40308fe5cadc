/* Cookies: which sends of a function a wait may be for.
 *
 * A request that is sent gives something that names it: a result, a number stored through a pointer, an object. It is
 * followed through variables, fields, arrays and copies inside the function; through a field also from one object to
 * another, because lists of requests are filled by one name and emptied by another. A call of a function that sends
 * counts as the send of whatever it returns or has pointers to.
 * Made on first use: a function without sends pays nothing. Private to cost/evaluate*.c.
 * Cost: O(waits * (assignments + arguments)) for functions that send. Tests: testdata/_cost/cookies.region */
#ifndef TRIPCOUNT_COST_COOKIE_H
#define TRIPCOUNT_COST_COOKIE_H

#include "cost/evaluate_internal.h"
#include "value/wait.h"

/* What a wait is for: `call` and `confidence` are left to the caller. `slot` NULL: nobody knows. */
struct lead cookie_lead(struct evaluation *evaluation, const struct expr *slot);

/* The sends of this function that ask for what `call` asks for, ahead of it: same arguments, the model's `prefetch`;
 * 0: there are none. */
uint64_t cookie_prefetches(struct evaluation *evaluation, const struct call *call, const struct model *model);

/* The bit of a call that sends: SEND_UNNAMED when no wait of the function names it. */
uint64_t cookie_send(struct evaluation *evaluation, uint32_t call);

#endif
