/* Building and comparing expressions: folding happens here, so that every stage sees `n - 1 + 1` the same way.
 * Knows nothing of clang. Tests: tests/unit/ir/test_expr.c */
#include "ir/expr.h"

#include "base/attr.h"
#include "base/error.h"

#include <string.h>

const char *expr_op_text(enum expr_op op) {
    static const char *const texts[EXPR_OP_COUNT] = {[OP_NONE] = "=",
                                                     [OP_ADD] = "+",
                                                     [OP_SUBTRACT] = "-",
                                                     [OP_MULTIPLY] = "*",
                                                     [OP_DIVIDE] = "/",
                                                     [OP_REMAINDER] = "%",
                                                     [OP_SHIFT_LEFT] = "<<",
                                                     [OP_SHIFT_RIGHT] = ">>",
                                                     [OP_BIT_AND] = "&",
                                                     [OP_BIT_OR] = "|",
                                                     [OP_BIT_XOR] = "^",
                                                     [OP_EQUAL] = "==",
                                                     [OP_NOT_EQUAL] = "!=",
                                                     [OP_LESS] = "<",
                                                     [OP_LESS_EQUAL] = "<=",
                                                     [OP_GREATER] = ">",
                                                     [OP_GREATER_EQUAL] = ">=",
                                                     [OP_AND] = "&&",
                                                     [OP_OR] = "||",
                                                     [OP_COMMA] = ",",
                                                     [OP_NOT] = "!",
                                                     [OP_NEGATE] = "-",
                                                     [OP_COMPLEMENT] = "~"};
    return (unsigned)op < EXPR_OP_COUNT ? texts[op] : "?";
}

struct expr *expr_new(struct arena *arena, enum expr_kind kind) {
    struct expr *expr = ARENA_NEW(arena, struct expr);
    expr->kind = (uint8_t)kind;
    return expr;
}

struct expr *expr_constant(struct arena *arena, int64_t value) {
    struct expr *expr = expr_new(arena, EXPR_CONSTANT);
    expr->value = value;
    return expr;
}

struct expr *expr_string(struct arena *arena, const char *text) {
    struct expr *expr = expr_new(arena, EXPR_STRING);
    expr->text = text;
    return expr;
}

struct expr *expr_indexed(struct arena *arena, enum expr_kind kind, uint32_t index) {
    struct expr *expr = expr_new(arena, kind);
    expr->index = index;
    return expr;
}

struct expr *expr_field(struct arena *arena, const struct expr *object, uint32_t field) {
    struct expr *expr = expr_new(arena, EXPR_FIELD);
    expr->a = object;
    expr->index = field;
    return expr;
}

struct expr *expr_element(struct arena *arena, const struct expr *array, const struct expr *index) {
    struct expr *expr = expr_new(arena, EXPR_ELEMENT);
    expr->a = array;
    expr->b = index;
    return expr;
}

struct expr *expr_deref(struct arena *arena, const struct expr *pointer) {
    struct expr *expr = expr_new(arena, EXPR_DEREF);
    if (pointer->kind == EXPR_ADDRESS)
        *expr = *pointer->a;
    else
        expr->a = pointer;
    return expr;
}

struct expr *expr_address(struct arena *arena, const struct expr *object) {
    struct expr *expr = expr_new(arena, EXPR_ADDRESS);
    if (object->kind == EXPR_DEREF)
        *expr = *object->a;
    else
        expr->a = object;
    return expr;
}

struct expr *expr_unary(struct arena *arena, enum expr_op op, const struct expr *a) {
    if (a->kind == EXPR_CONSTANT) {
        switch (op) {
        case OP_NOT:
            return expr_constant(arena, !a->value);
        case OP_NEGATE:
            return expr_constant(arena, (int64_t)(0 - (uint64_t)a->value));
        case OP_COMPLEMENT:
            return expr_constant(arena, ~a->value);
        default:
            break;
        }
    }
    struct expr *expr = expr_new(arena, EXPR_UNARY);
    expr->op = (uint8_t)op;
    expr->a = a;
    return expr;
}

/* Signed overflow wraps, as compilers fold it; division by zero and wild shifts are left as they are. */
static bool fold(enum expr_op op, int64_t a, int64_t b, int64_t *out) {
    uint64_t x = (uint64_t)a, y = (uint64_t)b;
    switch (op) {
    case OP_ADD:
        *out = (int64_t)(x + y);
        return true;
    case OP_SUBTRACT:
        *out = (int64_t)(x - y);
        return true;
    case OP_MULTIPLY:
        *out = (int64_t)(x * y);
        return true;
    case OP_DIVIDE:
        if (b == 0 || (a == INT64_MIN && b == -1))
            return false;
        *out = a / b;
        return true;
    case OP_REMAINDER:
        if (b == 0 || (a == INT64_MIN && b == -1))
            return false;
        *out = a % b;
        return true;
    case OP_SHIFT_LEFT:
        if (y > 62)
            return false;
        *out = (int64_t)(x << y);
        return true;
    case OP_SHIFT_RIGHT:
        if (y > 62 || a < 0)
            return false;
        *out = a >> b;
        return true;
    case OP_BIT_AND:
        *out = a & b;
        return true;
    case OP_BIT_OR:
        *out = a | b;
        return true;
    case OP_BIT_XOR:
        *out = a ^ b;
        return true;
    case OP_EQUAL:
        *out = a == b;
        return true;
    case OP_NOT_EQUAL:
        *out = a != b;
        return true;
    case OP_LESS:
        *out = a < b;
        return true;
    case OP_LESS_EQUAL:
        *out = a <= b;
        return true;
    case OP_GREATER:
        *out = a > b;
        return true;
    case OP_GREATER_EQUAL:
        *out = a >= b;
        return true;
    case OP_AND:
        *out = a && b;
        return true;
    case OP_OR:
        *out = a || b;
        return true;
    default:
        return false;
    }
}

struct expr *expr_binary(struct arena *arena, enum expr_op op, const struct expr *a, const struct expr *b) {
    int64_t value;
    if (a->kind == EXPR_CONSTANT && b->kind == EXPR_CONSTANT && fold(op, a->value, b->value, &value))
        return expr_constant(arena, value);
    struct expr *expr = expr_new(arena, EXPR_BINARY);
    expr->op = (uint8_t)op;
    expr->a = a;
    expr->b = b;
    return expr;
}

struct expr *expr_select(struct arena *arena, const struct expr *a, const struct expr *b, const struct expr *c) {
    struct expr *expr = expr_new(arena, EXPR_SELECT);
    expr->a = a;
    expr->b = b;
    expr->c = c;
    return expr;
}

struct expr *expr_opaque(struct arena *arena, const char *text) {
    struct expr *expr = expr_new(arena, EXPR_OPAQUE);
    expr->text = text;
    return expr;
}

static bool text_is_equal(const char *a, const char *b) { return a == b || (a && b && strcmp(a, b) == 0); }

bool expr_is_equal(const struct expr *a, const struct expr *b) {
    if (a == b)
        return true;
    if (!a || !b || a->kind != b->kind || a->op != b->op || a->index != b->index || a->value != b->value ||
        a->item_count != b->item_count || !text_is_equal(a->text, b->text))
        return false;
    for (uint32_t i = 0; i < a->item_count; i++)
        if (!expr_is_equal(a->items[i], b->items[i]))
            return false;
    return expr_is_equal(a->a, b->a) && expr_is_equal(a->b, b->b) && expr_is_equal(a->c, b->c);
}

bool expr_mentions(const struct expr *expr, const struct expr *part) {
    if (!expr)
        return false;
    if (expr_is_equal(expr, part))
        return true;
    for (uint32_t i = 0; i < expr->item_count; i++)
        if (expr_mentions(expr->items[i], part))
            return true;
    return expr_mentions(expr->a, part) || expr_mentions(expr->b, part) || expr_mentions(expr->c, part);
}

bool expr_is_constant(const struct expr *expr, int64_t *value) {
    if (!expr || expr->kind != EXPR_CONSTANT)
        return false;
    *value = expr->value;
    return true;
}

bool expr_is_zero(const struct expr *expr) {
    int64_t value;
    bool is_zero = expr->kind == EXPR_LIST || (expr_is_constant(expr, &value) && value == 0);
    for (uint32_t i = 0; is_zero && expr->kind == EXPR_LIST && i < expr->item_count; i++)
        is_zero = !expr->items[i] || expr_is_zero(expr->items[i]);
    return is_zero;
}

const struct expr *expr_root(const struct expr *expr) {
    while (expr->kind == EXPR_FIELD || expr->kind == EXPR_ELEMENT || expr->kind == EXPR_DEREF ||
           expr->kind == EXPR_ADDRESS)
        expr = expr->a;
    return expr;
}
