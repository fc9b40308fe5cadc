/* States of items. Private to drained*.c. */
#ifndef TRIPCOUNT_COST_DRAINED_INTERNAL_H
#define TRIPCOUNT_COST_DRAINED_INTERNAL_H

#include "cost/drained.h"
#include "facts/item_state.h"

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
