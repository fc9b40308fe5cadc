/* Expressions as counts, one kind of expression after the other. Private to turns/bound*.c. */
#ifndef TRIPCOUNT_TURNS_BOUND_INTERNAL_H
#define TRIPCOUNT_TURNS_BOUND_INTERNAL_H

#include "turns/bound.h"

static inline struct bound bound_only(const struct poly *count) { return (struct bound){count, NULL}; }

/* bound_of(), `depth` definitions behind the expression that was asked for; past a limit the name is all. */
struct bound bound_resolve(const struct scope *scope, const struct expr *expr, struct position position, int depth);

/* The same of a local, a parameter, a global or a field. */
struct bound bound_of_variable(const struct scope *scope, const struct expr *expr, struct position position, int depth);

/* `s.list` after `struct walk s = {list, 0};`: what it was given, and `*position` where. NULL: nothing of the kind. */
const struct expr *bound_listed_member(const struct scope *scope, const struct expr *expr, struct position *position);

/* std::min(n, 8), min(n, 8) */
bool bound_is_minimum_call(const struct scope *scope, const struct call *call);

#endif
