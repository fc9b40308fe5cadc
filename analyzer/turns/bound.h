/* From an expression to a count: what a loop's bound, a start value or an argument amounts to.
 * Tests: tests/unit/cost/test_turns.c, testdata/_cost */
#ifndef TRIPCOUNT_COST_BOUND_H
#define TRIPCOUNT_COST_BOUND_H

#include "turns/scope.h"

/* A whole number that may be negative: `n - 1` is plus n, minus 1. */
struct bound {
    const struct poly *plus;
    const struct poly *minus;
};

struct bound bound_sum(struct atom_table *atoms, struct bound a, struct bound b);
struct bound bound_difference(struct atom_table *atoms, struct bound a, struct bound b);
struct bound bound_constant(struct atom_table *atoms, int64_t value);
/* As a count: less than 0 is 0. */
const struct poly *bound_count(struct atom_table *atoms, struct bound bound);

/* The value of `expr` at `position`, at most. Calls are taken to be pure. */
struct bound bound_of(const struct scope *scope, const struct expr *expr, struct position position);

/* Value, length, size or rows of what `expr` names, as one atom. */
const struct poly *bound_atom(const struct scope *scope, enum atom_kind kind, const struct expr *expr,
                              struct position position);

/* A loop around `position` sets something that the path goes through, so that counts rooted in it are those of an
 * element, and small. */
bool bound_is_per_element(const struct scope *scope, const struct expr *expr, struct position position);

/* What a counter is stepped by, to divide by: NULL where that may be less than what `bound_of` says. A variable is
 * taken for a small number: of a list of a thousand, tens are done at a time. */
const struct poly *bound_step(const struct scope *scope, const struct expr *expr, struct position position);

/* Elements of what `expr` is, or of the range that begins with it: of `v`, `v.begin()`, `int a[40]`. `end` is where
 * such a range ends, if it is one: `v.end()`, `a + n`; or NULL. */
const struct poly *bound_size(const struct scope *scope, const struct expr *expr, const struct expr *end,
                              struct position position);

/* The model of what is called, or NULL. */
const struct model *bound_model(const struct scope *scope, const struct call *call);

/* `v` of `v.end()` and `end(v)`, or NULL. */
const struct expr *bound_ended(const struct scope *scope, const struct expr *expr);

/* Elements of a variable that is an array, or -1. */
int64_t bound_array_size(const struct scope *scope, const struct expr *expr);

#endif
