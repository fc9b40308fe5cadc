/* What an answer decides about the loop that it is got in: that it is over, or what a loop inside walks.
 * Tests: tests/unit/cost/test_carry.c */
#include "facts/names.h"
#include "flow/flow_captured.h"
#include "flow/flow_run.h"

#include <string.h>

static const char *name_of_place(const struct flow_run *run, const struct flow_place *place) {
    const struct function *body = run->scope->body;
    if (place->field_count > 0)
        return run->costs->program->entities[place->fields[place->field_count - 1]].name;
    if (place->root == EXPR_LOCAL && place->index < body->local_count)
        return body->locals[place->index].name;
    if (place->root == EXPR_PARAMETER && place->index < body->parameter_count)
        return body->parameters[place->index].name;
    return captured_is_not(place) ? run->costs->program->entities[place->index].name : "";
}

/* A variable that the body declares is new on each turn. */
static bool is_of_turn(const struct flow_run *run, const struct flow_place *place) {
    const struct scope *scope = run->scope;
    for (uint32_t i = 0; i < scope->assignment_count && place->root == EXPR_LOCAL; i++) {
        const struct assignment *a = &scope->assignments[i];
        if (a->assign->is_declaration && a->assign->target->index == place->index)
            return scope_is_inside(scope, a->number, run->asked->index);
    }
    return false;
}

void flow_note_tokens(struct flow_run *run) {
    for (uint32_t i = 0; i < run->state.cells.count; i++) {
        const struct flow_cell *cell = &run->state.cells.items[i];
        if (((cell->value | cell->content) & FLOW_CARRIED) && name_is_token(name_of_place(run, &cell->place)) &&
            !is_of_turn(run, &cell->place))
            run->turns.hands_on_token = true;
    }
}

static bool is_comparison_call(const struct flow_run *run, const struct expr *expr) {
    const struct call *call = scope_call(run->scope, expr);
    return call && call->symbol != SYMBOL_NONE && strstr(run->scope->unit->symbols[call->symbol].name, "cmp");
}

/* The condition, where it holds, says that something went wrong: `!r`, `r < 0`, `r != OK`. */
static bool tells_failure(const struct flow_run *run, const struct expr *condition) {
    int64_t value;
    bool is_compared = is_comparison_call(run, condition->a);
    bool is_constant = condition->b && expr_is_constant(condition->b, &value);
    switch ((enum expr_op)condition->op) {
    case OP_NOT:
        return !is_comparison_call(run, condition->a) || condition->a->kind != EXPR_CALL;
    case OP_EQUAL:
        return is_constant && value <= 0 && !is_compared;
    case OP_NOT_EQUAL:
        return is_constant && !is_compared;
    case OP_LESS:
    case OP_LESS_EQUAL:
        return is_constant && value <= 0;
    case OP_OR:
    case OP_AND:
        return tells_failure(run, condition->a) || tells_failure(run, condition->b);
    default:
        return false;
    }
}

/* NULL, 0, false, a negative number: what a function gives that failed. */
static bool is_failure_value(const struct expr *value) {
    int64_t number;
    return value && expr_is_constant(value, &number) && number <= 0;
}

static bool list_sets_flag(const struct flow_run *run, const struct region *list) {
    const struct expr *condition = run->asked->condition;
    int64_t value;
    for (; list; list = list->next)
        if (list->kind == REGION_ASSIGN && list->assign.op == OP_NONE && list->assign.value &&
            expr_is_constant(list->assign.value, &value) && expr_mentions(condition, list->assign.target))
            return true;
    return false;
}

/* The arm ends the loop, and not because of a failure. */
static bool leaves(const struct flow_run *run, const struct region *list) {
    const struct region *last = region_last(list);
    bool is_own = run->loop_depth == run->asked_depth;
    if (!last || run->scope->is_dead[list->number])
        return false;
    if (last->kind == REGION_RETURN)
        return !is_failure_value(last->value);
    if (last->kind == REGION_BREAK)
        return is_own && run->breaks != NULL;
    return is_own && list_sets_flag(run, list);
}

void flow_note_branch(struct flow_run *run, const struct branch *branch) {
    if (!run->calls || !run->asked || !(flow_value(run, branch->condition) & FLOW_ANSWER))
        return;
    bool is_failure = tells_failure(run, branch->condition);
    run->turns.leaves_on_answer |= leaves(run, is_failure ? branch->else_list : branch->then_list);
}

void flow_note_test(struct flow_run *run, const struct loop *loop) {
    const struct expr *test = loop->form == LOOP_RANGE ? loop->range : loop->condition;
    if (!run->calls || !run->asked || !test || !(flow_value(run, test) & FLOW_ANSWER))
        return;
    if (loop == run->asked)
        run->turns.tests_answer = true;
    else
        run->turns.walks_answer = true;
}
