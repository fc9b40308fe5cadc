/* Flags by which a loop is left. Tests: testdata/call-in-loop/good_last_turn.c, bad_last_turn.c */
#include "cost/last_turn.h"

#include "algebra/known.h"

#define LABELS 0x80000000U /* above all labels of a function */

uint32_t last_turn_label(uint32_t loop) { return LABELS | loop; }

/* --- the test ----------------------------------------------------------------------------------------------------- */

/* With that value of the variable, the test does not hold. */
static bool is_ended_by(const struct expr *test, const struct expr *variable, int64_t value, bool wanted) {
    int64_t constant;
    if (!test)
        return false;
    if (test->kind == EXPR_UNARY && test->op == OP_NOT)
        return is_ended_by(test->a, variable, value, !wanted);
    if (test->kind == EXPR_BINARY && test->op == (wanted ? OP_AND : OP_OR))
        return is_ended_by(test->a, variable, value, wanted) || is_ended_by(test->b, variable, value, wanted);
    if (expr_is_equal(test, variable))
        return (value != 0) != wanted;
    if (test->kind != EXPR_BINARY || !expr_is_equal(test->a, variable) || !expr_is_constant(test->b, &constant) ||
        (test->op != OP_EQUAL && test->op != OP_NOT_EQUAL))
        return false;
    return ((value == constant) == (test->op == OP_EQUAL)) != wanted;
}

/* Whatever the loop sets the variable to ends it. */
static bool only_ends(const struct scope *scope, uint32_t loop, const struct expr *variable) {
    const struct expr *test = scope->loops[loop].region->loop->condition;
    for (const struct assignment *a = NULL; (a = scope_next(scope, variable, a)) != NULL;) {
        int64_t value;
        if (scope_is_inside(scope, a->number, loop) &&
            (a->assign->op != OP_NONE || !a->assign->value || !expr_is_constant(a->assign->value, &value) ||
             !is_ended_by(test, variable, value, true)))
            return false;
    }
    return true;
}

/* --- the way to the test ------------------------------------------------------------------------------------------ */

enum way_on {
    WAY_ELSEWHERE, /* the assignment is not in the list */
    WAY_NEXT,      /* to the end of the list */
    WAY_BREAK,
    WAY_CONTINUE,
    WAY_LOST, /* something may be asked, or control goes to where it is not followed */
};

struct way_search {
    const struct costs *costs;
    const struct scope *scope;
    uint32_t number; /* of the assignment */
    const struct expr *variable;
    int64_t value;
};

static bool asks(const struct way_search *search, const struct call *call) {
    const struct costs *costs = search->costs;
    struct callee callee = costs_callee(costs->program, search->scope->function, call, search->scope->scratch);
    if (callee.model)
        return callee.model->effect == EFFECT_ROUNDTRIP || callee.model->effect == EFFECT_CONNECT ||
               callee.model->effect == EFFECT_SEND || callee.model->effect == EFFECT_WAIT;
    for (uint32_t i = 0; i < callee.targets.count; i++) {
        const struct function_cost_summary *summary = &costs->functions[callee.targets.functions[i]];
        if ((!summary->is_done && !summary->is_trial) || !value_is_free(&summary->value))
            return true;
    }
    return false;
}

/* Behind the assignment, to the end of its list. */
static enum way_on rest_of_list(const struct way_search *search, const struct region *list) {
    for (const struct region *region = list; region; region = region->next) {
        if (region->kind == REGION_BREAK)
            return WAY_BREAK;
        if (region->kind == REGION_CONTINUE)
            return WAY_CONTINUE;
        if (region->kind != REGION_ASSIGN && (region->kind != REGION_CALL || asks(search, region->call)))
            return WAY_LOST;
    }
    return WAY_NEXT;
}

static enum way_on way_in_list(const struct way_search *search, const struct region *list);

/* What comes of it in a loop inside the one that ends. */
static enum way_on way_in_loop(const struct way_search *search, const struct loop *loop) {
    enum way_on way = way_in_list(search, loop->body);
    if (way == WAY_BREAK && loop->form != LOOP_GOTO)
        return WAY_NEXT;
    bool ends = loop->form != LOOP_GOTO && is_ended_by(loop->condition, search->variable, search->value, true);
    if ((way == WAY_NEXT || way == WAY_CONTINUE) && !ends)
        return WAY_LOST;
    return way == WAY_CONTINUE ? WAY_NEXT : way;
}

static enum way_on way_in_switch(const struct way_search *search, const struct switch_region *region) {
    for (uint32_t i = 0; i < region->case_count; i++) {
        enum way_on way = way_in_list(search, region->cases[i].body);
        if (way == WAY_NEXT && i + 1 < region->case_count) /* falls through */
            return WAY_LOST;
        if (way != WAY_ELSEWHERE)
            return way == WAY_BREAK ? WAY_NEXT : way;
    }
    return WAY_ELSEWHERE;
}

static enum way_on way_in_region(const struct way_search *search, const struct region *region) {
    enum way_on way = WAY_ELSEWHERE;
    if (region->number == search->number)
        return WAY_NEXT;
    if (region->kind == REGION_BRANCH) {
        way = way_in_list(search, region->branch.then_list);
        return way == WAY_ELSEWHERE ? way_in_list(search, region->branch.else_list) : way;
    }
    if (region->kind == REGION_SWITCH)
        return way_in_switch(search, &region->switch_);
    return region->kind == REGION_LOOP ? way_in_loop(search, region->loop) : way;
}

static enum way_on way_in_list(const struct way_search *search, const struct region *list) {
    for (const struct region *region = list; region; region = region->next) {
        enum way_on way = way_in_region(search, region);
        if (way == WAY_NEXT)
            return rest_of_list(search, region->next);
        if (way != WAY_ELSEWHERE)
            return way;
    }
    return WAY_ELSEWHERE;
}

/* --- the loop ----------------------------------------------------------------------------------------------------- */

static uint32_t loop_of(const struct scope *scope, const struct region *assign) {
    for (const struct assignment *a = NULL; (a = scope_next(scope, assign->assign.target, a)) != NULL;)
        if (a->number == assign->number)
            return a->loop;
    return LOOP_NONE;
}

uint32_t last_turn_of(const struct costs *costs, const struct scope *scope, const struct region *assign) {
    const struct expr *variable = assign->assign.target;
    int64_t value;
    if (variable->kind != EXPR_LOCAL || assign->assign.op != OP_NONE || !assign->assign.value ||
        !expr_is_constant(assign->assign.value, &value) || scope_is_shared(scope, variable))
        return LOOP_NONE;
    uint32_t outermost = LOOP_NONE;
    for (uint32_t i = loop_of(scope, assign); i != LOOP_NONE; i = scope->loops[i].parent) {
        const struct loop *loop = scope->loops[i].region->loop;
        struct way_search search = {costs, scope, assign->number, variable, value};
        if (loop->form == LOOP_GOTO || !is_ended_by(loop->condition, variable, value, true))
            continue;
        enum way_on way = only_ends(scope, i, variable) ? way_in_list(&search, loop->body) : WAY_LOST;
        if (way != WAY_NEXT && way != WAY_CONTINUE)
            break;
        outermost = i;
    }
    return outermost;
}
