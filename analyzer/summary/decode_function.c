/* Region trees and expressions from bytes. Mirror of summary/encode_function.c. Checks that the bytes can be read;
 * what they say is checked by function_verify. Tests: tests/unit/summary/test_summary.c, test_damage.c */
#include "summary/format.h"

static struct region *read_list(struct decoder *decoder);

static uint8_t read_byte(struct decoder *decoder) {
    const unsigned char *byte = reader_bytes(&decoder->reader, 1);
    return byte ? *byte : 0;
}

static bool read_flag(struct decoder *decoder) { return reader_index(&decoder->reader, 2) != 0; }

static bool enter(struct decoder *decoder) {
    if (decoder->depth >= UNIT_DEPTH_LIMIT)
        decoder->reader.failed = true;
    if (decoder->reader.failed)
        return false;
    decoder->depth++;
    return true;
}

static void leave(struct decoder *decoder) { decoder->depth--; }

/* --- expressions --- */

static const struct expr *read_expr(struct decoder *decoder, bool is_operand);

static const struct expr *operand_of(struct decoder *decoder) { return read_expr(decoder, true); }

static void read_items(struct decoder *decoder, struct expr *expr) {
    expr->item_count = decoder_count(decoder);
    const struct expr **items = ARENA_ARRAY(decoder->arena, const struct expr *, expr->item_count);
    for (uint32_t i = 0; i < expr->item_count && !decoder->reader.failed; i++)
        items[i] = operand_of(decoder);
    expr->items = items;
}

static void read_operands(struct decoder *decoder, struct expr *expr) {
    switch ((enum expr_kind)expr->kind) {
    case EXPR_CONSTANT:
        expr->value = reader_signed(&decoder->reader);
        break;
    case EXPR_STRING:
    case EXPR_OPAQUE:
        expr->text = decoder_text(decoder);
        break;
    case EXPR_PARAMETER:
    case EXPR_LOCAL:
    case EXPR_GLOBAL:
    case EXPR_FUNCTION:
    case EXPR_CALL:
        expr->index = decoder_number(decoder);
        break;
    case EXPR_THIS:
        break;
    case EXPR_FIELD:
        expr->a = operand_of(decoder);
        expr->index = decoder_number(decoder);
        break;
    case EXPR_ELEMENT:
        expr->a = operand_of(decoder);
        expr->b = operand_of(decoder);
        break;
    case EXPR_DEREF:
    case EXPR_ADDRESS:
        expr->a = operand_of(decoder);
        break;
    case EXPR_UNARY:
        expr->op = read_byte(decoder);
        expr->a = operand_of(decoder);
        break;
    case EXPR_BINARY:
        expr->op = read_byte(decoder);
        expr->a = operand_of(decoder);
        expr->b = operand_of(decoder);
        break;
    case EXPR_SELECT:
        expr->a = operand_of(decoder);
        expr->b = operand_of(decoder);
        expr->c = operand_of(decoder);
        break;
    case EXPR_LIST:
        read_items(decoder, expr);
        break;
    }
}

static bool is_leaf(uint8_t kind) {
    return kind == EXPR_CONSTANT || kind == EXPR_PARAMETER || kind == EXPR_LOCAL || kind == EXPR_GLOBAL;
}

/* A function says the same few names again and again. */
static const struct expr *shared_leaf(struct decoder *decoder, const struct expr *leaf) {
    const struct expr **place =
        &decoder->leaves[((uint32_t)leaf->kind + leaf->index * 5 + (uint32_t)leaf->value * 7) % DECODER_LEAVES];
    if (*place && expr_is_equal(*place, leaf))
        return *place;
    struct expr *kept = expr_new(decoder->arena, (enum expr_kind)leaf->kind);
    *kept = *leaf;
    *place = kept;
    return kept;
}

/* Conditions and values of regions are not shared: which of several a region has is asked by their addresses. */
static const struct expr *read_expr(struct decoder *decoder, bool is_operand) {
    uint8_t kind = read_byte(decoder);
    if (decoder->reader.failed || kind == EXPR_TAG_NONE)
        return NULL;
    if (kind > EXPR_OPAQUE)
        decoder->reader.failed = true;
    if (!enter(decoder))
        return NULL;
    const struct expr *read;
    if (is_operand && is_leaf(kind)) {
        struct expr leaf = {.kind = kind};
        read_operands(decoder, &leaf);
        read = shared_leaf(decoder, &leaf);
    } else {
        struct expr *expr = expr_new(decoder->arena, (enum expr_kind)kind);
        read_operands(decoder, expr);
        read = expr;
    }
    leave(decoder);
    return read;
}

const struct expr *decoder_expr(struct decoder *decoder) { return read_expr(decoder, false); }

/* --- regions --- */

static void read_arguments(struct decoder *decoder, struct call *call) {
    call->argument_count = decoder_count(decoder);
    struct argument *arguments = ARENA_ARRAY(decoder->arena, struct argument, call->argument_count);
    for (uint32_t i = 0; i < call->argument_count && !decoder->reader.failed; i++) {
        arguments[i].value = operand_of(decoder);
        arguments[i].type = decoder_text(decoder);
    }
    call->arguments = arguments;
}

static struct call *read_call(struct decoder *decoder, struct location location) {
    struct call *call = ARENA_NEW(decoder->arena, struct call);
    unsigned tag = read_byte(decoder);
    call->index = decoder_number(decoder);
    call->flags = decoder_number(decoder);
    call->symbol = SYMBOL_NONE;
    if (tag & CALL_TAG_INDIRECT)
        call->callee = decoder_expr(decoder);
    else
        call->symbol = decoder_number(decoder);
    if (tag & CALL_TAG_RECEIVER) {
        call->receiver = decoder_expr(decoder);
        call->receiver_type = decoder_text(decoder);
    }
    if (tag & CALL_TAG_POINTEE)
        call->pointee = decoder_text(decoder);
    if (tag & CALL_TAG_MACRO)
        call->macro = decoder_text(decoder);
    call->spelling = tag & CALL_TAG_SPELLING ? decoder_location(decoder) : location;
    call->type = decoder_text(decoder);
    read_arguments(decoder, call);
    call->end_line = decoder_difference(decoder, location.line);
    call->end_column = decoder_difference(decoder, location.column);
    return call;
}

static void read_case(struct decoder *decoder, struct switch_case *item) {
    item->value_count = decoder_count(decoder);
    const struct expr **values = ARENA_ARRAY(decoder->arena, const struct expr *, item->value_count);
    for (uint32_t i = 0; i < item->value_count && !decoder->reader.failed; i++)
        values[i] = decoder_expr(decoder);
    item->values = values;
    item->is_default = read_flag(decoder);
    item->location = decoder_location(decoder);
    item->body = read_list(decoder);
}

static void read_switch(struct decoder *decoder, struct switch_region *switch_) {
    switch_->value = decoder_expr(decoder);
    switch_->before = read_list(decoder);
    switch_->case_count = decoder_count(decoder);
    switch_->cases = ARENA_ARRAY(decoder->arena, struct switch_case, switch_->case_count);
    for (uint32_t i = 0; i < switch_->case_count && !decoder->reader.failed; i++)
        read_case(decoder, &switch_->cases[i]);
}

static struct loop *read_loop(struct decoder *decoder, struct location location) {
    struct loop *loop = ARENA_NEW(decoder->arena, struct loop);
    loop->index = decoder_number(decoder);
    loop->form = read_byte(decoder);
    loop->label = decoder_or_none(decoder);
    loop->end_line = decoder_difference(decoder, location.line);
    loop->macro = decoder_text(decoder);
    loop->range = decoder_expr(decoder);
    loop->condition_list = read_list(decoder);
    loop->condition = decoder_expr(decoder);
    loop->step_list = read_list(decoder);
    loop->body = read_list(decoder);
    return loop;
}

static void read_try(struct decoder *decoder, struct try_region *try_) {
    try_->body = read_list(decoder);
    try_->handler_count = decoder_count(decoder);
    try_->handlers = ARENA_ARRAY(decoder->arena, struct handler, try_->handler_count);
    for (uint32_t i = 0; i < try_->handler_count && !decoder->reader.failed; i++) {
        try_->handlers[i].type = decoder_text(decoder);
        try_->handlers[i].body = read_list(decoder);
    }
}

static void read_assign(struct decoder *decoder, struct assign *assign) {
    assign->target = decoder_expr(decoder);
    uint32_t op = reader_index(&decoder->reader, EXPR_OP_COUNT * 2);
    assign->op = (uint8_t)(op >> 1);
    assign->is_declaration = (op & 1) != 0;
    assign->value = decoder_expr(decoder);
}

static void read_content(struct decoder *decoder, struct region *region) {
    switch ((enum region_kind)region->kind) {
    case REGION_CALL:
        region->call = read_call(decoder, region->location);
        break;
    case REGION_ASSIGN:
        read_assign(decoder, &region->assign);
        break;
    case REGION_BRANCH:
        region->branch.form = decoder_text(decoder);
        region->branch.condition = decoder_expr(decoder);
        region->branch.then_list = read_list(decoder);
        region->branch.else_list = read_list(decoder);
        break;
    case REGION_SWITCH:
        read_switch(decoder, &region->switch_);
        break;
    case REGION_LOOP:
        region->loop = read_loop(decoder, region->location);
        break;
    case REGION_BREAK:
    case REGION_CONTINUE:
        break;
    case REGION_RETURN:
    case REGION_THROW:
        region->value = decoder_expr(decoder);
        break;
    case REGION_GOTO:
    case REGION_LABEL:
        region->label = decoder_or_none(decoder);
        break;
    case REGION_TRY:
        read_try(decoder, &region->try_);
        break;
    }
}

static struct location read_place(struct decoder *decoder, unsigned tag) {
    struct location location = {.file = decoder->place.file};
    if (tag & REGION_TAG_FILE)
        location.file = decoder_number(decoder);
    if (tag & REGION_TAG_LOCATION) {
        location.line = decoder_difference(decoder, decoder->place.line);
        location.column = decoder_number(decoder);
        decoder->place.line = location.line;
    }
    /* Where there is no line there is no place: nothing is written then, neither file nor column. */
    if (location.line == 0 && (tag & (REGION_TAG_LOCATION | REGION_TAG_FILE)) != 0)
        decoder->reader.failed = true;
    return location;
}

/* The next region of a list, or NULL at its end. */
static struct region *read_region(struct decoder *decoder) {
    unsigned tag = read_byte(decoder);
    unsigned kind = (tag & REGION_TAG_MASK) - 1;
    if (tag == 0)
        return NULL;
    if (kind > REGION_TRY || (tag & ~(unsigned)(REGION_TAG_MASK | REGION_TAG_LOCATION | REGION_TAG_FILE)) != 0)
        decoder->reader.failed = true;
    if (!enter(decoder))
        return NULL;
    struct location location = read_place(decoder, tag);
    struct region *region = region_new(decoder->arena, (enum region_kind)kind, location);
    read_content(decoder, region);
    leave(decoder);
    return region;
}

static struct region *read_list(struct decoder *decoder) {
    struct region_list list = {0};
    for (struct region *region = read_region(decoder); region; region = read_region(decoder))
        region_append(&list, region);
    return list.first;
}

void decoder_body(struct decoder *decoder, struct function *function) {
    function->locals = ARENA_ARRAY(decoder->arena, struct local, function->local_count);
    for (uint32_t i = 0; i < function->local_count && !decoder->reader.failed; i++)
        decoder_local(decoder, &function->locals[i]);
    function->label_count = decoder_count(decoder);
    const char **labels = ARENA_ARRAY(decoder->arena, const char *, function->label_count);
    for (uint32_t i = 0; i < function->label_count; i++)
        labels[i] = decoder_text(decoder);
    function->labels = labels;
    function->body = read_list(decoder);
}
