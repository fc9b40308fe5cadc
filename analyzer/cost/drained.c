/* Tests: testdata/call-in-loop/bad_drained.c, bad_requeued.c, note_changed.c */
#include "cost/drained.h"

#include "cost/drained_internal.h"
#include "cost/ways.h"
#include "facts/taken.h"
#include "turns/path.h"

/* --- states ------------------------------------------------------------------------------------------------------- */

static enum ways_step step_of_state(const struct assign *assign, const void *context) {
    const struct item_state *state = context;
    if (item_state_is_left(state, assign))
        return WAYS_ENDS;
    return item_state_may_begin(state, assign) ? WAYS_MAY_BEGIN : WAYS_NOTHING;
}

static bool may_end(const struct scope *scope, const struct item_state *state, uint32_t number) {
    for (uint32_t i = 0; i < scope->assignment_count; i++)
        if (scope->assignments[i].number >= number && item_state_is_left(state, scope->assignments[i].assign))
            return true;
    return false;
}

bool item_state_ends(const struct evaluation *evaluation, const struct item_state *state, const struct region *list) {
    struct ways_question question = {.step = step_of_state, .context = state};
    return may_end(evaluation->scope, state, list->number) && ways_all_end(evaluation, &question, list);
}

/* --- one by one --------------------------------------------------------------------------------------------------- */

/* Some way to the region puts an object into the state: what ends it is no rarer than that. */
static bool begins_before(const struct scope *scope, const struct item_state *state, uint32_t number) {
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct assignment *a = &scope->assignments[i];
        if (a->number < number && !scope->is_dead[a->number] && item_state_may_begin(state, a->assign))
            return true;
    }
    return false;
}

/* Where nobody knows which items they are, no loop around can tell whether they are the same. */
static struct drained one_of(const struct evaluation *evaluation, const struct item_state *state,
                             struct position position) {
    const struct scope *scope = evaluation->scope;
    struct drained drained = {.is_rare = !begins_before(scope, state, position.number)};
    drained.is_of_item = drained.is_rare;
    uint32_t walk;
    const struct expr *path = item_path(scope, state, position, &walk);
    bool is_told = state->is_flag || state->value <= 0; /* by other MEMOs, see cost/memo.c */
    if (!path && !is_told && item_path_is_plain(path_convert(scope, state->place)))
        path = path_convert(scope, state->place);
    if (path)
        drained.guard = guard_memo_of_state(scope->atoms, path, state->is_flag, state->is_flag ? 0 : state->value);
    return drained;
}

/* --- picked ------------------------------------------------------------------------------------------------------- */

/* What says that something was picked: `n > 0`, `list`. NULL: nothing does. */
static const struct expr *picked_by(const struct expr *condition, bool holds) {
    const struct expr *variable;
    enum expr_op op;
    int64_t value;
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT)
        return picked_by(condition->a, !holds);
    if (condition->kind == EXPR_BINARY && condition->op == (holds ? OP_AND : OP_OR)) {
        variable = picked_by(condition->a, holds);
        return variable ? variable : picked_by(condition->b, holds);
    }
    assume_test(condition, holds, &variable, &op, &value);
    bool is_some = (value == 0 && (op == OP_NOT_EQUAL || op == OP_GREATER)) || (value == 1 && op == OP_GREATER_EQUAL);
    return is_some && variable->kind == EXPR_LOCAL ? variable : NULL;
}

/* The state that holds at that region, in a loop. */
static bool state_at(const struct scope *scope, const struct assignment *a, struct item_state *out) {
    for (uint32_t i = a->loop == LOOP_NONE ? 0 : scope->holding_count; i-- > 0;) {
        const struct holding *one = &scope->holding[i];
        if (one->begin <= a->number && a->number <= one->end && one->loop == a->loop &&
            item_state_of(scope, one->condition, one->is_true, out))
            return true;
    }
    return false;
}

/* The variable only becomes something for items in a state, in loops that are over before `first`. */
static const struct assignment *picks(const struct scope *scope, const struct expr *variable, uint32_t first,
                                      struct item_state *state) {
    const struct assignment *picking = NULL;
    int64_t zero;
    if (variable->index >= scope->body->local_count || scope_is_shared(scope, variable) ||
        (scope->body->locals[variable->index].flags & LOCAL_STATIC))
        return NULL;
    for (const struct assignment *a = NULL; (a = scope_next(scope, variable, a)) != NULL;) {
        struct item_state one;
        const struct assign *assign = a->assign;
        if (!assign->value || (assign->op == OP_NONE && expr_is_constant(assign->value, &zero) && zero == 0))
            continue;
        if (!state_at(scope, a, &one) || scope->loops[a->loop].end >= first || !item_state_is_of_item(one.place))
            return NULL;
        bool is_same = !picking || (one.place->index == state->place->index && one.value == state->value &&
                                    one.is_flag == state->is_flag);
        if (!is_same)
            return NULL;
        picking = a;
        *state = one;
    }
    return picking;
}

/* Where an item is picked, or on each turn of a loop in the arm, or in the arm itself, the state is left. */
static bool is_left(const struct evaluation *evaluation, const struct item_state *state,
                    const struct assignment *picking, const struct region *arm) {
    const struct scope *scope = evaluation->scope;
    uint32_t last = region_last_number(arm);
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct assignment *a = &scope->assignments[i];
        if (!item_state_is_left(state, a->assign) || scope->is_dead[a->number])
            continue;
        if (a->list_end == picking->list_end && a->loop == picking->loop)
            return true;
        if (a->number < arm->number || a->number > last)
            continue;
        bool is_in_loop = a->loop != LOOP_NONE && scope->loops[a->loop].begin >= arm->number;
        const struct region *list = is_in_loop ? scope->loops[a->loop].region->loop->body : arm;
        if (item_state_ends(evaluation, state, list))
            return true;
    }
    return false;
}

static bool are_picked(const struct evaluation *evaluation, const struct expr *condition, bool holds,
                       const struct region *list) {
    struct item_state state;
    const struct expr *variable = picked_by(condition, holds);
    const struct assignment *picking = variable ? picks(evaluation->scope, variable, list->number, &state) : NULL;
    return picking && is_left(evaluation, &state, picking, list) &&
           !begins_before(evaluation->scope, &state, picking->number);
}

struct drained drained_of(const struct evaluation *evaluation, const struct expr *condition, bool holds,
                          struct position position, const struct region *list) {
    struct item_state state;
    if (!list)
        return (struct drained){0};
    if (item_state_of(evaluation->scope, condition, holds, &state) && item_state_is_of_item(state.place) &&
        item_state_ends(evaluation, &state, list))
        return one_of(evaluation, &state, position);
    if (taken_where(evaluation->costs, evaluation->scope, condition, holds, position))
        return (struct drained){.is_rare = true, .is_of_item = true};
    return (struct drained){.is_rare = are_picked(evaluation, condition, holds, list)};
}
