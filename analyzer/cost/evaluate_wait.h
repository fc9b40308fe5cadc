/* Sends and waits of one call, and of a whole function. Private to cost/evaluate*.c. */
#ifndef TRIPCOUNT_COST_EVALUATE_WAIT_H
#define TRIPCOUNT_COST_EVALUATE_WAIT_H

#include "cost/evaluate_internal.h"

/* A request that nobody waits for here; the model says what names it. */
void evaluate_send(struct evaluation *evaluation, struct value *value, const struct model *model,
                   const struct call *call);
/* Waits for a send before it. */
void evaluate_wait(struct evaluation *evaluation, struct value *value, const struct model *model,
                   const struct call *call);
/* A request with its answer: only waits where it has been sent ahead (the model's `prefetch`). */
void evaluate_roundtrip(struct evaluation *evaluation, struct value *value, const struct model *model,
                        const struct call *call);
/* The sends and waits of the callee's summary as those of the call. */
void evaluate_peers(struct evaluation *evaluation, struct value *value, const struct value *callee, uint32_t target,
                    const struct call *call, enum confidence confidence);

/* The wait for what was sent with the handle that the call, CALL_AWAITED, sets a callback on; NULL: it is none, or
 * nothing is open. */
const struct value *evaluate_awaited(struct evaluation *evaluation, const struct call *call);

/* At the function's end: what callers can match is left; in a function that nobody calls the rest is counted. */
const struct value *evaluate_end(struct evaluation *evaluation, const struct value *value);
/* The peers with all that hangs on them, in `arena`. */
const struct peer_state *peers_keep(struct arena *arena, const struct value *value);

#endif
