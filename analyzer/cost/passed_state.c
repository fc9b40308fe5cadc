/* States that are gone through once. Tests: testdata/call-in-loop/good_passed_state.c, bad_passed_state.c */
#include "cost/passed_state.h"

/* A constant other than `state`, or a choice of such. */
static bool is_other_state(const struct expr *value, int64_t state) {
    int64_t constant;
    if (!value)
        return false;
    if (value->kind == EXPR_SELECT)
        return is_other_state(value->b, state) && is_other_state(value->c, state);
    return expr_is_constant(value, &constant) && constant != state;
}

static bool is_never_set_to(const struct scope *scope, uint32_t loop, const struct expr *variable, int64_t state) {
    for (const struct assignment *a = NULL; (a = scope_next(scope, variable, a)) != NULL;)
        if (scope_is_inside(scope, a->number, loop) &&
            (a->assign->op != OP_NONE || !is_other_state(a->assign->value, state)))
            return false;
    return true;
}

static void find_jump(struct region *region, void *context) {
    bool *is_found = context;
    *is_found |= region->kind == REGION_BREAK || region->kind == REGION_CONTINUE || region->kind == REGION_GOTO;
}

static bool may_jump(const struct region *list) {
    bool is_found = false;
    region_walk((struct region *)list, find_jump, &is_found);
    return is_found;
}

static bool sets_on_all_ways(const struct region *list, const struct expr *variable);

/* The branch has no way on to somewhere else before the variable is set. */
static bool stays(const struct branch *branch, const struct expr *variable) {
    return (!may_jump(branch->then_list) || sets_on_all_ways(branch->then_list, variable)) &&
           (!may_jump(branch->else_list) || sets_on_all_ways(branch->else_list, variable));
}

/* Whichever way the list takes, it sets the variable or returns. */
static bool sets_on_all_ways(const struct region *list, const struct expr *variable) {
    for (; list; list = list->next) {
        struct region alone = *list;
        alone.next = NULL;
        if (list->kind == REGION_RETURN || list->kind == REGION_THROW ||
            (list->kind == REGION_ASSIGN && expr_is_equal(list->assign.target, variable)))
            return true;
        if (list->kind == REGION_BRANCH && sets_on_all_ways(list->branch.then_list, variable) &&
            sets_on_all_ways(list->branch.else_list, variable))
            return true;
        if (list->kind == REGION_BRANCH ? !stays(&list->branch, variable) : may_jump(&alone))
            return false;
    }
    return false;
}

bool passed_state_is_once(const struct scope *scope, uint32_t loop, const struct expr *state,
                          const struct switch_case *one) {
    int64_t value;
    return loop != LOOP_NONE && state->kind == EXPR_LOCAL && !scope_is_shared(scope, state) && !one->is_default &&
           one->value_count == 1 && expr_is_constant(one->values[0], &value) &&
           is_never_set_to(scope, loop, state, value) && sets_on_all_ways(one->body, state);
}
