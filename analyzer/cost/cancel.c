/* Tests of states around requests to stop. Tests: testdata/call-in-loop/good_cancel_what_runs.c */
#include "cost/cancel.h"

#include "cost/assume.h"
#include "cost/bound.h"

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
    const struct expr *operand;
    enum expr_op op;
    int64_t value;
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT)
        return picks_state(scope, holding, condition->a, !is_true);
    if (condition->kind == EXPR_BINARY && condition->op == (is_true ? OP_AND : OP_OR))
        return picks_state(scope, holding, condition->a, is_true) || picks_state(scope, holding, condition->b, is_true);
    if (!assume_comparison(condition, &operand, &op, &value))
        return false;
    const struct call *call = call_behind(scope, operand, holding->begin, holding->loop);
    const struct model *model = call ? bound_model(scope, call) : NULL;
    if (!model || model->tells >= 0 || model->ok_count == 0)
        return false;
    struct known states = assume_states(model);
    return known_compare(&states, op, value) == TRUTH_UNKNOWN;
}

bool cancel_is_tested(const struct scope *scope, const struct call *call) {
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
