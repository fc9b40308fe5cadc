/* Slots: what names a request that is under way, so that the wait for it is found.
 *
 * A slot is an expression in the program's terms like a path (turns/path.h), but it may hang on the result of a call
 * (EXPR_CALL, `index` the call, `value` its function), it keeps no indices (all elements of an array are one slot,
 * written as a dereference), and what it holds may have changed on the way: it says where, not which value.
 * Tests: testdata/_cost/cookies.region */
#ifndef TRIPCOUNT_VALUE_SLOT_H
#define TRIPCOUNT_VALUE_SLOT_H

#include "turns/scope.h"

#include <stdbool.h>

/* In the scope's scratch arena; NULL where the expression is none. */
const struct expr *slot_of(const struct scope *scope, const struct expr *expr);

/* Of an argument by a model's number, or of the receiver (ARGUMENT_THIS); NULL where there is none. A variable with
 * one definition there is what was assigned to it. */
const struct expr *slot_of_argument(const struct scope *scope, const struct call *call, int32_t argument);

/* The slot with the parameters of `callee` replaced by the arguments of the call, `this` by its receiver; NULL when
 * an argument has none. */
const struct expr *slot_substitute(const struct scope *caller, const struct expr *slot, uint32_t callee,
                                   const struct call *call);

/* `whole` is `slot` or something that it is a part of: p of p->n. */
bool slot_is_in(const struct expr *slot, const struct expr *whole);

/* `slot` with `whole`, that it is in, replaced. NULL when it grows past PATH_SIZE. */
const struct expr *slot_replace(struct arena *arena, const struct expr *slot, const struct expr *whole,
                                const struct expr *by);

const struct expr *slot_copy(struct arena *arena, const struct expr *slot);

#endif
