/* States of items: fields that are compared with a constant, or flags, and assignments that leave or enter them.
 * Tests: testdata/call-in-loop/bad_drained.c, bad_requeued.c, note_changed.c */
#ifndef TRIPCOUNT_FACTS_ITEM_STATE_H
#define TRIPCOUNT_FACTS_ITEM_STATE_H

#include "turns/scope.h"

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

/* What stays when the function returns, or is one of several. */
bool item_state_is_of_item(const struct expr *place);

#endif
