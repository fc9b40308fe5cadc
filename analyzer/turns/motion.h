/* What happens to a variable on the turns of a loop. Tests: tests/unit/cost/test_turns.c */
#ifndef TRIPCOUNT_COST_MOTION_H
#define TRIPCOUNT_COST_MOTION_H

#include "turns/scope.h"

#include <stdbool.h>
#include <stdint.h>

struct motion {
    int direction;         /* +1 up, -1 down, 0 neither */
    int64_t step;          /* the least magnitude; of a geometric motion meaningless */
    const struct expr *by; /* stepped by something that keeps still in the loop: `step` is 1; else NULL */
    bool is_geometric;     /* multiplied or divided */
    bool is_exact;         /* one step of `step`, on every turn */
    bool is_own;           /* that step stands in the head of a for */
    bool is_wild;          /* stepped by something that is not known, or in two ways */
    bool is_set;           /* `v = value` too, other than by a step */
    bool is_tested;        /* stepped in the condition, before it is tested */
    bool is_taken_back;    /* stepped the other way too, `i--` beside a removal */
};

/* The loop's own step decides over steps in the body: `i--` beside it is a removal, not another direction. */
struct motion motion_of(const struct scope *scope, const struct expr *variable, uint32_t loop);

/* Every value that the loop sets the variable to is a constant, or a link of itself: `p = p->next`, also through
 * `next = p->next; p = next;`, `p = container_of(p->list.next)` and `p = p ? p->next : NULL`. At least one is a link.
 */
bool motion_is_link(const struct scope *scope, const struct expr *variable, uint32_t loop);

/* Whatever the loop sets the variable to, it does so on every turn: no `p = NULL` leaves under some condition. */
bool motion_is_straight(const struct scope *scope, const struct expr *variable, uint32_t loop);

/* Every value that the loop sets the variable to is a constant, or the result of a call of one function inside the
 * loop, made on every turn or in two places, also through one more local: the first of these calls, else NULL. */
const struct call *motion_call(const struct scope *scope, const struct expr *variable, uint32_t loop);

/* Every value that the loop sets the variable to is `value`. */
bool motion_sets_only(const struct scope *scope, const struct expr *variable, uint32_t loop, const struct expr *value);

/* A call in the loop may change the value: of a field or global, of a variable whose address is known, of a call. */
bool motion_may_be_changed(const struct scope *scope, const struct expr *expr, uint32_t loop);

/* `middle = (low + high) / 2`, and then low or high becomes middle, give or take one. */
bool motion_is_halving(const struct scope *scope, const struct expr *low, const struct expr *high, uint32_t loop);

/* A local, parameter, global, or a field of one: what a motion can be told of. */
bool motion_is_variable(const struct expr *expr);

#endif
