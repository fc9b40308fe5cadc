/* An expression as C would write it, for messages: parentheses only where C needs them, names without their scopes
 * for fields and methods. A call's result is written as the call, two levels deep.
 * Tests: tests/unit/ir/test_text_source.c */
#include "ir/text.h"

#include "ir/text_label.h"

#include <inttypes.h>
#include <string.h>

enum { CALL_DEPTH_MAX = 2 };

/* Binding strength as in C, higher binds tighter. */
enum strength {
    LOOSEST,
    COMMA,
    SELECT,
    OR,
    AND,
    BIT_OR,
    BIT_XOR,
    BIT_AND,
    EQUALITY,
    RELATION,
    SHIFT,
    SUM,
    PRODUCT,
    PREFIX,
    POSTFIX,
};

struct source_printer {
    const struct unit *unit;
    const struct function *function; /* may be NULL */
    struct buffer *out;
    int call_depth;
};

static void print_expr(struct source_printer *printer, const struct expr *expr, enum strength context);

static enum strength binary_strength(enum expr_op op) {
    switch (op) {
    case OP_MULTIPLY:
    case OP_DIVIDE:
    case OP_REMAINDER:
        return PRODUCT;
    case OP_ADD:
    case OP_SUBTRACT:
        return SUM;
    case OP_SHIFT_LEFT:
    case OP_SHIFT_RIGHT:
        return SHIFT;
    case OP_LESS:
    case OP_LESS_EQUAL:
    case OP_GREATER:
    case OP_GREATER_EQUAL:
        return RELATION;
    case OP_EQUAL:
    case OP_NOT_EQUAL:
        return EQUALITY;
    case OP_BIT_AND:
        return BIT_AND;
    case OP_BIT_XOR:
        return BIT_XOR;
    case OP_BIT_OR:
        return BIT_OR;
    case OP_AND:
        return AND;
    case OP_OR:
        return OR;
    default:
        return COMMA;
    }
}

static enum strength binding_of(const struct expr *expr) {
    switch ((enum expr_kind)expr->kind) {
    case EXPR_BINARY:
        return binary_strength(expr->op);
    case EXPR_SELECT:
        return SELECT;
    case EXPR_UNARY:
    case EXPR_DEREF:
    case EXPR_ADDRESS:
        return PREFIX;
    case EXPR_CONSTANT:
        return expr->value < 0 ? PREFIX : POSTFIX;
    case EXPR_OPAQUE: /* nobody knows what it is: one word needs no parentheses */
        return expr->text && strchr(expr->text, ' ') ? LOOSEST : POSTFIX;
    default:
        return POSTFIX;
    }
}

static const char *symbol_name(const struct source_printer *printer, uint32_t symbol) {
    const char *name = symbol < printer->unit->symbol_count ? printer->unit->symbols[symbol].name : NULL;
    return name ? name : "?";
}

static void print_string(struct buffer *out, const char *text) {
    buffer_add_char(out, '"');
    for (const char *c = text ? text : ""; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\')
            buffer_printf(out, "\\%c", *c);
        else if (*c == '\n')
            buffer_add_text(out, "\\n");
        else if (*c == '\t')
            buffer_add_text(out, "\\t");
        else if ((unsigned char)*c < ' ' || *c == '\x7f')
            buffer_printf(out, "\\%03o", (unsigned)(unsigned char)*c);
        else
            buffer_add_char(out, *c);
    }
    buffer_add_char(out, '"');
}

/* "second i" in the function is stored as "i.2"; the source says "i". */
static void print_local(struct buffer *out, const struct local *locals, uint32_t count, uint32_t index) {
    const char *name = index < count && locals[index].name ? locals[index].name : "?";
    const char *dot = strrchr(name, '.');
    bool is_numbered = dot && dot != name && dot[1] != '\0' && strspn(dot + 1, "0123456789") == strlen(dot + 1);
    buffer_add(out, name, is_numbered ? (size_t)(dot - name) : strlen(name));
}

/* `object.` or `pointer->`. */
static void print_object(struct source_printer *printer, const struct expr *object) {
    if (object->kind == EXPR_THIS)
        return;
    if (object->kind == EXPR_DEREF && object->a->kind == EXPR_THIS)
        return;
    bool is_arrow = object->kind == EXPR_DEREF;
    print_expr(printer, is_arrow ? object->a : object, POSTFIX);
    buffer_add_text(printer->out, is_arrow ? "->" : ".");
}

struct call_search {
    uint32_t index;
    const struct call *found;
};

static void match_call(struct region *region, void *context) {
    struct call_search *search = context;
    if (region->kind == REGION_CALL && region->call->index == search->index)
        search->found = region->call;
}

static void print_call_arguments(struct source_printer *printer, const struct call *call) {
    buffer_add_char(printer->out, '(');
    if (printer->call_depth >= CALL_DEPTH_MAX && call->argument_count > 0) {
        buffer_add_text(printer->out, "...");
    } else {
        printer->call_depth++;
        for (uint32_t i = 0; i < call->argument_count; i++) {
            if (i > 0)
                buffer_add_text(printer->out, ", ");
            print_expr(printer, call->arguments[i].value, SELECT);
        }
        printer->call_depth--;
    }
    buffer_add_char(printer->out, ')');
}

/* The call whose result it is; a search through the function, which is paid for messages only. */
static void print_call(struct source_printer *printer, uint32_t index) {
    struct call_search search = {.index = index};
    if (printer->function)
        region_walk(printer->function->body, match_call, &search);
    const struct call *call = search.found;
    if (!call) {
        buffer_add_text(printer->out, "?()");
        return;
    }
    if (call->symbol == SYMBOL_NONE && call->callee) {
        print_expr(printer, call->callee->kind == EXPR_DEREF ? call->callee->a : call->callee, POSTFIX);
    } else {
        if (call->receiver && (call->flags & CALL_CONSTRUCTOR) == 0)
            print_object(printer, call->receiver);
        const char *name = symbol_name(printer, call->symbol);
        buffer_add_text(printer->out, call->receiver ? text_name_base(name) : name);
    }
    print_call_arguments(printer, call);
}

static void print_binary(struct source_printer *printer, const struct expr *expr) {
    enum strength strength = binary_strength(expr->op);
    print_expr(printer, expr->a, strength);
    buffer_printf(printer->out, expr->op == OP_COMMA ? "%s " : " %s ", expr_op_text(expr->op));
    print_expr(printer, expr->b, (enum strength)(strength + 1));
}

static void print_list(struct source_printer *printer, const struct expr *expr) {
    buffer_add_char(printer->out, '{');
    for (uint32_t i = 0; i < expr->item_count; i++) {
        if (i > 0)
            buffer_add_text(printer->out, ", ");
        if (expr->items[i])
            print_expr(printer, expr->items[i], SELECT);
    }
    buffer_add_char(printer->out, '}');
}

static void print_prefix(struct source_printer *printer, const char *op, const struct expr *operand) {
    buffer_add_text(printer->out, op);
    /* "- -x", not "--x" */
    size_t start = printer->out->size;
    print_expr(printer, operand, PREFIX);
    if (start < printer->out->size && printer->out->data[start] == op[0] && (op[0] == '-' || op[0] == '&')) {
        buffer_add_char(printer->out, ' ');
        memmove(printer->out->data + start + 1, printer->out->data + start, printer->out->size - start - 1);
        printer->out->data[start] = ' ';
    }
}

static void print_plain(struct source_printer *printer, const struct expr *expr) {
    struct buffer *out = printer->out;
    const struct function *function = printer->function;
    switch ((enum expr_kind)expr->kind) {
    case EXPR_CONSTANT:
        buffer_printf(out, "%" PRId64, expr->value);
        return;
    case EXPR_STRING:
        print_string(out, expr->text);
        return;
    case EXPR_PARAMETER:
        print_local(out, function ? function->parameters : NULL, function ? function->parameter_count : 0, expr->index);
        return;
    case EXPR_LOCAL:
        print_local(out, function ? function->locals : NULL, function ? function->local_count : 0, expr->index);
        return;
    case EXPR_GLOBAL:
    case EXPR_FUNCTION:
        buffer_add_text(out, symbol_name(printer, expr->index));
        return;
    case EXPR_CALL:
        print_call(printer, expr->index);
        return;
    case EXPR_THIS:
        buffer_add_text(out, "this");
        return;
    case EXPR_FIELD:
        print_object(printer, expr->a);
        buffer_add_text(out, text_name_base(symbol_name(printer, expr->index)));
        return;
    case EXPR_ELEMENT:
        print_expr(printer, expr->a, POSTFIX);
        buffer_add_char(out, '[');
        print_expr(printer, expr->b, LOOSEST);
        buffer_add_char(out, ']');
        return;
    case EXPR_DEREF:
        print_prefix(printer, "*", expr->a);
        return;
    case EXPR_ADDRESS:
        print_prefix(printer, "&", expr->a);
        return;
    case EXPR_UNARY:
        print_prefix(printer, expr_op_text(expr->op), expr->a);
        return;
    case EXPR_BINARY:
        print_binary(printer, expr);
        return;
    case EXPR_SELECT:
        print_expr(printer, expr->a, OR);
        buffer_add_text(out, " ? ");
        print_expr(printer, expr->b, LOOSEST);
        buffer_add_text(out, " : ");
        print_expr(printer, expr->c, SELECT);
        return;
    case EXPR_LIST:
        print_list(printer, expr);
        return;
    case EXPR_OPAQUE:
        buffer_add_text(out, expr->text && expr->text[0] != '\0' ? expr->text : "...");
        return;
    }
}

static void print_expr(struct source_printer *printer, const struct expr *expr, enum strength context) {
    bool needs_parentheses = binding_of(expr) < context;
    if (needs_parentheses)
        buffer_add_char(printer->out, '(');
    print_plain(printer, expr);
    if (needs_parentheses)
        buffer_add_char(printer->out, ')');
}

void expr_print_source(const struct unit *unit, const struct function *function, const struct expr *expr,
                       struct buffer *out) {
    struct source_printer printer = {unit, function, out, 0};
    if (expr)
        print_expr(&printer, expr, LOOSEST);
}
