/* What the files of the evaluation share. Private to cost/evaluate*.c. */
#ifndef TRIPCOUNT_COST_EVALUATE_INTERNAL_H
#define TRIPCOUNT_COST_EVALUATE_INTERNAL_H

#include "cost/cost.h"
#include "cost/scope.h"

struct cookie_table; /* cost/cookie.h */

struct evaluation {
    struct costs *costs;
    const struct scope *scope;
    struct algebra algebra;
    bool is_counted;              /* not a repeat of another unit's function: its calls and loops go into the totals */
    VEC(struct loop_cost) loops;  /* in the order in which they are finished: inner ones first */
    uint32_t loop;                /* the innermost one that is being evaluated, or LOOP_NONE */
    const struct value *once;     /* what happens once while that loop runs, whatever its turns */
    VEC(uint32_t) quiet_loops;    /* silent ones around round trips */
    struct cookie_table *cookies; /* what sends and waits are about; NULL until one is met */
};

struct exits evaluate_list(struct evaluation *evaluation, const struct region *list);
struct exits evaluate_call(struct evaluation *evaluation, const struct call *call);
/* The then-arm of a branch in `loop` is taken once at most: it sets the flag that its condition needs to be 0. */
bool branch_runs_once(const struct scope *scope, const struct branch *branch, uint32_t loop);
struct exits evaluate_loop(struct evaluation *evaluation, const struct loop *loop);

#endif
