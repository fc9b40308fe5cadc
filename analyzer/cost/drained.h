/* What is only done for items in a state that doing it ends.
 *
 *     for (t = q->first; t; t = t->next) if (t->state == QUEUED) { start(t); t->state = RUNNING; }       one by one
 *     for (...) if (t->state == QUEUED) batch[n++] = t;                                                  picked first
 *     if (n > 0) { start_all(batch, n); for (...) batch[i]->state = RUNNING; }
 *
 * However often the code passes by, each item is started once: a MEMO. A loop around the first form pays once for each
 * item while it runs, as long as nothing in it may put an item into the state again, or make one, or another
 * collection; two objects of one type are taken to be one. Of the second form nothing is known but that it is not what
 * each pass is about: one pass may pay for one item or for all. Of several ways to the library people are shown another
 * one first, in both.
 * The same is true of a case of a switch over the state, which is no MEMO though.
 * The state is a field that is compared with a constant, or a flag, and all ways on that run when nothing fails set it
 * to another constant; or a helper has (facts/taken.h). A loop that asks for nothing else asks for what has changed
 * since it ran last: how much that is has little to do with how many items there are. Tests:
 * testdata/call-in-loop/bad_drained.c, bad_requeued.c, note_changed.c */
#ifndef TRIPCOUNT_COST_DRAINED_H
#define TRIPCOUNT_COST_DRAINED_H

#include "cost/evaluate_internal.h"

/* The list runs where the condition holds (or not): the arm of a branch, or what comes behind one whose other arm has
 * left. `position` is that of the branch. */
struct drained {
    bool is_rare;    /* it ends a state of an item, or of picked ones, that the function has not put them into */
    bool is_of_item; /* ... of the one item that the condition is about */
    const struct guard *guard; /* of one item, where a loop around can tell whether it is the same; else NULL */
};
struct drained drained_of(const struct evaluation *evaluation, const struct expr *condition, bool holds,
                          struct position position, const struct region *list);

/* Each part of the count has a guard of one item. */
bool drained_is_all(const struct poly *trips);
/* The guard of one item that all of the count has; NULL: there is none. */
const struct guard *drained_in_all(const struct poly *trips);

/* A loop of the function walks to such items, but may stop before all are done: the next one pays for others. */
bool drained_is_partly(const struct guard *guard, const struct scope *scope);

/* Each item is paid for once while the loop runs. Linear in the function, and in what its calls reach. */
bool drained_is_once(const struct guard *guard, const struct memo_loop *memo);

#endif
