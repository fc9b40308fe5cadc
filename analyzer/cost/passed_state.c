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

#define STATES 16 /* that are followed */

struct reached {
    int64_t states[STATES];
    uint32_t count;
    bool is_any; /* more than that, or what is no number */
};

static void reach(struct reached *reached, const struct expr *value) {
    int64_t state;
    if (value && value->kind == EXPR_SELECT) {
        reach(reached, value->b);
        reach(reached, value->c);
        return;
    }
    if (!value || !expr_is_constant(value, &state)) {
        reached->is_any = true;
        return;
    }
    for (uint32_t i = 0; i < reached->count; i++)
        if (reached->states[i] == state)
            return;
    reached->is_any |= reached->count == STATES;
    if (!reached->is_any)
        reached->states[reached->count++] = state;
}

/* The case of the state, or the default one; NULL: none. */
static const struct switch_case *case_of(const struct switch_region *cases, int64_t state) {
    const struct switch_case *other = NULL;
    int64_t value;
    for (uint32_t i = 0; i < cases->case_count; i++) {
        other = cases->cases[i].is_default ? &cases->cases[i] : other;
        for (uint32_t k = 0; k < cases->cases[i].value_count; k++)
            if (expr_is_constant(cases->cases[i].values[k], &value) && value == state)
                return &cases->cases[i];
    }
    return other;
}

/* The end of the list is no way on to the next case. */
static bool ends(const struct region *list) {
    const struct region *last = region_last(list);
    return last && (last->kind == REGION_BREAK || last->kind == REGION_CONTINUE || last->kind == REGION_RETURN ||
                    last->kind == REGION_GOTO || last->kind == REGION_THROW);
}

/* What the case sets it to, and those that it falls into. */
static void reach_from(const struct scope *scope, const struct switch_region *cases, const struct switch_case *one,
                       struct reached *reached) {
    const struct expr *variable = cases->value;
    for (; one && one < cases->cases + cases->case_count; one++) {
        for (const struct assignment *a = NULL; (a = scope_next(scope, variable, a)) != NULL;)
            if (region_list_holds(one->body, a->number))
                reach(reached, a->assign->op == OP_NONE ? a->assign->value : NULL);
        if (ends(one->body))
            return;
    }
}

/* All that sets it in the loop stands in a case. */
static bool is_set_in_cases(const struct scope *scope, uint32_t loop, const struct switch_region *cases) {
    for (const struct assignment *a = NULL; (a = scope_next(scope, cases->value, a)) != NULL;) {
        bool is_found = !scope_is_inside(scope, a->number, loop);
        for (uint32_t i = 0; i < cases->case_count && !is_found; i++)
            is_found = region_list_holds(cases->cases[i].body, a->number);
        if (!is_found)
            return false;
    }
    return true;
}

/* None of the states that the case leads to, nor those that they lead to, is its own. */
static bool never_comes_back(const struct scope *scope, uint32_t loop, const struct switch_region *cases,
                             const struct switch_case *one, int64_t state) {
    struct reached reached = {.count = 0};
    if (!is_set_in_cases(scope, loop, cases))
        return false;
    reach_from(scope, cases, one, &reached);
    for (uint32_t i = 0; i < reached.count && !reached.is_any; i++) {
        if (reached.states[i] == state)
            return false;
        reach_from(scope, cases, case_of(cases, reached.states[i]), &reached);
    }
    return !reached.is_any;
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

bool passed_state_is_once(const struct scope *scope, uint32_t loop, const struct switch_region *cases,
                          const struct switch_case *one) {
    const struct expr *state = cases->value;
    int64_t value;
    return loop != LOOP_NONE && state->kind == EXPR_LOCAL && !scope_is_shared(scope, state) && !one->is_default &&
           one->value_count == 1 && expr_is_constant(one->values[0], &value) &&
           (is_never_set_to(scope, loop, state, value) || never_comes_back(scope, loop, cases, one, value)) &&
           sets_on_all_ways(one->body, state);
}

bool passed_state_holds(const struct scope *scope, uint32_t loop, uint32_t number) {
    const struct region *list = scope->loops[loop].region->loop->body;
    for (; list; list = list->next)
        for (uint32_t i = 0; list->kind == REGION_SWITCH && i < list->switch_.case_count; i++) {
            const struct switch_case *one = &list->switch_.cases[i];
            bool is_fallen_into = i > 0 && !ends(list->switch_.cases[i - 1].body);
            if (region_list_holds(one->body, number))
                return !is_fallen_into && passed_state_is_once(scope, loop, &list->switch_, one);
        }
    return false;
}
