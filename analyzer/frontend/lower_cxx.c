/* C++: new and delete, exceptions, range-for variables, structured bindings.
 *
 * Tests: testdata/_lower/cxx_new_delete.cpp, cxx_exceptions.cpp, cxx_range_for.cpp */
#include "frontend/lower.h"

#include <string.h>

const struct expr *lower_new(struct lowering *lowering, CXCursor expression) {
    struct children children = children_push(&lowering->stack, expression);
    const struct expr *object = lower_opaque(lowering, expression), *value = NULL;

    for (uint32_t i = 0; i < children.count; i++) {
        CXCursor kid = child(&lowering->stack, children, i);
        if (!cursor_is_expression(kid))
            continue;
        bool is_last = i + 1 == children.count;
        lowering->object = is_last ? object : NULL;
        const struct expr *part = lower_expression(lowering, kid);
        lowering->object = NULL;
        if (is_last && part->kind == EXPR_CALL)
            value = expr_address(lowering->arena, part);
    }
    children_pop(&lowering->stack, children);
    return value == NULL ? object : value;
}

void lower_delete(struct lowering *lowering, CXCursor expression) {
    CXCursor operand = cursor_first_child(expression);
    struct location location = begin_of(lowering, expression);
    size_t length;
    const char *text = source_text_of(lowering, expression, &length);

    if (clang_Cursor_isNull(operand))
        return;
    CXType type = clang_getPointeeType(type_value(clang_getCursorType(operand)));
    const struct expr *pointer = lower_expression(lowering, operand);
    struct record_info *info = record_of(lowering, type);
    if (info == NULL || !record_runs_destructor(lowering, type))
        return;
    const char *bracket = memchr(text, '[', length);
    bool is_array = bracket != NULL && strspn(text + 6, " \t") == (size_t)(bracket - text) - 6;
    if (is_array)
        destroy_array(lowering, pointer, type, location);
    else
        destroy_emit(lowering, expr_deref(lowering->arena, pointer), type, location);
    struct region *last = lowering->body->list->last;
    if (!is_array && last != NULL && last->kind == REGION_CALL && last->call->symbol != SYMBOL_NONE &&
        symbol_is(symbol_at(lowering, last->call->symbol), SYMBOL_VIRTUAL))
        last->call->flags |= CALL_DYNAMIC;
}

void lower_throw(struct lowering *lowering, CXCursor expression) {
    CXCursor operand = cursor_first_child(expression);
    struct location location = begin_of(lowering, expression);
    const struct expr *value = NULL;

    if (!clang_Cursor_isNull(operand)) {
        lowering->object = lower_opaque(lowering, operand); /* the exception outlives the scope */
        value = lower_expression(lowering, operand);
        lowering->object = NULL;
    }
    emit(lowering, REGION_THROW, location)->value = value;
}

static void lower_handler(struct lowering *lowering, CXCursor statement, struct handler *handler) {
    struct children children = children_push(&lowering->stack, statement);
    struct region_list *before = lowering->body->list;
    struct region_list list = {0};

    handler->type = "...";
    lowering->body->list = &list;
    for (uint32_t i = 0; i < children.count; i++) {
        CXCursor kid = child(&lowering->stack, children, i);
        if (clang_getCursorKind(kid) == CXCursor_VarDecl) {
            handler->type = type_text(&lowering->types, lowering->arena, clang_getCursorType(kid));
            (void)body_add_local(lowering, kid, 0);
        } else {
            lower_statement(lowering, kid);
        }
    }
    handler->body = list.first;
    lowering->body->list = before;
    children_pop(&lowering->stack, children);
}

void lower_try(struct lowering *lowering, CXCursor statement) {
    struct children children = children_push(&lowering->stack, statement);
    struct region *region = emit(lowering, REGION_TRY, begin_of(lowering, statement));
    VEC(struct handler) handlers = {0};

    for (uint32_t i = 0; i < children.count; i++) {
        CXCursor kid = child(&lowering->stack, children, i);
        enum CXCursorKind kind = clang_getCursorKind(kid);
        if (kind == CXCursor_CXXCatchStmt || kind == CXCursor_ObjCAtCatchStmt || kind == CXCursor_SEHExceptStmt) {
            struct handler handler;
            lower_handler(lowering, kid, &handler);
            vec_push(&handlers, handler);
        } else if (i == 0) {
            region->try_.body = lower_nested(lowering, kid);
        } else {
            lower_statement(lowering, kid); /* finally */
        }
    }
    region->try_.handlers = ARENA_ARRAY(lowering->arena, struct handler, handlers.count);
    region->try_.handler_count = handlers.count;
    for (uint32_t i = 0; i < handlers.count; i++)
        region->try_.handlers[i] = handlers.items[i];
    vec_finish(&handlers);
    children_pop(&lowering->stack, children);
}

/* The parts of `auto [a, b]` are members where the type is a plain record. */
static void bind_parts(struct lowering *lowering, CXCursor declaration, const struct expr *whole,
                       struct location location) {
    struct children children = children_push(&lowering->stack, declaration);
    struct record_info *info = record_of(lowering, clang_getCursorType(declaration));
    uint32_t position = 0;
    bool owns_argument;
    bool has_members = info != NULL && !record_is_standard(lowering, info, &owns_argument);

    for (uint32_t i = 0; i < children.count; i++) {
        CXCursor part = child(&lowering->stack, children, i);
        if (clang_getCursorKind(part) != CXCursor_UnexposedDecl)
            continue;
        const struct expr *value = has_members && position < info->field_count
                                       ? expr_field(lowering->arena, whole, symbol_of(lowering, info->fields[position]))
                                       : expr_element(lowering->arena, whole, expr_constant(lowering->arena, position));
        const struct expr *local =
            expr_indexed(lowering->arena, EXPR_LOCAL, body_add_local(lowering, part, LOCAL_REFERENCE));
        emit_assign(lowering, location, local, OP_NONE, value, true);
        position++;
    }
    children_pop(&lowering->stack, children);
}

void lower_binding(struct lowering *lowering, CXCursor declaration) {
    struct location location = begin_of(lowering, declaration);
    struct children children = children_push(&lowering->stack, declaration);
    CXCursor initializer = clang_getNullCursor();

    for (uint32_t i = 0; i < children.count; i++)
        if (cursor_is_expression(child(&lowering->stack, children, i)))
            initializer = child(&lowering->stack, children, i);
    children_pop(&lowering->stack, children);
    if (clang_Cursor_isNull(initializer))
        return;
    CXType type = clang_getCursorType(declaration);
    const struct expr *object = expr_indexed(lowering->arena, EXPR_LOCAL, body_add_local(lowering, declaration, 0));
    const struct expr *value = lower_initializer_of(lowering, type, initializer, object);
    emit_assign(lowering, location, object, OP_NONE, value, true);
    scope_add(lowering, object, type, location);
    bind_parts(lowering, declaration, object, location);
}

/* The compiler's own iterator is not in the source: the variable is one element of the range. */
void lower_range_variable(struct lowering *lowering, CXCursor variable, const struct expr *range) {
    struct location location = sources_expansion(&lowering->sources, clang_getCursorLocation(variable)).location;
    const struct expr *value = expr_element(lowering->arena, range, expr_opaque(lowering->arena, "each"));
    enum CXCursorKind kind = clang_getCursorKind(variable);

    if (kind == CXCursor_DeclStmt) {
        variable = cursor_first_child(variable);
        kind = clang_getCursorKind(variable);
    }
    if (kind != CXCursor_VarDecl && kind != CXCursor_UnexposedDecl)
        return;
    CXType type = clang_getCursorType(variable);
    const struct expr *object = expr_indexed(lowering->arena, EXPR_LOCAL, body_add_local(lowering, variable, 0));
    CXCursor initializer = clang_Cursor_getVarDeclInitializer(variable);
    CXCursor copy = clang_Cursor_isNull(initializer) ? initializer : clang_getCursorReferenced(initializer);
    if (clang_getCursorKind(copy) == CXCursor_Constructor && !clang_CXXMethod_isDefaulted(copy) &&
        !type_is_reference(type)) {
        struct call *call = emit_implicit_call(lowering, location, symbol_used(lowering, copy), object, type,
                                               CALL_CONSTRUCTOR | CALL_DROPPED);
        struct argument *argument = ARENA_NEW(lowering->arena, struct argument);
        argument->value = value;
        argument->type = type_text(&lowering->types, lowering->arena, type);
        call->arguments = argument;
        call->argument_count = 1;
    }
    emit_assign(lowering, location, object, OP_NONE, value, true);
    scope_add(lowering, object, type, location);
    if (kind == CXCursor_UnexposedDecl)
        bind_parts(lowering, variable, object, location);
}
