/* Functions and regions as text; the grammar stands at the head of ir/text_read.c.
 * Prints what it is given, valid or not: a number out of range becomes "?", which does not read back.
 * Tests: tests/unit/ir/test_text.c */
#include "ir/text_label.h"
#include "ir/text_printer.h"
#include "ir/text_words.h"

#include <string.h>

static void print_list(struct text_printer *printer, const struct region *list, uint32_t level);

void text_printer_enter(struct text_printer *printer, const struct function *function) {
    printer->function = function;
    printer->next_call = printer->next_loop = 0;
    printer->locals = printer->labels = NULL;
    if (!function)
        return;
    uint32_t count = function->parameter_count + function->local_count;
    const char **names = ARENA_ARRAY(&printer->arena, const char *, count);
    for (uint32_t i = 0; i < function->parameter_count; i++)
        names[i] = function->parameters[i].name;
    for (uint32_t i = 0; i < function->local_count; i++)
        names[function->parameter_count + i] = function->locals[i].name;
    printer->locals = text_labels_make(&printer->arena, names, count);
    printer->labels = text_labels_make(&printer->arena, function->labels, function->label_count);
}

/* "\n(head ...list...)", or nothing for an empty list. */
static void print_body(struct text_printer *printer, const char *head, const struct region *list, uint32_t level) {
    if (!list)
        return;
    text_print_indent(printer, level);
    buffer_printf(printer->out, "(%s", head);
    print_list(printer, list, level + 1);
    buffer_add_char(printer->out, ')');
}

static void print_place(struct text_printer *printer, struct location location) {
    struct location own = printer->function->location;
    text_print_location(printer, location, own.line != 0 ? own.file : 0);
}

static void print_text_clause(struct text_printer *printer, const char *head, const char *text) {
    buffer_add_char(printer->out, ' ');
    text_print_text_form(printer, head, text);
}

static void print_argument_types(struct text_printer *printer, const struct call *call) {
    uint32_t count = call->argument_count;
    while (count > 0 && (!call->arguments[count - 1].type || call->arguments[count - 1].type[0] == '\0'))
        count--;
    if (count == 0)
        return;
    buffer_add_text(printer->out, " (types");
    for (uint32_t i = 0; i < count; i++) {
        buffer_add_char(printer->out, ' ');
        text_print_string(call->arguments[i].type, printer->out);
    }
    buffer_add_char(printer->out, ')');
}

static void print_call_clauses(struct text_printer *printer, const struct call *call, struct location location) {
    struct buffer *out = printer->out;
    uint32_t line, column;
    print_argument_types(printer, call);
    if (call->type && call->type[0] != '\0')
        print_text_clause(printer, "type", call->type);
    if (call->pointee)
        print_text_clause(printer, "pointee", call->pointee);
    if (call->receiver || call->receiver_type) {
        buffer_add_text(out, " (receiver ");
        text_print_expr(printer, call->receiver);
        if (call->receiver_type) {
            buffer_add_char(out, ' ');
            text_print_string(call->receiver_type, out);
        }
        buffer_add_char(out, ')');
    }
    if (call->index != printer->next_call)
        buffer_printf(out, " (index %u)", call->index);
    text_call_end(printer->unit, call, location, &line, &column);
    if (call->end_line != line || call->end_column != column)
        buffer_printf(out, " (end %u %u)", call->end_line, call->end_column);
    if (call->macro)
        print_text_clause(printer, "macro", call->macro);
    if (memcmp(&call->spelling, &location, sizeof location) != 0) {
        buffer_add_text(out, " (spelling");
        print_place(printer, call->spelling);
        buffer_add_char(out, ')');
    }
}

static void print_call(struct text_printer *printer, const struct call *call, struct location location) {
    struct buffer *out = printer->out;
    buffer_add_text(out, "(call");
    if (call->symbol != SYMBOL_NONE) {
        text_print_symbol(printer, call->symbol);
    } else {
        buffer_add_char(out, ' ');
        text_print_form(printer, "through", &call->callee, 1);
    }
    print_place(printer, location);
    text_print_flags(&text_call_flags, call->flags, out);
    size_t start = out->size;
    buffer_add_text(out, " (");
    for (uint32_t i = 0; i < call->argument_count; i++) {
        if (i > 0)
            buffer_add_char(out, ' ');
        text_print_expr(printer, call->arguments[i].value);
    }
    buffer_add_char(out, ')');
    size_t end = out->size;
    print_call_clauses(printer, call, location);
    if (call->argument_count == 0 && out->size == end) {
        out->size = start; /* neither arguments nor clauses: "(call f)" */
        out->data[start] = '\0';
    }
    buffer_add_char(out, ')');
    printer->next_call = call->index + 1;
}

static void print_assign(struct text_printer *printer, const struct assign *assign, struct location location) {
    struct buffer *out = printer->out;
    buffer_add_text(out, assign->is_declaration ? "(declare" : "(assign");
    print_place(printer, location);
    buffer_add_char(out, ' ');
    text_print_expr(printer, assign->target);
    if (assign->op != OP_NONE)
        buffer_printf(out, " %s=", expr_op_text(assign->op));
    if (assign->value) {
        buffer_add_char(out, ' ');
        text_print_expr(printer, assign->value);
    }
    buffer_add_char(out, ')');
}

static void print_switch(struct text_printer *printer, const struct region *region, uint32_t level) {
    struct buffer *out = printer->out;
    buffer_add_text(out, "(switch");
    print_place(printer, region->location);
    buffer_add_char(out, ' ');
    text_print_expr(printer, region->switch_.value);
    print_body(printer, "before", region->switch_.before, level + 1);
    for (uint32_t i = 0; i < region->switch_.case_count; i++) {
        const struct switch_case *item = &region->switch_.cases[i];
        text_print_indent(printer, level + 1);
        buffer_add_text(out, "(case");
        print_place(printer, item->location);
        buffer_add_char(out, ' ');
        buffer_add_char(out, '(');
        for (uint32_t j = 0; j < item->value_count; j++) {
            if (j > 0)
                buffer_add_char(out, ' ');
            text_print_expr(printer, item->values[j]);
        }
        buffer_add_char(out, ')');
        if (item->is_default)
            buffer_add_text(out, " default");
        print_list(printer, item->body, level + 2);
        buffer_add_char(out, ')');
    }
    buffer_add_char(out, ')');
}

static void print_label(struct text_printer *printer, uint32_t label) {
    buffer_add_char(printer->out, ' ');
    if (label == GOTO_UNKNOWN)
        buffer_add_char(printer->out, '-');
    else
        text_print_label(label < printer->function->label_count ? printer->labels[label] : "?", printer->out);
}

static void print_expr_clause(struct text_printer *printer, const char *head, const struct expr *expr) {
    if (!expr)
        return;
    buffer_add_char(printer->out, ' ');
    text_print_form(printer, head, &expr, 1);
}

static void print_loop(struct text_printer *printer, const struct loop *loop, struct location location,
                       uint32_t level) {
    struct buffer *out = printer->out;
    buffer_printf(out, "(loop %s", loop_form_name(loop->form));
    print_place(printer, location);
    if (loop->index != printer->next_loop)
        buffer_printf(out, " (index %u)", loop->index);
    printer->next_loop = loop->index + 1;
    if (loop->end_line != location.line)
        buffer_printf(out, " (end %u)", loop->end_line);
    if (loop->macro)
        print_text_clause(printer, "macro", loop->macro);
    if (loop->form == LOOP_GOTO) {
        buffer_add_text(out, " (label");
        print_label(printer, loop->label);
        buffer_add_char(out, ')');
    }
    print_expr_clause(printer, "range", loop->range);
    print_expr_clause(printer, "condition", loop->condition);
    print_body(printer, "test", loop->condition_list, level + 1);
    print_body(printer, "step", loop->step_list, level + 1);
    print_body(printer, "body", loop->body, level + 1);
    buffer_add_char(out, ')');
}

static void print_branch(struct text_printer *printer, const struct region *region, uint32_t level) {
    struct buffer *out = printer->out;
    const char *form = region->branch.form ? region->branch.form : "if";
    buffer_printf(out, "(branch %s", form);
    print_place(printer, region->location);
    buffer_add_char(out, ' ');
    text_print_expr(printer, region->branch.condition);
    print_body(printer, "then", region->branch.then_list, level + 1);
    print_body(printer, "else", region->branch.else_list, level + 1);
    buffer_add_char(out, ')');
}

static void print_try(struct text_printer *printer, const struct region *region, uint32_t level) {
    struct buffer *out = printer->out;
    buffer_add_text(out, "(try");
    print_place(printer, region->location);
    print_body(printer, "body", region->try_.body, level + 1);
    for (uint32_t i = 0; i < region->try_.handler_count; i++) {
        text_print_indent(printer, level + 1);
        buffer_add_text(out, "(catch ");
        text_print_string(region->try_.handlers[i].type, out);
        print_list(printer, region->try_.handlers[i].body, level + 2);
        buffer_add_char(out, ')');
    }
    buffer_add_char(out, ')');
}

/* "(head @place [operand])": break, continue, return, throw. */
static void print_leaf(struct text_printer *printer, const char *head, const struct region *region,
                       const struct expr *value) {
    buffer_printf(printer->out, "(%s", head);
    print_place(printer, region->location);
    if (value) {
        buffer_add_char(printer->out, ' ');
        text_print_expr(printer, value);
    }
    buffer_add_char(printer->out, ')');
}

static void print_jump(struct text_printer *printer, const char *head, const struct region *region) {
    buffer_printf(printer->out, "(%s", head);
    print_label(printer, region->label);
    print_place(printer, region->location);
    buffer_add_char(printer->out, ')');
}

static void print_region(struct text_printer *printer, const struct region *region, uint32_t level) {
    switch ((enum region_kind)region->kind) {
    case REGION_CALL:
        print_call(printer, region->call, region->location);
        return;
    case REGION_ASSIGN:
        print_assign(printer, &region->assign, region->location);
        return;
    case REGION_BRANCH:
        print_branch(printer, region, level);
        return;
    case REGION_SWITCH:
        print_switch(printer, region, level);
        return;
    case REGION_LOOP:
        print_loop(printer, region->loop, region->location, level);
        return;
    case REGION_BREAK:
        print_leaf(printer, "break", region, NULL);
        return;
    case REGION_CONTINUE:
        print_leaf(printer, "continue", region, NULL);
        return;
    case REGION_RETURN:
        print_leaf(printer, "return", region, region->value);
        return;
    case REGION_THROW:
        print_leaf(printer, "throw", region, region->value);
        return;
    case REGION_GOTO:
        print_jump(printer, "goto", region);
        return;
    case REGION_LABEL:
        print_jump(printer, "label", region);
        return;
    case REGION_TRY:
        print_try(printer, region, level);
        return;
    }
    buffer_add_text(printer->out, "(?)");
}

static void print_list(struct text_printer *printer, const struct region *list, uint32_t level) {
    for (const struct region *region = list; region; region = region->next) {
        text_print_indent(printer, level);
        print_region(printer, region, level);
    }
}

/* "(head name (name "type" flag @line) ...)"; `first` is the number of the first label. */
static void print_locals(struct text_printer *printer, const char *head, const struct local *locals, uint32_t count,
                         uint32_t first, uint32_t level) {
    struct buffer *out = printer->out;
    if (count == 0)
        return;
    text_print_indent(printer, level);
    buffer_printf(out, "(%s", head);
    for (uint32_t i = 0; i < count; i++) {
        const struct local *local = &locals[i];
        const char *label = printer->locals[first + i];
        bool has_type = local->type && local->type[0] != '\0';
        bool is_renamed = strcmp(label, local->name ? local->name : "") != 0;
        bool is_short = !has_type && !is_renamed && local->flags == 0 && local->line == 0;
        buffer_add_text(out, is_short ? " " : " (");
        text_print_label(label, out);
        if (has_type) {
            buffer_add_char(out, ' ');
            text_print_string(local->type, out);
        }
        text_print_flags(&text_local_flags, local->flags, out);
        if (local->line != 0)
            buffer_printf(out, " @%u", local->line);
        if (is_renamed)
            print_text_clause(printer, "name", local->name);
        if (!is_short)
            buffer_add_char(out, ')');
    }
    buffer_add_char(out, ')');
}

static void print_labels(struct text_printer *printer, uint32_t level) {
    const struct function *function = printer->function;
    if (function->label_count == 0)
        return;
    text_print_indent(printer, level);
    buffer_add_text(printer->out, "(labels");
    for (uint32_t i = 0; i < function->label_count; i++) {
        buffer_add_char(printer->out, ' ');
        text_print_label(printer->labels[i], printer->out);
    }
    buffer_add_char(printer->out, ')');
}

void text_print_function(struct text_printer *printer, const struct function *function, uint32_t level) {
    text_printer_enter(printer, function);
    text_print_indent(printer, level);
    buffer_add_text(printer->out, "(function");
    text_print_symbol(printer, function->symbol);
    text_print_location(printer, function->location, 0);
    text_print_flags(&text_function_flags, function->flags, printer->out);
    if (function->end_line != function->location.line)
        buffer_printf(printer->out, " (end %u)", function->end_line);
    print_locals(printer, "parameters", function->parameters, function->parameter_count, 0, level + 1);
    print_locals(printer, "locals", function->locals, function->local_count, function->parameter_count, level + 1);
    print_labels(printer, level + 1);
    print_body(printer, "body", function->body, level + 1);
    buffer_add_char(printer->out, ')');
}
