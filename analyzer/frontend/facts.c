/* What flows into function pointers: for the solver that finds out, over the whole program, whom an indirect call
 * calls.
 *
 * A flow is noted where the destination is a pointer to function, or where a function goes anywhere at all. The way in
 * which a function's own arguments and result are written is told in ir/unit.h.
 * Tests: testdata/_lower/pointer_*.c */
#include "frontend/lower.h"

static bool is_destination(const struct expr *to) {
    switch ((enum expr_kind)to->kind) {
    case EXPR_GLOBAL:
    case EXPR_FIELD:
    case EXPR_PARAMETER:
    case EXPR_LOCAL:
        return true;
    case EXPR_ELEMENT:
    case EXPR_DEREF:
        return to->a->kind == EXPR_FUNCTION || is_destination(to->a);
    default:
        return false;
    }
}

/* A reference to a local means something only together with its function. */
static uint32_t function_of_body(struct lowering *lowering) {
    const struct body *body = lowering->body;

    return body == NULL || body->symbol == SYMBOL_NONE ? SYMBOL_NONE : body->function;
}

static void add_fact(struct lowering *lowering, const struct expr *to, const struct expr *from, const char *type,
                     struct location location) {
    struct pointer_fact fact = {
        .to = to, .from = from, .function = function_of_body(lowering), .type = type, .location = location};

    vec_push(&lowering->facts, fact);
}

static const char *prototype_text(struct lowering *lowering, CXType function) {
    return type_text(&lowering->types, lowering->arena, function);
}

/* The result of a call is what the callee returns. */
static const struct expr *source_of(struct lowering *lowering, const struct expr *from) {
    if (from->kind == EXPR_CALL && lowering->body != NULL && from->index < lowering->body->call_symbols.count) {
        uint32_t symbol = lowering->body->call_symbols.items[from->index];
        if (symbol != SYMBOL_NONE)
            return expr_deref(lowering->arena, expr_indexed(lowering->arena, EXPR_FUNCTION, symbol));
    }
    return is_destination(from) ? from : NULL;
}

static void flow_list(struct lowering *lowering, const struct expr *to, CXType type, const struct expr *list,
                      struct location location) {
    CXType canonical = type_value(type);

    if (type_is_array(canonical)) {
        for (uint32_t i = 0; i < list->item_count; i++)
            if (list->items[i] != NULL)
                fact_flow(lowering, expr_element(lowering->arena, to, expr_constant(lowering->arena, i)),
                          clang_getArrayElementType(canonical), list->items[i], location);
        return;
    }
    struct record_info *info = record_of(lowering, canonical);
    if (info == NULL)
        return;
    for (uint32_t i = 0; i < list->item_count && i < info->field_count; i++) {
        CXCursor field = info->fields[i];
        if (list->items[i] == NULL || !type_may_hold_function(lowering, clang_getCursorType(field)))
            continue;
        const struct expr *place =
            cursor_has_name(field) ? expr_field(lowering->arena, to, symbol_of(lowering, field)) : to;
        fact_flow(lowering, place, clang_getCursorType(field), list->items[i], location);
    }
}

void fact_flow(struct lowering *lowering, const struct expr *to, CXType type, const struct expr *from,
               struct location location) {
    CXType function;

    switch ((enum expr_kind)from->kind) {
    case EXPR_CONSTANT:
    case EXPR_STRING:
    case EXPR_OPAQUE:
        return;
    case EXPR_LIST:
        flow_list(lowering, to, type, from, location);
        return;
    case EXPR_SELECT:
        fact_flow(lowering, to, type, from->b, location);
        fact_flow(lowering, to, type, from->c, location);
        return;
    default:
        break;
    }
    if (!is_destination(to))
        return;
    bool is_pointer = type_is_function_pointer(type, &function);
    if (from->kind == EXPR_FUNCTION) {
        const char *text = is_pointer ? prototype_text(lowering, function) : symbol_at(lowering, from->index)->type;
        add_fact(lowering, to, from, text, location);
    } else if (is_pointer) {
        const struct expr *source = source_of(lowering, from);
        if (source != NULL)
            add_fact(lowering, to, source, prototype_text(lowering, function), location);
    }
}

void fact_argument(struct lowering *lowering, uint32_t callee, uint32_t index, CXType type, const struct expr *value,
                   struct location location) {
    CXType function;

    if (value->kind == EXPR_CONSTANT || value->kind == EXPR_STRING || value->kind == EXPR_OPAQUE)
        return;
    bool is_pointer = type.kind != CXType_Invalid && type_is_function_pointer(type, &function);
    if (!is_pointer && value->kind != EXPR_FUNCTION && value->kind != EXPR_SELECT)
        return;
    const struct expr *parameter = expr_element(lowering->arena, expr_indexed(lowering->arena, EXPR_FUNCTION, callee),
                                                expr_constant(lowering->arena, index));
    fact_flow(lowering, parameter, type, value, location);
}

void fact_return(struct lowering *lowering, const struct expr *value, struct location location) {
    CXType function;

    if (lowering->body->symbol == SYMBOL_NONE || value->kind == EXPR_CONSTANT || value->kind == EXPR_OPAQUE)
        return;
    if (value->kind != EXPR_FUNCTION && !type_is_function_pointer(lowering->body->result_type, &function))
        return;
    const struct expr *result =
        expr_deref(lowering->arena, expr_indexed(lowering->arena, EXPR_FUNCTION, lowering->body->symbol));
    fact_flow(lowering, result, lowering->body->result_type, value, location);
}

/* Worth lowering the initialiser of a global: tables of numbers and of texts are not. */
bool type_may_hold_function(struct lowering *lowering, CXType type) {
    CXType canonical = type_value(type), function;

    while (type_is_array(canonical))
        canonical = type_value(clang_getArrayElementType(canonical));
    if (type_is_function_pointer(canonical, &function))
        return true;
    if (canonical.kind == CXType_Pointer)
        return type_value(clang_getPointeeType(canonical)).kind == CXType_Void;
    struct record_info *info = record_of(lowering, canonical);
    if (info == NULL)
        return false;
    if (info->may_hold_function == ANSWER_UNKNOWN) {
        info->may_hold_function = ANSWER_NO;
        for (uint32_t i = 0; i < info->field_count && info->may_hold_function == ANSWER_NO; i++)
            if (type_may_hold_function(lowering, clang_getCursorType(info->fields[i])))
                info->may_hold_function = ANSWER_YES;
    }
    return info->may_hold_function == ANSWER_YES;
}
