/* Whether what bounds a loop may become more while the loop runs: another turn for each that is added.
 *
 * `for (i = 0; i < list->count; i++) add(list);`, `for (i = 0; i < v.size(); i++) v.push_back(f());`. Assignments of
 * the loop itself are not looked at here (turns/counter.c does). Tests:
 * tests/counted/programs/{bound_grows.c,cxx_grows.cc}, tests/unit/cost/test_turns.c */
#ifndef TRIPCOUNT_COST_GROWTH_H
#define TRIPCOUNT_COST_GROWTH_H

#include "turns/scope.h"

#include <stdbool.h>
#include <stdint.h>

/* A call in the loop may change the value: of a field or global that functions of the program are seen to set.
 * `by_owner`: one that is given what the field is one of; whatever else is called may set it in another object. */
bool growth_is_changed(const struct scope *scope, const struct expr *expr, uint32_t loop, bool by_owner);

/* This call is given what a field of the expression is one of, and may change it. */
bool growth_is_by_call(const struct scope *scope, const struct expr *expr, const struct call *call);

/* A call in the loop adds to the container, an object of a class. */
bool growth_is_added_to(const struct scope *scope, const struct expr *container, uint32_t loop);

#endif
