/* Conditions that hold, read as limits. Tests: tests/unit/cost/test_limits.c */
#include "turns/limit.h"

#include "algebra/known.h"

struct asking {
    const struct expr *expr;
    int64_t most;
    bool is_found;
};

static void take(struct asking *asking, int64_t most) {
    if (!asking->is_found || most < asking->most)
        asking->most = most;
    asking->is_found = true;
}

static void read_comparison(struct asking *asking, enum expr_op op, const struct expr *a, const struct expr *b) {
    int64_t value;
    bool is_first = expr_is_equal(a, asking->expr) && expr_is_constant(b, &value);
    if (!is_first && !(expr_is_equal(b, asking->expr) && expr_is_constant(a, &value)))
        return;
    if (op == OP_EQUAL || op == (is_first ? OP_LESS_EQUAL : OP_GREATER_EQUAL))
        take(asking, value);
    else if (op == (is_first ? OP_LESS : OP_GREATER) && value > INT64_MIN)
        take(asking, value - 1);
}

static void read_condition(struct asking *asking, const struct expr *condition, bool is_true) {
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT) {
        read_condition(asking, condition->a, !is_true);
    } else if (condition->kind == EXPR_BINARY && condition->op == (is_true ? OP_AND : OP_OR)) {
        read_condition(asking, condition->a, is_true);
        read_condition(asking, condition->b, is_true);
    } else if (condition->kind == EXPR_BINARY && condition->op >= OP_EQUAL && condition->op <= OP_GREATER_EQUAL) {
        read_comparison(asking, is_true ? (enum expr_op)condition->op : comparison_negated((enum expr_op)condition->op),
                        condition->a, condition->b);
    }
}

/* Nothing has assigned to `expr` since the condition was looked at: not on the way, nor in an earlier turn of a loop
 * that was entered since. */
static bool still_holds(const struct scope *scope, const struct holding *holding, const struct expr *expr,
                        struct position position) {
    for (const struct assignment *a = NULL; (a = scope_next(scope, expr, a)) != NULL;)
        if (a->number >= holding->begin && a->number < position.number && assignment_touches(a, expr))
            return false;
    for (uint32_t loop = position.loop; loop != LOOP_NONE && loop != holding->loop; loop = scope->loops[loop].parent)
        if (scope_is_assigned_in(scope, expr, loop))
            return false;
    return true;
}

bool limit_of(const struct scope *scope, const struct expr *expr, struct position position, int64_t *most) {
    struct asking asking = {.expr = expr};
    for (uint32_t i = 0; i < scope->holding_count; i++) {
        const struct holding *holding = &scope->holding[i];
        if (holding->begin > position.number)
            break;
        if (position.number <= holding->end && still_holds(scope, holding, expr, position))
            read_condition(&asking, holding->condition, holding->is_true);
    }
    *most = asking.most;
    return asking.is_found;
}
