/* What a call has waited for by what it returns:
 *
 *     static bool next(c) { if (!c->open) return false; wait_for_event(c); return true; }
 *     while (next(c)) ...        for (;;) { if (!next(c)) break; ... }
 *
 * On the way that goes on it has waited. Tests: testdata/call-in-loop/good_event_behind_once.c */
#include "cost/pause_internal.h"

#include "cost/cost.h"

/* The call whose result the condition is a test of for 0, and what its result is where the condition holds. */
static const struct expr *tested_call(const struct expr *condition, bool *truth) {
    int64_t value;
    if (!condition)
        return NULL;
    if (condition->kind == EXPR_CALL) {
        *truth = true;
        return condition;
    }
    bool is_not = condition->kind == EXPR_UNARY && condition->op == OP_NOT;
    bool is_compared = condition->kind == EXPR_BINARY && (condition->op == OP_EQUAL || condition->op == OP_NOT_EQUAL) &&
                       expr_is_constant(condition->b, &value) && value == 0;
    const struct expr *call = is_not || is_compared ? tested_call(condition->a, truth) : NULL;
    if (call && (is_not || condition->op == OP_EQUAL))
        *truth = !*truth;
    return call;
}

/* What every function that the call may run has waited for where it returns that. */
static unsigned bits_of_call(struct pause_walk *walk, const struct call *call, bool truth) {
    struct arena scratch;
    arena_init(&scratch);
    struct callee callee = costs_callee(walk->table->program, walk->function, call, &scratch);
    unsigned bits = 0;
    for (uint32_t i = 0; i < callee.targets.count && !callee.model; i++) {
        unsigned one = pause_bits_of_target(walk, callee.targets.functions[i], truth);
        bits = i == 0 ? one : bits & one;
    }
    arena_finish(&scratch);
    return bits;
}

struct pause_state pause_tested(struct pause_walk *walk, struct pause_state state, const struct expr *condition,
                                bool holds) {
    bool truth = true;
    const struct expr *call = state.is_possible && state.last ? tested_call(condition, &truth) : NULL;
    if (!call || state.last->call->index != call->index)
        return state;
    unsigned bits = bits_of_call(walk, state.last->call, truth == holds);
    state.must |= bits;
    state.may |= bits;
    if ((bits & PAUSES_EVENT) && !state.event)
        state.event = state.last;
    if ((bits & PAUSES_TIME) && !state.time)
        state.time = state.last;
    return state;
}

/* --- a call that ends the loop ------------------------------------------------------------------------------------ */

static bool is_of_list(const struct region *list, const struct region *region) {
    for (; list && list != region; list = list->next)
        ;
    return list != NULL;
}

static bool leaves(const struct region *list, bool is_break_enough) {
    list = region_last(list);
    return list && (list->kind == REGION_RETURN || (is_break_enough && list->kind == REGION_BREAK));
}

/* What the call returns where another turn may come, if its result is tested at once; false: anything. */
static bool goes_on_with(const struct loop *loop, const struct region *call, bool *truth) {
    const struct region *test = call->next;
    const struct expr *tested = NULL;
    bool is_own = is_of_list(loop->body, call); /* a `break` there leaves this loop, and no switch */
    bool holds = true;
    if (is_of_list(loop->condition_list, call)) {
        tested = tested_call(loop->condition, truth);
    } else if (test && test->kind == REGION_BRANCH) {
        holds = leaves(test->branch.else_list, is_own);
        if (holds != leaves(test->branch.then_list, is_own))
            tested = tested_call(test->branch.condition, truth);
    }
    *truth = *truth == holds;
    return tested && tested->index == call->call->index;
}

unsigned pause_before_going_on(struct pause_table *table, const struct scope *scope, const struct loop *loop,
                               const struct region *call) {
    struct pause_walk walk = {.table = table, .function = scope->function, .body = scope->body, .levels = PAUSE_LEVELS};
    bool truth = true;
    return goes_on_with(loop, call, &truth) ? bits_of_call(&walk, call->call, truth) : 0;
}
