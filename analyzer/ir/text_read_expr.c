/* Expressions of the text form; the grammar stands at the head of ir/text_read.c.
 * Builds nodes as they are written: nothing is folded. Tests: tests/unit/ir/test_text.c */
#include "ir/text_reader.h"

#include "base/suggest.h"

#include <ctype.h>
#include <string.h>

static bool read_number(struct text_reader *reader, const struct text_node *node, struct expr *expr) {
    expr->kind = EXPR_CONSTANT;
    return text_parse_number(node->text, &expr->value) ||
           text_fail(reader, node, "expected a number of 64 bits, found '%s'", node->text);
}

static bool read_call_result(struct text_reader *reader, const struct text_node *node, struct expr *expr) {
    int64_t index;
    expr->kind = EXPR_CALL;
    if (!text_parse_number(node->text + 1, &index) || index < 0 || index >= UINT32_MAX)
        return text_fail(reader, node, "expected the result of a call, $NUMBER, found '%s'", node->text);
    expr->index = (uint32_t)index;
    return true;
}

static bool read_local(struct text_reader *reader, const struct text_node *node, struct expr *expr) {
    uint32_t index = text_names_find(reader, &reader->locals, node->text);
    if (index == MAP_NONE) {
        if (text_names_find(reader, &reader->symbols, node->text) != MAP_NONE)
            return text_fail(reader, node, "there is no parameter or local '%s'; did you mean the symbol, @%s or &%s?",
                             node->text, node->text, node->text);
        return text_names_fail(reader, &reader->locals, node, node->text, "parameter or local");
    }
    uint32_t parameter_count = reader->function->parameter_count;
    expr->kind = index < parameter_count ? EXPR_PARAMETER : EXPR_LOCAL;
    expr->index = index < parameter_count ? index : index - parameter_count;
    return true;
}

static bool read_word(struct text_reader *reader, const struct text_node *node, struct expr *expr) {
    const char *text = node->text;
    char sigil = node->begins_quoted ? '\0' : text[0];
    if (isdigit((unsigned char)sigil) || (sigil == '-' && isdigit((unsigned char)text[1])))
        return read_number(reader, node, expr);
    if (text_node_is_word(node, "this")) {
        expr->kind = EXPR_THIS;
        return true;
    }
    switch (sigil) {
    case '$':
        return read_call_result(reader, node, expr);
    case '@':
        expr->kind = EXPR_GLOBAL;
        return text_reader_symbol(reader, node, text + 1, SYMBOL_VARIABLE, &expr->index);
    case '&':
        expr->kind = EXPR_FUNCTION;
        return text_reader_symbol(reader, node, text + 1, SYMBOL_FUNCTION, &expr->index);
    case '-':
        return text_fail_expected(reader, node->parent, node, "an expression");
    default:
        return read_local(reader, node, expr);
    }
}

static bool read_field(struct text_cursor *cursor, struct expr *expr) {
    return text_take_expr(cursor, &expr->a) && text_take_symbol(cursor, SYMBOL_FIELD, &expr->index);
}

static bool read_one(struct text_cursor *cursor, struct expr *expr) { return text_take_expr(cursor, &expr->a); }

static bool read_two(struct text_cursor *cursor, struct expr *expr) {
    return text_take_expr(cursor, &expr->a) && text_take_expr(cursor, &expr->b);
}

static bool read_three(struct text_cursor *cursor, struct expr *expr) {
    return read_two(cursor, expr) && text_take_expr(cursor, &expr->c);
}

static bool read_items(struct text_cursor *cursor, struct expr *expr) {
    uint32_t count = text_count_items(cursor->node);
    const struct expr **items = ARENA_ARRAY(cursor->reader->arena, const struct expr *, count);
    for (uint32_t i = 0; i < count; i++)
        if (!text_take_expr_or_none(cursor, &items[i]))
            return false;
    expr->items = items;
    expr->item_count = count;
    return true;
}

static bool read_opaque(struct text_cursor *cursor, struct expr *expr) { return text_take_string(cursor, &expr->text); }

static const struct expr_form {
    const char *head;
    enum expr_kind kind;
    bool (*read)(struct text_cursor *cursor, struct expr *expr);
} expr_forms[] = {
    {"field", EXPR_FIELD, read_field},    {"element", EXPR_ELEMENT, read_two}, {"deref", EXPR_DEREF, read_one},
    {"address", EXPR_ADDRESS, read_one},  {"select", EXPR_SELECT, read_three}, {"list", EXPR_LIST, read_items},
    {"opaque", EXPR_OPAQUE, read_opaque},
};

static bool fail_unknown_form(struct text_reader *reader, const struct text_node *head) {
    const char *names[ARRAY_COUNT(expr_forms)];
    for (size_t i = 0; i < ARRAY_COUNT(expr_forms); i++)
        names[i] = expr_forms[i].head;
    const char *nearest = suggest_nearest(head->text, names, ARRAY_COUNT(expr_forms));
    if (nearest)
        return text_fail(reader, head, "'%s' is no expression; did you mean '%s'?", head->text, nearest);
    return text_fail(reader, head, "'%s' is neither an operator nor a kind of expression", head->text);
}

static bool read_operator(struct text_cursor *cursor, const struct text_node *head, struct expr *expr) {
    bool is_unary = text_count_items(cursor->node) == 1;
    uint32_t op;
    if (!text_word_value(is_unary ? &text_unary_ops : &text_binary_ops, head->text, &op)) {
        if (text_word_value(is_unary ? &text_binary_ops : &text_unary_ops, head->text, &op))
            return text_fail(cursor->reader, head, "expected %s operand%s behind '%s'", is_unary ? "two" : "one",
                             is_unary ? "s" : "", head->text);
        return fail_unknown_form(cursor->reader, head);
    }
    expr->kind = is_unary ? EXPR_UNARY : EXPR_BINARY;
    expr->op = (uint8_t)op;
    return is_unary ? read_one(cursor, expr) : read_two(cursor, expr);
}

static bool read_list(struct text_reader *reader, const struct text_node *node, struct expr *expr) {
    const struct text_node *head = node->first;
    struct text_cursor cursor = text_cursor_in(reader, node);
    if (!head || head->kind != TEXT_WORD || head->is_quoted)
        return text_fail(reader, node, "expected an expression: a list that begins with a word");
    for (size_t i = 0; i < ARRAY_COUNT(expr_forms); i++)
        if (strcmp(head->text, expr_forms[i].head) == 0) {
            expr->kind = (uint8_t)expr_forms[i].kind;
            return expr_forms[i].read(&cursor, expr) && text_take_end(&cursor);
        }
    return read_operator(&cursor, head, expr) && text_take_end(&cursor);
}

bool text_read_expr(struct text_reader *reader, const struct text_node *node, const struct expr **out) {
    struct expr *expr = expr_new(reader->arena, EXPR_STRING);
    bool is_good = true;
    if (reader->depth >= UNIT_DEPTH_LIMIT)
        return text_fail(reader, node, "nested deeper than %d levels", UNIT_DEPTH_LIMIT);
    reader->depth++;
    if (node->kind == TEXT_STRING)
        expr->text = node->text;
    else if (node->kind == TEXT_WORD)
        is_good = read_word(reader, node, expr);
    else
        is_good = read_list(reader, node, expr);
    reader->depth--;
    if (is_good)
        *out = expr;
    return is_good;
}
