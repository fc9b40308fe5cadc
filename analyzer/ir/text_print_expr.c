/* Expressions as text; the grammar stands at the head of ir/text_read.c. Tests: tests/unit/ir/test_text.c */
#include "ir/text_label.h"
#include "ir/text_printer.h"

#include <inttypes.h>

/* The label of parameter or local `index`; `first` and `count` tell which of both. */
static void print_local(struct text_printer *printer, uint32_t first, uint32_t count, uint32_t index) {
    text_print_label(index < count ? printer->locals[first + index] : "?", printer->out);
}

static void print_symbol_leaf(struct text_printer *printer, char sigil, uint32_t symbol) {
    buffer_add_char(printer->out, sigil);
    text_print_label(symbol < printer->unit->symbol_count ? printer->symbols[symbol] : "?", printer->out);
}

void text_print_form(struct text_printer *printer, const char *head, const struct expr *const operands[],
                     uint32_t count) {
    buffer_printf(printer->out, "(%s", head);
    for (uint32_t i = 0; i < count; i++) {
        buffer_add_char(printer->out, ' ');
        text_print_expr(printer, operands[i]);
    }
    buffer_add_char(printer->out, ')');
}

void text_print_text_form(struct text_printer *printer, const char *head, const char *text) {
    buffer_printf(printer->out, "(%s ", head);
    text_print_string(text, printer->out);
    buffer_add_char(printer->out, ')');
}

void text_print_expr(struct text_printer *printer, const struct expr *expr) {
    const struct function *function = printer->function;
    struct buffer *out = printer->out;
    uint32_t parameter_count = function ? function->parameter_count : 0;
    if (!expr) {
        buffer_add_char(out, '-');
        return;
    }
    switch ((enum expr_kind)expr->kind) {
    case EXPR_CONSTANT:
        buffer_printf(out, "%" PRId64, expr->value);
        return;
    case EXPR_STRING:
        text_print_string(expr->text, out);
        return;
    case EXPR_PARAMETER:
        print_local(printer, 0, parameter_count, expr->index);
        return;
    case EXPR_LOCAL:
        print_local(printer, parameter_count, function ? function->local_count : 0, expr->index);
        return;
    case EXPR_GLOBAL:
        print_symbol_leaf(printer, '@', expr->index);
        return;
    case EXPR_FUNCTION:
        print_symbol_leaf(printer, '&', expr->index);
        return;
    case EXPR_CALL:
        buffer_printf(out, "$%u", expr->index);
        return;
    case EXPR_THIS:
        buffer_add_text(out, "this");
        return;
    case EXPR_FIELD:
        buffer_add_text(out, "(field ");
        text_print_expr(printer, expr->a);
        text_print_symbol(printer, expr->index);
        buffer_add_char(out, ')');
        return;
    case EXPR_ELEMENT:
        text_print_form(printer, "element", (const struct expr *[]){expr->a, expr->b}, 2);
        return;
    case EXPR_DEREF:
        text_print_form(printer, "deref", &expr->a, 1);
        return;
    case EXPR_ADDRESS:
        text_print_form(printer, "address", &expr->a, 1);
        return;
    case EXPR_UNARY:
        text_print_form(printer, expr_op_text(expr->op), &expr->a, 1);
        return;
    case EXPR_BINARY:
        text_print_form(printer, expr_op_text(expr->op), (const struct expr *[]){expr->a, expr->b}, 2);
        return;
    case EXPR_SELECT:
        text_print_form(printer, "select", (const struct expr *[]){expr->a, expr->b, expr->c}, 3);
        return;
    case EXPR_LIST:
        text_print_form(printer, "list", expr->items, expr->item_count);
        return;
    case EXPR_OPAQUE:
        text_print_text_form(printer, "opaque", expr->text);
        return;
    }
    buffer_add_char(out, '?');
}
