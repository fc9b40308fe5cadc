/* Tests: testdata/call-in-loop/verdict_unpipelined_kinds.c */
#include "rule/picked.h"

#include "cost/kept.h"
#include "facts/assume.h"

struct picking {
    const struct scope *scope;
    uint32_t loop;
    const struct expr *item; /* variable */
    bool is_flag;            /* a flag is being followed */
};

static bool speaks_of(const struct scope *scope, const struct expr *expr, const struct expr *item) {
    if (!expr || expr_is_equal(expr, item))
        return expr != NULL;
    const struct call *call = scope_call(scope, expr);
    for (uint32_t i = 0; call && i < call->argument_count; i++)
        if (speaks_of(scope, call->arguments[i].value, item))
            return true;
    return speaks_of(scope, expr->a, item) || speaks_of(scope, expr->b, item) || speaks_of(scope, expr->c, item);
}

static bool is_kind_in(struct picking *picking, uint32_t number, bool is_opposite);

/* `now`, which is 0 where the item is of another kind. */
static bool is_kept_flag(struct picking *picking, const struct expr *flag, bool holds) {
    int64_t value;
    if (flag->kind != EXPR_LOCAL || !holds || picking->is_flag)
        return false;
    picking->is_flag = true;
    bool is_cleared = false;
    for (const struct assignment *a = NULL; (a = scope_next(picking->scope, flag, a)) && !is_cleared;)
        is_cleared = scope_is_inside(picking->scope, a->number, picking->loop) && a->assign->op == OP_NONE &&
                     expr_is_constant(a->assign->value, &value) && value == 0 && is_kind_in(picking, a->number, true);
    picking->is_flag = false;
    return is_cleared;
}

static bool is_kind(struct picking *picking, const struct expr *condition, bool holds) {
    const struct expr *operand;
    enum expr_op op;
    int64_t value;
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT && condition->a->kind != EXPR_CALL)
        return is_kind(picking, condition->a, !holds);
    if (condition->kind == EXPR_BINARY && (condition->op == OP_AND || condition->op == OP_OR)) {
        bool a = is_kind(picking, condition->a, holds), b = is_kind(picking, condition->b, holds);
        return (condition->op == OP_AND) == holds ? a || b : a && b;
    }
    if (is_kept_flag(picking, condition, holds))
        return true;
    if (!speaks_of(picking->scope, condition, picking->item))
        return false;
    if (assume_comparison(condition, &operand, &op, &value) && operand->kind == EXPR_CALL && value > 0)
        return (holds ? op : comparison_negated(op)) == OP_EQUAL;
    return kept_is_one_kind(picking->scope, condition, holds);
}

/* Around the region, inside the loop. */
static bool is_kind_in(struct picking *picking, uint32_t number, bool is_opposite) {
    const struct scope *scope = picking->scope;
    for (uint32_t i = 0; i < scope->holding_count; i++) {
        const struct holding *holding = &scope->holding[i];
        if (holding->begin <= number && number <= holding->end &&
            scope_is_inside(scope, holding->begin, picking->loop) &&
            is_kind(picking, holding->condition, holding->is_true != is_opposite))
            return true;
    }
    return false;
}

bool picked_is_passed(const struct scope *scope, uint32_t loop, uint32_t call, uint32_t argument) {
    const struct expr *item = scope->calls[call].region->call->arguments[argument].value;
    struct picking picking = {.scope = scope, .loop = loop, .item = item};
    return item->kind == EXPR_LOCAL && is_kind_in(&picking, scope->calls[call].number, false);
}
