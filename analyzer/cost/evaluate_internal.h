/* What the files of the evaluation share. Private to cost/evaluate*.c. */
#ifndef TRIPCOUNT_COST_EVALUATE_INTERNAL_H
#define TRIPCOUNT_COST_EVALUATE_INTERNAL_H

#include "cost/cost.h"
#include "cost/scope.h"

struct evaluation {
    struct costs *costs;
    const struct scope *scope;
    struct algebra algebra;
    bool is_counted;               /* not a repeat of another unit's function: its calls and loops go into the totals */
    VEC(struct loop_cost) loops;   /* in the order in which they are finished: inner ones first */
    uint32_t loop;                 /* the innermost one that is being evaluated, or LOOP_NONE */
    const struct value *once;      /* what happens once while that loop runs, whatever its turns */
    const struct flushed *flushed; /* what happens every so many turns of it */
    VEC(uint32_t) quiet_loops;     /* silent ones around round trips */
    VEC(struct quiet_loop) reasons;
};

struct exits evaluate_list(struct evaluation *evaluation, const struct region *list);
struct exits evaluate_call(struct evaluation *evaluation, const struct call *call);
/* The then-arm of a branch in `loop` is taken once at most: it sets the flag that its condition needs to be 0. */
bool branch_runs_once(const struct scope *scope, const struct branch *branch, uint32_t loop);
/* Takes what the exits cost out of the turn: it is paid once beside the turns. */
struct exits evaluate_set_aside(struct evaluation *evaluation, struct exits exits);
/* The exits of a then-arm; without what it costs where it is only taken every so many turns, or once. */
struct exits evaluate_rare_arm(struct evaluation *evaluation, const struct branch *branch, struct exits exits);
/* What a call costs in a loop whose collection was fetched ahead. */
struct exits evaluate_prefetched(struct evaluation *evaluation, const struct call *call, struct exits exits);
/* Adds what was taken out of the turns of the loop. */
struct exits evaluate_flushed(struct evaluation *evaluation, uint32_t loop, struct exits exits);
struct exits evaluate_loop(struct evaluation *evaluation, const struct loop *loop);

#endif
