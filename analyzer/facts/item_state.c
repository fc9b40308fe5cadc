/* Tests: testdata/call-in-loop/bad_drained.c, bad_requeued.c, note_changed.c */
#include "facts/item_state.h"

#include "facts/assume.h"
#include "turns/path.h"

bool item_state_of(const struct scope *scope, const struct expr *condition, bool holds, struct item_state *out) {
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT)
        return item_state_of(scope, condition->a, !holds, out);
    if (condition->kind == EXPR_BINARY && condition->op == (holds ? OP_AND : OP_OR))
        return item_state_of(scope, condition->a, holds, out) || item_state_of(scope, condition->b, holds, out);
    const struct expr *place;
    enum expr_op op;
    int64_t value;
    assume_test(condition, holds, &place, &op, &value);
    bool is_flag = op == OP_NOT_EQUAL && value == 0;
    *out = (struct item_state){place, value, is_flag};
    return place->kind == EXPR_FIELD && path_can_be(place) && !scope_is_pointer(scope, place) &&
           (is_flag || op == OP_EQUAL);
}

static bool is_to_field(const struct item_state *state, const struct assign *assign) {
    return assign->target->kind == EXPR_FIELD && assign->target->index == state->place->index;
}

/* The assignment sets it to a constant; `*is_other`: another one than the state's. */
static bool is_told(const struct item_state *state, const struct assign *assign, bool *is_other) {
    int64_t value;
    if (assign->op != OP_NONE || !assign->value || !expr_is_constant(assign->value, &value))
        return false;
    *is_other = state->is_flag ? value == 0 : value != state->value;
    return true;
}

bool item_state_is_left(const struct item_state *state, const struct assign *assign) {
    bool is_other;
    return is_to_field(state, assign) && is_told(state, assign, &is_other) && is_other;
}

bool item_state_may_begin(const struct item_state *state, const struct assign *assign) {
    bool is_other;
    return is_to_field(state, assign) && !(is_told(state, assign, &is_other) && is_other);
}

bool item_state_is_of_item(const struct expr *place) {
    while (place->kind == EXPR_FIELD)
        place = place->a;
    return place->kind == EXPR_DEREF || place->kind == EXPR_ELEMENT;
}
