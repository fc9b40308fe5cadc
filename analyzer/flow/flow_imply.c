/* What a function tests to say what it returns: `if (PQntuples(r) > 0) return true; return false;` says what the answer
 * has said, though no part of the answer is returned. All tests of a function are one set.
 * Tests: testdata/chatty-sequence/good_implied.c */
#include "flow/flow_run.h"

static void imply_labels(struct flow_run *run, uint64_t labels) {
    run->tests_answer |= (labels & FLOW_ANSWER) != 0;
    for (uint32_t i = 0; i < run->place_count; i++)
        if (labels & FLOW_PLACE(i))
            flow_imply_parameter(run, &run->places[i]);
}

void flow_imply_parameter(struct flow_run *run, const struct flow_place *place) {
    if (place->root == EXPR_PARAMETER && place->index < 64)
        run->tested |= UINT64_C(1) << place->index;
}

/* --- its own tests ------------------------------------------------------------------------------------------------ */

void flow_imply(struct flow_run *run, const struct expr *condition) {
    if (run->asks || !condition)
        return;
    run->is_testing = true;
    imply_labels(run, flow_value(run, condition));
    run->is_testing = false;
}

static bool is_dead(const struct flow_run *run, const struct region *list) {
    return list && run->scope->is_dead[list->number];
}

/* Something is set there, or it leads elsewhere. */
static bool says_something(const struct region *list) {
    for (; list; list = list->next) {
        if (list->kind == REGION_ASSIGN || list->kind == REGION_RETURN || list->kind == REGION_BREAK ||
            list->kind == REGION_CONTINUE || list->kind == REGION_GOTO)
            return true;
        if (list->kind == REGION_BRANCH &&
            (says_something(list->branch.then_list) || says_something(list->branch.else_list)))
            return true;
    }
    return false;
}

void flow_imply_branch(struct flow_run *run, const struct branch *branch) {
    if (run->asks || is_dead(run, branch->then_list) || is_dead(run, branch->else_list))
        return;
    if (says_something(branch->then_list) || says_something(branch->else_list))
        flow_imply(run, branch->condition);
}

void flow_imply_selected(struct flow_run *run, const struct expr *value) {
    if (run->asks || !value)
        return;
    if (value->kind == EXPR_SELECT) {
        flow_imply(run, value->a);
        flow_imply_selected(run, value->b);
        flow_imply_selected(run, value->c);
    } else if (value->kind == EXPR_UNARY || value->kind == EXPR_BINARY) {
        flow_imply_selected(run, value->a);
        flow_imply_selected(run, value->b);
    }
}

/* --- those of what it calls --------------------------------------------------------------------------------------- */

uint64_t flow_implied(struct flow_run *run, const struct call *call, const struct function_flows *flows) {
    if (run->asks && !run->asks->follows_tests)
        return 0;
    uint64_t labels = flows->tests_answer ? FLOW_ANSWER | flow_answer_bit(run, call) : 0;
    run->is_testing = !run->asks;
    for (uint32_t i = 0; i < call->argument_count && i < 64; i++)
        if (flows->tested >> i & 1)
            labels |= flow_reach(run, call->arguments[i].value);
    run->is_testing = false;
    if (!run->asks && !(call->flags & CALL_DROPPED))
        imply_labels(run, labels);
    return run->asks ? labels : 0;
}

void flow_put_implied(struct flow_run *run, const struct call *call, const struct function_flows *flows,
                      uint64_t labels) {
    struct flow_state *state = &run->state;
    for (uint32_t i = 0; labels && i < call->argument_count && i < 64; i++) {
        const struct expr *value = call->arguments[i].value;
        struct flow_place place;
        if (!(flows->filled >> i & 1) || value->kind != EXPR_ADDRESS || value->a->kind != EXPR_LOCAL ||
            !flow_object_of(run, value, &place))
            continue;
        flow_put(run, &place, labels);
        for (uint32_t k = flow_state_find(state, &place); k < state->cells.count; k++) {
            if (!flow_place_holds(&place, &state->cells.items[k].place))
                break;
            state->cells.items[k].value |= labels;
        }
    }
}

uint64_t flow_filled(const struct flow_run *run) {
    uint64_t filled = 0;
    for (uint32_t i = 0; i < run->returned.cells.count; i++) {
        const struct flow_cell *cell = &run->returned.cells.items[i];
        bool is_filled = cell->has_content_changed || (cell->place.field_count > 0 && cell->has_value_changed);
        if (is_filled && cell->place.root == EXPR_PARAMETER && cell->place.index < 64)
            filled |= UINT64_C(1) << cell->place.index;
    }
    return filled;
}
