/* Tests: testdata/call-in-loop/good_option.c, bad_option.c */
#include "facts/option.h"

#include "algebra/poly.h"
#include "facts/assume.h"
#include "turns/path.h"

#include <string.h>

static const char *type_of(const struct scope *scope, const struct expr *expr) {
    bool is_named = expr->kind == EXPR_GLOBAL || expr->kind == EXPR_FIELD;
    return is_named ? scope->unit->symbols[expr->index].type : NULL;
}

static bool is_array_of_numbers(const struct scope *scope, const struct expr *expr) {
    const char *type = type_of(scope, expr);
    size_t length = type ? strlen(type) : 0;
    return length > 0 && type[length - 1] == ']' && !strchr(type, '*');
}

static const struct expr *global_variable(const struct expr *expr) {
    while (expr->kind == EXPR_FIELD)
        expr = expr->a;
    return expr->kind == EXPR_GLOBAL ? expr : NULL;
}

/* A number in a global variable itself, not in what it points to. An element with 0 for its index; NULL: it is none. An
 * array of records is data. */
static const struct expr *global_part(const struct scope *scope, const struct expr *expr) {
    if (expr->kind == EXPR_ELEMENT)
        return global_variable(expr->a) && is_array_of_numbers(scope, expr->a)
                   ? expr_element(scope->scratch, expr->a, expr_constant(scope->scratch, 0))
                   : NULL;
    return global_variable(expr) && !scope_is_pointer(scope, expr) ? expr : NULL;
}

static bool is_set_here(const struct scope *scope, const struct expr *part) {
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct expr *target = global_part(scope, scope->assignments[i].assign->target);
        if (target && expr_is_equal(target, part))
            return true;
    }
    return false;
}

static const struct guard *option_of(const struct scope *scope, const struct expr *operand, enum expr_op op,
                                     int64_t value) {
    int64_t mask = 0;
    bool is_bits = operand->kind == EXPR_BINARY && operand->op == OP_BIT_AND && expr_is_constant(operand->b, &mask);
    bool is_set = (op == OP_NOT_EQUAL && value == 0) || (op == OP_EQUAL && value != 0);
    const struct expr *tested = is_bits ? operand->a : operand;
    const struct expr *part = is_set ? global_part(scope, tested) : NULL;
    if (!part || is_set_here(scope, part))
        return NULL;
    return guard_option(scope->atoms, path_convert(scope, part), is_bits ? OP_BIT_AND : op, is_bits ? mask : value);
}

const struct guard *option_of_condition(const struct scope *scope, const struct expr *condition, bool holds) {
    const struct expr *operand;
    enum expr_op op;
    int64_t value;
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT)
        return option_of_condition(scope, condition->a, !holds);
    if (condition->kind == EXPR_BINARY && condition->op == (holds ? OP_AND : OP_OR)) {
        const struct guard *first = option_of_condition(scope, condition->a, holds);
        return first ? first : option_of_condition(scope, condition->b, holds);
    }
    if (!assume_comparison(condition, &operand, &op, &value))
        return option_of(scope, condition, holds ? OP_NOT_EQUAL : OP_EQUAL, 0);
    return option_of(scope, operand, holds ? op : comparison_negated(op), value);
}
