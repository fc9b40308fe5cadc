/* What runs anew each time that somebody calls a function through a pointer: handlers, jobs, methods in tables.
 *
 * A function that a loop reaches, and that such a function always reaches on a way of its own, runs outside of the loop
 * as well: what is told of the loop does not tell of it. Only calls count that are made whenever their function runs,
 * as far as the first statement that may leave it. Linear in the calls of the cone.
 * Tests: testdata/chatty-sequence/bad_mode_again.c */
#ifndef TRIPCOUNT_RULE_AGAIN_H
#define TRIPCOUNT_RULE_AGAIN_H

#include "cost/cost.h"

struct again {
    uint32_t *callers; /* FUNCTION_NONE: no such way is known; the function itself: it is called through a pointer */
    uint32_t *calls;   /* of the caller   [function_count] */
};

/* `is_in_loop`, by function: runs in a loop that is reported. No way leads on from there. */
void again_find(struct again *again, const struct costs *costs, const bool *is_in_loop);
void again_finish(struct again *again);

#endif
