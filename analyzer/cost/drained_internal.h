/* States of items. Private to drained*.c. */
#ifndef TRIPCOUNT_COST_DRAINED_INTERNAL_H
#define TRIPCOUNT_COST_DRAINED_INTERNAL_H

#include "cost/drained.h"

/* `t->state == 3`, or `t->pending` other than 0. */
struct item_state {
    const struct expr *place; /* a field of the function's */
    int64_t value;
    bool is_flag;
};

/* The condition holds (or not) only in that state. */
bool item_state_of(const struct scope *scope, const struct expr *condition, bool holds, struct item_state *out);

/* Of assignments to this field, of whatever object: the state is left, or may be entered. */
bool item_state_is_left(const struct item_state *state, const struct assign *assign);
bool item_state_may_begin(const struct item_state *state, const struct assign *assign);

/* All ways through the list that go on leave the state, when nothing fails. One walk over the list. */
bool item_state_ends(const struct evaluation *evaluation, const struct item_state *state, const struct region *list);

/* The field as that of one item, in the program's terms, by a path through all that leads to items: `q->first->next->
 * state`, `q->items[0].state`. `*walk`: the loop that walks to them, whose test only tells where they end. NULL: the
 * place is no field of an item of such a walk, or nobody knows where it begins. */
const struct expr *item_path(const struct scope *scope, const struct item_state *state, struct position position,
                             uint32_t *walk);

/* A path that means the same object on each turn of any loop that assigns nothing on it. */
bool item_path_is_plain(const struct expr *path);

#endif
