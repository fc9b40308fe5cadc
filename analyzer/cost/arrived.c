/* Tests of what takes an event. Tests: testdata/call-in-loop/good_arrived.c */
#include "cost/arrived.h"

#include "turns/bound.h"

bool arrived_is_taken(struct pause_table *pauses, const struct scope *scope, const struct region *call) {
    unsigned must = pause_call(pauses, scope, call).must;
    return (must & PAUSES_ARRIVED) && !(must & PAUSES_EVENT);
}

struct question {
    struct pause_table *pauses;
    const struct scope *scope;
    uint32_t loop;
    const struct region *take; /* the last one that was found */
};

/* What a call of the loop returned, which takes an event. */
static bool is_event_of_call(struct question *question, const struct expr *expr) {
    const struct scope *scope = question->scope;
    const struct call *call = scope_call(scope, expr);
    if (!call || !scope_is_inside(scope, scope->calls[call->index].number, question->loop))
        return false;
    const struct region *region = scope->calls[call->index].region;
    if (!arrived_is_taken(question->pauses, scope, region))
        return false;
    question->take = region;
    return true;
}

/* It, or a variable that holds nothing else. */
static bool is_event(struct question *question, const struct expr *expr) {
    const struct scope *scope = question->scope;
    bool is_found = false;
    if (is_event_of_call(question, expr))
        return true;
    if (expr->kind != EXPR_LOCAL || scope_is_shared(scope, expr))
        return false;
    for (const struct assignment *a = NULL; (a = scope_next(scope, expr, a)) != NULL;) {
        if (!scope_is_inside(scope, a->number, question->loop) || !a->assign->value)
            continue;
        if (!is_event_of_call(question, a->assign->value))
            return false;
        is_found = true;
    }
    return is_found;
}

/* A helper has its own way to say so: `while (next_event(q, &event) == OK)`. */
static bool is_answer_of_helper(struct question *question, const struct expr *expr) {
    const struct call *call = scope_call(question->scope, expr);
    return call && !bound_model(question->scope, call) && is_event_of_call(question, expr);
}

/* Where the condition holds, or does not, something has arrived. */
static bool says_arrived(struct question *question, const struct expr *condition, bool holds) {
    int64_t value;
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT)
        return says_arrived(question, condition->a, !holds);
    if (condition->kind != EXPR_BINARY)
        return holds && is_event(question, condition);
    if (condition->op == OP_AND || condition->op == OP_OR) {
        bool a = says_arrived(question, condition->a, holds), b = says_arrived(question, condition->b, holds);
        return (condition->op == OP_AND) == holds ? a || b : a && b;
    }
    if (!expr_is_constant(condition->b, &value))
        return false;
    if (is_answer_of_helper(question, condition->a))
        return true;
    if (!is_event(question, condition->a))
        return false;
    if (condition->op == OP_EQUAL || condition->op == OP_NOT_EQUAL)
        return ((condition->op == OP_EQUAL) == (value != 0)) == holds;
    return holds && ((condition->op == OP_GREATER && value >= 0) || (condition->op == OP_GREATER_EQUAL && value > 0));
}

/* The test of a loop has been passed in its body, other than with `do`. */
static bool loop_says_arrived(struct question *question, uint32_t loop, uint32_t number) {
    const struct loop *region = question->scope->loops[loop].region->loop;
    bool is_tested = (region->form == LOOP_WHILE || region->form == LOOP_FOR) && region->body;
    return is_tested && region->condition && number >= region->body->number &&
           says_arrived(question, region->condition, true);
}

/* `while (!drain(c))`: a helper that takes what has arrived, and deals with it, says whether to come back. */
static bool is_drain(struct question *question, uint32_t call) {
    const struct region *list = question->scope->loops[question->loop].region->loop->condition_list;
    const struct region *region = question->scope->calls[call].region;
    for (; list; list = list->next)
        if (list == region && !bound_model(question->scope, region->call) &&
            arrived_is_taken(question->pauses, question->scope, region)) {
            question->take = region;
            return true;
        }
    return false;
}

bool arrived_is_tested(struct pause_table *pauses, const struct scope *scope, uint32_t loop, uint32_t call,
                       const struct region **take) {
    struct question question = {.pauses = pauses, .scope = scope, .loop = loop};
    uint32_t number = scope->calls[call].number;
    bool is_tested = loop_says_arrived(&question, loop, number) || is_drain(&question, call);
    for (uint32_t i = 0; i < scope->holding_count && !is_tested; i++) {
        const struct holding *holding = &scope->holding[i];
        is_tested = holding->loop != LOOP_NONE && scope_is_inside(scope, scope->loops[holding->loop].begin, loop) &&
                    holding->begin <= number && number <= holding->end &&
                    says_arrived(&question, holding->condition, holding->is_true);
    }
    if (is_tested)
        *take = question.take;
    return is_tested;
}
