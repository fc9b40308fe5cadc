/* What the files of the evaluation share. Private to cost/evaluate*.c and cost/memo.c. */
#ifndef TRIPCOUNT_COST_EVALUATE_INTERNAL_H
#define TRIPCOUNT_COST_EVALUATE_INTERNAL_H

#include "cost/cost.h"
#include "cost/evaluate.h"
#include "cost/exits.h"
#include "facts/assume.h"
#include "facts/returned.h"
#include "flow/flow.h"
#include "turns/scope.h"

struct cookie_table; /* cost/cookie.h */

/* A call that leads to the function again, and what is known there. */
struct call_back {
    const struct call *call;
    const struct facts *facts;
    bool is_direct;
};

/* What cost/likely.h knows of a call. */
struct likely_call {
    bool is_noted;
    const struct guards *early; /* conditions that hold there because the opposite has left */
    bool has_target;            /* a function of the program */
    uint32_t filters;           /* conditions of this function around the call */
    uint32_t conditions;        /* ... that nothing decides: struct facts */
    struct likely likely;       /* of its targets, with guards */
    const struct poly *all;     /* open round trips of them, without */
};

struct evaluation {
    struct costs *costs;
    const struct scope *scope;
    const struct evaluation_task *task;
    struct assumptions assumptions;
    struct algebra algebra;
    bool is_counted;               /* no trial, no repeat of another unit's function: goes into the totals */
    const struct facts *facts;     /* what is known where control has come to */
    VEC(struct loop_cost) loops;   /* in the order in which they are finished: inner ones first */
    uint32_t loop;                 /* the innermost one that is being evaluated, or LOOP_NONE */
    const struct value *once;      /* what happens once while that loop runs, whatever its turns */
    const struct flushed *flushed; /* what happens every so many turns of it */
    VEC(uint32_t) quiet_loops;     /* silent ones around round trips */
    VEC(uint32_t) failing_loops;   /* that only end by a failure */
    VEC(struct quiet_loop) reasons;
    struct cookie_table *cookies; /* what sends and waits are about; NULL until one is met */
    const bool *is_tree_loop;     /* see cost/recursion.h; NULL: none   [loop_count] */
    struct loop_cost recursion;   /* around all of the function; no sites: there is none to report */
    const struct flow_use *uses;  /* of `uses_loop`, as they were asked for last; NULL: never */
    uint32_t uses_loop;
    VEC(struct guard_outcome) outcomes;
    struct likely_call *likely; /* [call_count] */
    bool *is_conditional;       /* calls in an arm for one kind of element (cost/kept.h)   [call_count] */
    bool *is_of_change; /* calls for an item in a state that has ended, or does (cost/drained.h)   [call_count] */
    VEC(struct call_back) calls_back;
    struct arguments *arguments; /* of the target that is being looked at; NULL until there is one */
    bool has_returned;
    struct known returns;    /* what it has returned so far */
    struct returned members; /* ... of a record */
};

/* These leave evaluation->facts at what is known somewhere inside; what is known behind is part of the exits. */
struct exits evaluate_list(struct evaluation *evaluation, const struct region *list);
struct exits evaluate_call(struct evaluation *evaluation, const struct call *call);
struct exits evaluate_branch(struct evaluation *evaluation, const struct region *region);
struct exits evaluate_switch(struct evaluation *evaluation, const struct region *region);
struct exits evaluate_try(struct evaluation *evaluation, const struct try_region *region);
struct exits evaluate_loop(struct evaluation *evaluation, const struct loop *loop);

/* As costs_substitute(), for the target and the call that evaluate_call() is at. */
const struct poly *evaluate_substitute(struct evaluation *evaluation, const struct poly *poly);

/* Takes what the exits cost out of a turn of the loop around: it is paid once beside the turns. */
struct exits evaluate_set_aside(struct evaluation *evaluation, struct exits exits);

/* The list does not run when nothing fails: nothing in it counts. */
void evaluate_dead(struct evaluation *evaluation, const struct region *list);
/* The call goes into the totals of the run. */
void note_call(struct evaluation *evaluation, const struct call *call);

/* What all calls back pass, once the body was evaluated: `true` to `is_inner`, so that what only the outermost run does
 * costs nothing in the others. */
const struct facts *evaluate_inner_facts(struct evaluation *evaluation);
/* The count of a function that runs so often: `value` is what its body costs when anybody calls it, `inner` when it
 * does so itself. Notes the recursion. `*all` is multiplied too. */
const struct value *evaluate_runs(struct evaluation *evaluation, const struct poly *runs, const struct value *inner,
                                  const struct value *value, const struct value **all);

/* --- cost/evaluate_rare.c -- */

/* The exits of a then-arm; without what it costs where it is only taken every so many turns, or once. */
struct exits evaluate_rare_arm(struct evaluation *evaluation, const struct branch *branch, struct exits exits);
/* As above, of an else-arm. */
struct exits evaluate_rare_else(struct evaluation *evaluation, const struct branch *branch, struct exits exits);
/* The branch leaves on most turns: what comes behind it in its list is the arm that is taken every so many turns, or
 * once. `*exits`: of all that comes behind; false, and nothing was evaluated, when it is nothing of the kind. */
bool evaluate_rare_rest(struct evaluation *evaluation, const struct region *branch, struct exits *exits);
/* Adds what was taken out of the turns of the loop. */
struct exits evaluate_flushed(struct evaluation *evaluation, uint32_t loop, struct exits exits);
/* What a call costs in a loop whose collection was fetched ahead. */
struct exits evaluate_prefetched(struct evaluation *evaluation, const struct call *call, struct exits exits);

/* --- cost/evaluate_page.c -- */

/* All turns of a loop that gets one page on each: what a loop inside does for the items of a page counts once for all
 * items of all pages, not once for each page. `total`: as if it were done anew on each page. */
const struct value *page_total(struct evaluation *evaluation, uint32_t loop, const struct value *turn,
                               const struct poly *pages, const struct value *total);

/* --- cost/evaluate_retry.c -- */

/* Notes why a loop turns once, where it would turn again if something had failed. `comes_to_test`: its body may end
 * without leaving, and then its condition does not hold. */
void evaluate_retry(struct evaluation *evaluation, const struct loop *loop, bool comes_to_test,
                    const struct exits *exits);

/* --- cost/evaluate_guard.c -- */

/* The conditions that hold where control has come to, as guards; NULL: none. */
const struct guards *guards_here(const struct evaluation *evaluation);
/* The callee's guards in the caller's terms; what this call switches off is gone. */
const struct poly *guards_at_call(struct evaluation *evaluation, const struct poly *poly, uint32_t callee,
                                  const struct call *call);
/* As above, and notes nothing. `is_lost_off`: what is paid under a guard that cannot be told is gone too. */
const struct poly *guards_told_at_call(struct evaluation *evaluation, const struct poly *poly, uint32_t callee,
                                       const struct call *call, bool is_lost_off);
/* MODEs and MEMOs among the guards of a callee that can no longer be told at that call; those of one variable are one.
 */
uint32_t guards_lost_at_call(struct evaluation *evaluation, const struct guards *guards, uint32_t callee,
                             const struct call *call);
/* Notes what the call makes of the conditions of the callee's sites: a cheaper site keeps its own where the count as a
 * whole has none any more. */
void guards_of_sites_at_call(struct evaluation *evaluation, uint32_t callee, const struct call *call);

/* --- cost/memo.c -- */

/* The arm that runs where the condition holds (or does not) makes sure that it does not run again: `if (!x) x =
 * call();`. What it costs is paid once for each x: that guard, or NULL. */
const struct guard *guard_memo_of_arm(const struct evaluation *evaluation, const struct expr *condition, bool holds,
                                      const struct region *arm);
/* As above for `if (x) return x; x = call(); return x;`: for all that comes after the branch. */
const struct guard *guard_memo_after(const struct evaluation *evaluation, const struct expr *condition, bool holds,
                                     const struct region *branch);
/* Of what the function keeps for each key that it is asked for: its path is the function. */
const struct guard *guard_per_key(const struct scope *scope);
/* A guard_test whose context is a struct memo_loop: paid once while the loop runs. */
struct memo_loop {
    struct evaluation *evaluation;
    const struct scope *scope;
    uint32_t loop;
    const struct facts *before; /* what holds where the loop begins; NULL: nothing */
};
bool guard_memo_is_once(const struct guard *guard, void *context);
/* The kept answer is let go of: `conn = NULL;`, or declared anew. */
bool guard_memo_drops(const struct assign *assign, const struct guard *guard);
/* The function itself lets go of what is kept: `if (busy) return; busy = 1; ask(); busy = 0;`. */
bool guard_memo_is_dropped(const struct guard *guard, const struct evaluation *evaluation);

/* --- cost/cached.c -- */

/* What a call that asks for what the client may have costs: with the guard that makes it paid once. */
const struct poly *cached_trips(struct evaluation *evaluation, const struct poly *trips, uint32_t call);
/* What the guard of a callee, a program function, says where `call` calls it. */
const struct guard *cached_for_caller(struct evaluation *evaluation, const struct guard *guard, uint32_t callee,
                                      const struct call *call);
/* The turns of the loop ask for the same on the same connection. */
bool cached_is_once(struct evaluation *evaluation, uint32_t loop, const struct guard *guard);

/* --- cost/evaluate_keep.c -- */

/* `value` is what one execution costs, `all` the costliest of all ways out: it tells how often each loop runs. */
void evaluation_keep(struct evaluation *evaluation, const struct recursion *recursion, const struct value *value,
                     const struct value *all);

#endif
