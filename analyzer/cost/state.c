/* What is asked or left for the sake of a state.
 * Tests: testdata/call-in-loop/good_cancel_what_runs.c, good_state_machine.c */
#include "cost/state.h"

#include "facts/assume.h"
#include "turns/bound.h"
#include "turns/turns.h"

/* The call that the operand is the result of, also through a variable. */
static const struct call *call_behind(const struct scope *scope, const struct expr *operand, uint32_t number,
                                      uint32_t loop) {
    const struct assignment *definition =
        operand->kind == EXPR_LOCAL ? scope_definition(scope, operand, (struct position){number, loop}) : NULL;
    return scope_call(scope, definition ? definition->assign->value : operand);
}

/* The opposite may be, too, though nothing has failed. */
static bool picks_state(const struct scope *scope, const struct holding *holding, const struct expr *condition,
                        bool is_true) {
    const struct expr *operand = condition;
    enum expr_op op = OP_NOT_EQUAL;
    int64_t value = 0;
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT)
        return picks_state(scope, holding, condition->a, !is_true);
    if (condition->kind == EXPR_BINARY && condition->op == (is_true ? OP_AND : OP_OR))
        return picks_state(scope, holding, condition->a, is_true) || picks_state(scope, holding, condition->b, is_true);
    if (!assume_comparison(condition, &operand, &op, &value))
        operand = condition;
    const struct call *call = call_behind(scope, operand, holding->begin, holding->loop);
    const struct model *model = call ? bound_model(scope, call) : NULL;
    if (!model || model->tells >= 0 || model->ok_count == 0)
        return false;
    struct known states = assume_states(model);
    return known_compare(&states, op, value) == TRUTH_UNKNOWN;
}

bool state_is_cancelled(const struct scope *scope, const struct call *call) {
    const struct model *model = bound_model(scope, call);
    uint32_t number = scope->calls[call->index].number;
    for (uint32_t i = 0; model && model->is_cancel && i < scope->holding_count; i++) {
        const struct holding *holding = &scope->holding[i];
        if (holding->begin <= number && number <= holding->end &&
            picks_state(scope, holding, holding->condition, holding->is_true))
            return true;
    }
    return false;
}

/* --- machines ---------------------------------------------------------------------------------------------------- */

/* The one region of the list that is no plain assignment or declaration, where it is a switch; else NULL. */
static const struct region *lone_switch(const struct region *list) {
    const struct region *found = NULL;
    for (; list; list = list->next) {
        if (list->kind == REGION_ASSIGN)
            continue;
        if (found || list->kind != REGION_SWITCH)
            return NULL;
        found = list;
    }
    return found;
}

/* A part of what the caller holds: it is still there on the next call. */
static bool outlives_call(const struct expr *step) {
    const struct expr *root = expr_root(step);
    return root->kind == EXPR_GLOBAL ||
           (step != root && step->kind == EXPR_FIELD && (root->kind == EXPR_PARAMETER || root->kind == EXPR_THIS));
}

struct return_search {
    const struct scope *scope;
    uint32_t loop;
    const struct region *found;
};

/* A return in an arm of its own, taken in one state of the connection and not in another. */
static void find_return(struct region *region, void *context) {
    struct return_search *search = context;
    const struct region *first = region->kind == REGION_BRANCH ? region->branch.then_list : NULL;
    if (search->found || !first || first->kind != REGION_RETURN)
        return;
    struct holding holding = {first->number, first->number, search->loop, true, region->branch.condition};
    if (picks_state(search->scope, &holding, holding.condition, true))
        search->found = region;
}

bool state_machine(const struct scope *scope, uint32_t loop, struct quiet_loop *out) {
    const struct loop *region = scope->loops[loop].region->loop;
    const struct region *steps = turns_are_endless(region) ? lone_switch(region->body) : NULL;
    if (!steps || !outlives_call(steps->switch_.value) || !scope_is_assigned_in(scope, steps->switch_.value, loop))
        return false;
    struct return_search search = {scope, loop, NULL};
    region_walk(region->body, find_return, &search);
    *out = (struct quiet_loop){.loop = loop, .call = CALL_NONE, .class = CLASS_EVENT};
    if (search.found)
        out->place = search.found->location;
    return search.found != NULL;
}
