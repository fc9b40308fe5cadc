/* Region trees and expressions as bytes. Mirror of summary/decode_function.c. Notes on the way which functions a body
 * refers to. Tests: tests/unit/summary/test_summary.c */
#include "summary/format.h"

#include <string.h>

static void add_list(struct encoder *encoder, const struct region *list);

static void note_callee(struct encoder *encoder, uint32_t symbol) {
    vec_push(&encoder->callees, symbol);
    if (encoder->loop_depth > 0)
        vec_push(&encoder->loop_callees, symbol);
    if (encoder->call_depth > 0)
        vec_push(&encoder->called_callees, symbol);
}

static void add_byte(struct encoder *encoder, unsigned byte) {
    buffer_add_char(encoder->out, (char)(unsigned char)byte);
}

static void add_line(struct encoder *encoder, uint32_t line) {
    buffer_add_signed(encoder->out, (int64_t)line - encoder->line);
    encoder->line = line;
}

/* --- expressions --- */

static void add_operands(struct encoder *encoder, const struct expr *expr) {
    switch ((enum expr_kind)expr->kind) {
    case EXPR_CONSTANT:
        buffer_add_signed(encoder->out, expr->value);
        break;
    case EXPR_STRING:
    case EXPR_OPAQUE:
        encoder_add_text(encoder, expr->text);
        break;
    case EXPR_FUNCTION:
        note_callee(encoder, expr->index);
        encoder_add_number(encoder, expr->index);
        break;
    case EXPR_PARAMETER:
    case EXPR_LOCAL:
    case EXPR_GLOBAL:
    case EXPR_CALL:
        encoder_add_number(encoder, expr->index);
        break;
    case EXPR_THIS:
        break;
    case EXPR_FIELD:
        encoder_add_expr(encoder, expr->a);
        encoder_add_number(encoder, expr->index);
        break;
    case EXPR_ELEMENT:
        encoder_add_expr(encoder, expr->a);
        encoder_add_expr(encoder, expr->b);
        break;
    case EXPR_DEREF:
    case EXPR_ADDRESS:
        encoder_add_expr(encoder, expr->a);
        break;
    case EXPR_UNARY:
        add_byte(encoder, expr->op);
        encoder_add_expr(encoder, expr->a);
        break;
    case EXPR_BINARY:
        add_byte(encoder, expr->op);
        encoder_add_expr(encoder, expr->a);
        encoder_add_expr(encoder, expr->b);
        break;
    case EXPR_SELECT:
        encoder_add_expr(encoder, expr->a);
        encoder_add_expr(encoder, expr->b);
        encoder_add_expr(encoder, expr->c);
        break;
    case EXPR_LIST:
        encoder_add_number(encoder, expr->item_count);
        for (uint32_t i = 0; i < expr->item_count; i++)
            encoder_add_expr(encoder, expr->items[i]);
        break;
    }
}

static bool is_leaf(const struct expr *expr) { return expr->kind < EXPR_FIELD || expr->kind == EXPR_OPAQUE; }

void encoder_add_expr(struct encoder *encoder, const struct expr *expr) {
    static const struct expr too_deep = {.kind = EXPR_OPAQUE, .text = ""};
    if (!expr) {
        add_byte(encoder, EXPR_TAG_NONE);
        return;
    }
    if (encoder->depth + 1 >= UNIT_DEPTH_LIMIT && !is_leaf(expr))
        expr = &too_deep;
    encoder->depth++;
    add_byte(encoder, expr->kind);
    add_operands(encoder, expr);
    encoder->depth--;
}

/* --- regions --- */

static void add_call(struct encoder *encoder, const struct call *call, struct location location) {
    bool is_spelt_elsewhere = memcmp(&call->spelling, &location, sizeof location) != 0;
    unsigned tag = (call->symbol == SYMBOL_NONE ? CALL_TAG_INDIRECT : 0) |
                   (call->receiver || call->receiver_type ? CALL_TAG_RECEIVER : 0) |
                   (call->pointee ? CALL_TAG_POINTEE : 0) | (call->macro ? CALL_TAG_MACRO : 0) |
                   (is_spelt_elsewhere ? CALL_TAG_SPELLING : 0);
    encoder->call_depth++;
    add_byte(encoder, tag);
    encoder_add_number(encoder, call->index);
    encoder_add_number(encoder, call->flags);
    if (call->symbol == SYMBOL_NONE) {
        encoder->has_indirect_call = true;
        encoder_add_expr(encoder, call->callee);
    } else {
        note_callee(encoder, call->symbol);
        encoder_add_number(encoder, call->symbol);
    }
    if (tag & CALL_TAG_RECEIVER) {
        encoder_add_expr(encoder, call->receiver);
        encoder_add_text(encoder, call->receiver_type);
    }
    if (tag & CALL_TAG_POINTEE)
        encoder_add_text(encoder, call->pointee);
    if (tag & CALL_TAG_MACRO)
        encoder_add_text(encoder, call->macro);
    if (tag & CALL_TAG_SPELLING)
        encoder_add_location(encoder, call->spelling);
    encoder_add_text(encoder, call->type);
    encoder_add_number(encoder, call->argument_count);
    for (uint32_t i = 0; i < call->argument_count; i++) {
        encoder_add_expr(encoder, call->arguments[i].value);
        encoder_add_text(encoder, call->arguments[i].type);
    }
    buffer_add_signed(encoder->out, (int64_t)call->end_line - location.line);
    buffer_add_signed(encoder->out, (int64_t)call->end_column - location.column);
    encoder->call_depth--;
}

static void add_switch(struct encoder *encoder, const struct switch_region *switch_) {
    encoder_add_expr(encoder, switch_->value);
    add_list(encoder, switch_->before);
    encoder_add_number(encoder, switch_->case_count);
    for (uint32_t i = 0; i < switch_->case_count; i++) {
        const struct switch_case *item = &switch_->cases[i];
        encoder_add_number(encoder, item->value_count);
        for (uint32_t j = 0; j < item->value_count; j++)
            encoder_add_expr(encoder, item->values[j]);
        encoder_add_number(encoder, item->is_default);
        encoder_add_location(encoder, item->location);
        add_list(encoder, item->body);
    }
}

static void add_loop(struct encoder *encoder, const struct loop *loop, struct location location) {
    encoder_add_number(encoder, loop->index);
    add_byte(encoder, loop->form);
    encoder_add_or_none(encoder, loop->label);
    buffer_add_signed(encoder->out, (int64_t)loop->end_line - location.line);
    encoder_add_text(encoder, loop->macro);
    encoder_add_expr(encoder, loop->range); /* runs once: outside of the loop */
    encoder->loop_depth++;
    add_list(encoder, loop->condition_list);
    encoder_add_expr(encoder, loop->condition);
    add_list(encoder, loop->step_list);
    add_list(encoder, loop->body);
    encoder->loop_depth--;
}

static void add_try(struct encoder *encoder, const struct try_region *try_) {
    add_list(encoder, try_->body);
    encoder_add_number(encoder, try_->handler_count);
    for (uint32_t i = 0; i < try_->handler_count; i++) {
        encoder_add_text(encoder, try_->handlers[i].type);
        add_list(encoder, try_->handlers[i].body);
    }
}

static void add_content(struct encoder *encoder, const struct region *region) {
    switch ((enum region_kind)region->kind) {
    case REGION_CALL:
        add_call(encoder, region->call, region->location);
        break;
    case REGION_ASSIGN:
        encoder_add_expr(encoder, region->assign.target);
        encoder_add_number(encoder, (uint64_t)region->assign.op << 1 | region->assign.is_declaration);
        encoder_add_expr(encoder, region->assign.value);
        break;
    case REGION_BRANCH:
        encoder_add_text(encoder, region->branch.form);
        encoder_add_expr(encoder, region->branch.condition);
        add_list(encoder, region->branch.then_list);
        add_list(encoder, region->branch.else_list);
        break;
    case REGION_SWITCH:
        add_switch(encoder, &region->switch_);
        break;
    case REGION_LOOP:
        add_loop(encoder, region->loop, region->location);
        break;
    case REGION_BREAK:
    case REGION_CONTINUE:
        break;
    case REGION_RETURN:
    case REGION_THROW:
        encoder_add_expr(encoder, region->value);
        break;
    case REGION_GOTO:
    case REGION_LABEL:
        encoder_add_or_none(encoder, region->label);
        break;
    case REGION_TRY:
        add_try(encoder, &region->try_);
        break;
    }
}

static void add_region(struct encoder *encoder, const struct region *region) {
    struct location location = region->location;
    bool has_place = location.line != 0; /* else there is no such place, in whatever file */
    bool has_file = has_place && location.file != encoder->function->location.file;
    add_byte(encoder, (region->kind + 1U) | (has_place ? REGION_TAG_LOCATION : 0) | (has_file ? REGION_TAG_FILE : 0));
    if (has_file)
        encoder_add_number(encoder, location.file);
    if (has_place) {
        add_line(encoder, location.line);
        encoder_add_number(encoder, location.column);
    }
    encoder->depth++;
    add_content(encoder, region);
    encoder->depth--;
}

static void add_list(struct encoder *encoder, const struct region *list) {
    for (const struct region *region = list; region; region = region->next)
        add_region(encoder, region);
    add_byte(encoder, 0);
}

/* --- bodies --- */

struct depth_search {
    uint32_t depth;
    bool is_too_deep;
};

static void search_list(const struct region *list, struct depth_search *search);

static void search_region(const struct region *region, struct depth_search *search) {
    switch ((enum region_kind)region->kind) {
    case REGION_BRANCH:
        search_list(region->branch.then_list, search);
        search_list(region->branch.else_list, search);
        break;
    case REGION_SWITCH:
        search_list(region->switch_.before, search);
        for (uint32_t i = 0; i < region->switch_.case_count; i++)
            search_list(region->switch_.cases[i].body, search);
        break;
    case REGION_LOOP:
        search_list(region->loop->condition_list, search);
        search_list(region->loop->step_list, search);
        search_list(region->loop->body, search);
        break;
    case REGION_TRY:
        search_list(region->try_.body, search);
        for (uint32_t i = 0; i < region->try_.handler_count; i++)
            search_list(region->try_.handlers[i].body, search);
        break;
    default:
        break;
    }
}

/* Leaves room for one expression inside of the deepest region. */
static void search_list(const struct region *list, struct depth_search *search) {
    if (!list)
        return;
    if (search->depth + 1 >= UNIT_DEPTH_LIMIT) {
        search->is_too_deep = true;
        return;
    }
    search->depth++;
    for (const struct region *region = list; region && !search->is_too_deep; region = region->next)
        search_region(region, search);
    search->depth--;
}

bool encoder_add_body(struct encoder *encoder, const struct function *function) {
    struct depth_search search = {0};
    encoder->function = function;
    encoder->callees.count = encoder->loop_callees.count = encoder->called_callees.count = 0;
    encoder->has_indirect_call = false;
    encoder->loop_depth = encoder->call_depth = 0;
    encoder->line = function->location.line;
    search_list(function->body, &search);
    bool is_whole = !search.is_too_deep;
    encoder->out = &encoder->bodies;
    for (uint32_t i = 0; i < function->local_count; i++)
        encoder_add_local(encoder, &function->locals[i]);
    encoder_add_number(encoder, is_whole ? function->label_count : 0);
    for (uint32_t i = 0; is_whole && i < function->label_count; i++)
        encoder_add_text(encoder, function->labels[i]);
    add_list(encoder, is_whole ? function->body : NULL);
    encoder->out = &encoder->skeleton;
    return is_whole;
}
