/* Checks of numbers, texts and expressions, for ir/verify.c and ir/verify_function.c. Never follows an index that has
 * not been checked. Tests: tests/unit/ir/test_verify.c */
#include "ir/verifier.h"

#include "base/buffer.h"

bool verifier_fail(struct verifier *verifier, const char *format, ...) {
    struct buffer message = {0};
    va_list arguments;
    va_start(arguments, format);
    buffer_vprintf(&message, format, arguments);
    va_end(arguments);
    if (verifier->line != 0)
        error_set(verifier->err, "%s, line %u: %s", verifier->where, verifier->line, buffer_text(&message));
    else
        error_set(verifier->err, "%s: %s", verifier->where, buffer_text(&message));
    buffer_finish(&message);
    return false;
}

bool verifier_check_location(struct verifier *verifier, struct location location) {
    if (location.line != 0)
        verifier->line = location.line;
    if (location.file >= verifier->unit->file_count && location.line != 0)
        return verifier_fail(verifier, "a location is in file %u of %u", location.file, verifier->unit->file_count);
    return true;
}

bool verifier_check_symbol(struct verifier *verifier, uint32_t symbol, enum symbol_kind kind, const char *what) {
    if (symbol >= verifier->unit->symbol_count)
        return verifier_fail(verifier, "%s is symbol %u of %u", what, symbol, verifier->unit->symbol_count);
    if (verifier->unit->symbols[symbol].kind != kind)
        return verifier_fail(verifier, "%s is symbol %u, which is of another kind", what, symbol);
    return true;
}

bool verifier_check_symbol_or_none(struct verifier *verifier, uint32_t symbol, enum symbol_kind kind,
                                   const char *what) {
    return symbol == SYMBOL_NONE || verifier_check_symbol(verifier, symbol, kind, what);
}

bool verifier_check_text(struct verifier *verifier, const char *text, const char *what) {
    return text != NULL || verifier_fail(verifier, "%s is missing", what);
}

bool verifier_check_flags(struct verifier *verifier, uint32_t flags, uint32_t highest, const char *what) {
    return flags < highest * 2 || verifier_fail(verifier, "unknown flags 0x%x of %s", flags, what);
}

static bool verify_index(struct verifier *verifier, const struct expr *expr) {
    const struct function *function = verifier->function;
    uint32_t limit;
    switch ((enum expr_kind)expr->kind) {
    case EXPR_PARAMETER:
        limit = function ? function->parameter_count : 0;
        return expr->index < limit || verifier_fail(verifier, "parameter %u of %u is used", expr->index, limit);
    case EXPR_LOCAL:
        limit = function ? function->local_count : 0;
        return expr->index < limit || verifier_fail(verifier, "local %u of %u is used", expr->index, limit);
    case EXPR_CALL:
        limit = function ? function->call_count : 0;
        return expr->index < limit ||
               verifier_fail(verifier, "the result of call %u of %u is used", expr->index, limit);
    case EXPR_GLOBAL:
        return verifier_check_symbol(verifier, expr->index, SYMBOL_VARIABLE, "a variable");
    case EXPR_FUNCTION:
        return verifier_check_symbol(verifier, expr->index, SYMBOL_FUNCTION, "a function");
    default:
        return true;
    }
}

static bool verify_operands(struct verifier *verifier, const struct expr *expr) {
    switch ((enum expr_kind)expr->kind) {
    case EXPR_FIELD:
        return verifier_check_expr(verifier, expr->a, "the object of a field") &&
               verifier_check_symbol(verifier, expr->index, SYMBOL_FIELD, "a field");
    case EXPR_DEREF:
    case EXPR_ADDRESS:
        return verifier_check_expr(verifier, expr->a, "an operand");
    case EXPR_UNARY:
        if (expr->op < OP_NOT || expr->op > OP_COMPLEMENT)
            return verifier_fail(verifier, "%u is no unary operator", expr->op);
        return verifier_check_expr(verifier, expr->a, "an operand");
    case EXPR_BINARY:
        if (expr->op < OP_ADD || expr->op > OP_COMMA)
            return verifier_fail(verifier, "%u is no binary operator", expr->op);
        return verifier_check_expr(verifier, expr->a, "an operand") &&
               verifier_check_expr(verifier, expr->b, "an operand");
    case EXPR_ELEMENT:
        return verifier_check_expr(verifier, expr->a, "an array") && verifier_check_expr(verifier, expr->b, "an index");
    case EXPR_SELECT:
        return verifier_check_expr(verifier, expr->a, "a condition") &&
               verifier_check_expr(verifier, expr->b, "an operand") &&
               verifier_check_expr(verifier, expr->c, "an operand");
    case EXPR_LIST:
        for (uint32_t i = 0; i < expr->item_count; i++)
            if (expr->items[i] && !verifier_check_expr(verifier, expr->items[i], "an item"))
                return false;
        return true;
    case EXPR_STRING:
    case EXPR_OPAQUE:
        return verifier_check_text(verifier, expr->text, "the text of an expression");
    default:
        return true;
    }
}

bool verifier_check_expr(struct verifier *verifier, const struct expr *expr, const char *what) {
    if (!expr)
        return verifier_fail(verifier, "%s is missing", what);
    if (expr->kind > EXPR_OPAQUE)
        return verifier_fail(verifier, "%u is no kind of expression", expr->kind);
    if (verifier->depth >= UNIT_DEPTH_LIMIT)
        return verifier_fail(verifier, "expressions or regions are nested deeper than %d levels", UNIT_DEPTH_LIMIT);
    verifier->depth++;
    bool is_good = verify_index(verifier, expr) && verify_operands(verifier, expr);
    verifier->depth--;
    return is_good;
}

bool verifier_check_expr_or_none(struct verifier *verifier, const struct expr *expr) {
    return !expr || verifier_check_expr(verifier, expr, "");
}

static const char *function_name(const struct unit *unit, const struct function *function) {
    const char *name = function->symbol < unit->symbol_count ? unit->symbols[function->symbol].name : NULL;
    return name ? name : "initialisers of globals";
}

bool verifier_check_head(struct verifier *verifier, const struct function *function) {
    bool is_init = (function->flags & FUNCTION_GLOBAL_INIT) != 0;
    verifier->line = 0;
    verifier->where = function_name(verifier->unit, function);
    if (!verifier_check_flags(verifier, function->flags, FUNCTION_GLOBAL_INIT, "a function") ||
        !verifier_check_location(verifier, function->location))
        return false;
    if (is_init && function->symbol == SYMBOL_NONE)
        return true;
    return verifier_check_symbol(verifier, function->symbol, SYMBOL_FUNCTION, "a function's own name");
}
