/* Lambdas, blocks and Objective-C messages: functions inside functions, and their calls.
 *
 * A lambda's body is a function of its own; a captured variable is a local of it. Calls of a lambda name the call
 * operator of its class, so the class is what leads to the symbol.
 * Tests: testdata/_lower/cxx_lambdas.cpp, blocks.c, objc_messages.m */
#include "base/error.h"
#include "frontend/lower.h"

#include <stdlib.h>
#include <string.h>

static enum CXChildVisitResult find_call_operator(CXCursor cursor, CXCursor parent, CXClientData data) {
    (void)parent;
    if (clang_getCursorKind(cursor) != CXCursor_CXXMethod)
        return CXChildVisit_Continue;
    *(CXCursor *)data = cursor;
    return CXChildVisit_Break;
}

/* The function that holds it; nothing for one at file scope. */
struct lambda_place {
    const char *usr;
    const char *name;
    uint32_t flags; /* linkage */
};

static uint32_t add_lambda(struct lowering *lowering, struct lambda_place around, struct location location,
                           const char *type, uint32_t parameter_count) {
    struct symbol symbol = {
        .kind = SYMBOL_FUNCTION,
        .flags = SYMBOL_LAMBDA | around.flags,
        .type = type,
        .header = location.file,
        .line = location.line,
        .record = SYMBOL_NONE,
        .parameter_count = parameter_count,
    };
    const char *usr = arena_printf(lowering->arena, "%s@lambda@%u:%u", around.usr, location.line, location.column);

    symbol.name = around.name == NULL ? arena_printf(lowering->arena, "lambda@%u", location.line)
                                      : arena_printf(lowering->arena, "%s::lambda@%u", around.name, location.line);
    /* Several can come out of one macro. */
    for (uint32_t i = 2; map_get(&lowering->symbol_by_usr, map_key(symbol_key(lowering, usr))) != MAP_NONE; i++)
        usr = arena_printf(lowering->arena, "%s@lambda@%u:%u.%u", around.usr, location.line, location.column, i);
    return symbol_new(lowering, &symbol, usr);
}

static struct lambda_place place_around(struct lowering *lowering, CXCursor class_cursor) {
    CXCursor around = clang_getCursorSemanticParent(class_cursor);
    struct lambda_place place = {.usr = "c:", .flags = SYMBOL_INTERNAL};

    /* A lambda in a lambda belongs to the call operator of the outer one. */
    enum CXCursorKind kind = clang_getCursorKind(around);
    if (kind == CXCursor_FunctionDecl || kind == CXCursor_CXXMethod || kind == CXCursor_Constructor ||
        kind == CXCursor_Destructor || kind == CXCursor_ConversionFunction || kind == CXCursor_FunctionTemplate) {
        const struct symbol *outer = symbol_at(lowering, symbol_of(lowering, around));
        place = (struct lambda_place){outer->usr, outer->name, outer->flags & SYMBOL_INTERNAL};
    }
    return place;
}

static uint32_t lambda_of_class(struct lowering *lowering, CXCursor class_cursor, CXCursor method) {
    uint32_t known = map_get(&lowering->lambda_by_class, map_key(class_cursor.data[0]));

    if (known != MAP_NONE)
        return known;
    CXType type = clang_getCursorType(method);
    int count = clang_getNumArgTypes(type);
    const char *text = type_text(&lowering->types, lowering->arena, type);
    size_t length = strlen(text);
    /* As a pointer to function sees it. */
    if (length > 6 && strcmp(text + length - 6, " const") == 0)
        text = arena_text(lowering->arena, text, length - 6);
    struct location location = sources_expansion(&lowering->sources, clang_getCursorLocation(class_cursor)).location;
    uint32_t symbol =
        add_lambda(lowering, place_around(lowering, class_cursor), location, text, count > 0 ? (uint32_t)count : 0);
    map_put(&lowering->lambda_by_class, map_key(class_cursor.data[0]), symbol);
    return symbol;
}

bool lambda_has_method(struct lowering *lowering, CXCursor method) {
    CXCursor class_cursor = clang_getCursorSemanticParent(method);

    if (map_get(&lowering->lambda_by_class, map_key(class_cursor.data[0])) != MAP_NONE)
        return true;
    return clang_getCursorKind(class_cursor) == CXCursor_ClassDecl && !cursor_has_name(class_cursor) &&
           strstr(type_raw_text(lowering->arena, clang_getCursorType(class_cursor)), "(lambda at") != NULL;
}

uint32_t lambda_of_method(struct lowering *lowering, CXCursor method) {
    return lambda_has_method(lowering, method)
               ? lambda_of_class(lowering, clang_getCursorSemanticParent(method), method)
               : SYMBOL_NONE;
}

/* Which captures are by reference can only be read: `[&]`, `[&x]`. */
static bool captures_by_reference(struct lowering *lowering, CXCursor expression) {
    size_t length;
    const char *text = source_text_of(lowering, expression, &length);
    size_t at = 1;

    if (length < 3 || text[0] != '[')
        return false;
    while (at < length && (text[at] == ' ' || text[at] == '\t'))
        at++;
    return text[at] == '&' && (text[at + 1] == ']' || text[at + 1] == ',');
}

static bool is_reference_capture(struct lowering *lowering, CXCursor capture) {
    struct place place = sources_spelling(&lowering->sources, clang_getCursorLocation(capture));
    struct source_text text = sources_text(&lowering->sources, place.location.file);

    while (place.offset > 0 && place.offset < text.size && text.bytes[place.offset - 1] == ' ')
        place.offset--;
    return place.offset > 0 && place.offset < text.size && text.bytes[place.offset - 1] == '&';
}

/* `[k = f()]` declares k: the function around does not know it. */
static bool is_new_variable(CXCursor capture) {
    CXCursor variable = clang_getCursorReferenced(capture);

    if (clang_getCursorKind(capture) != CXCursor_VariableRef || clang_getCursorKind(variable) != CXCursor_VarDecl ||
        clang_Cursor_isNull(clang_Cursor_getVarDeclInitializer(variable)))
        return false;
    return clang_equalLocations(clang_getCursorLocation(capture), clang_getCursorLocation(variable)) != 0;
}

static void lower_function_body(struct lowering *lowering, CXCursor expression, CXCursor holder, uint32_t symbol,
                                CXType result) {
    struct children children = children_push(&lowering->stack, holder);
    struct region_list list = {0};
    struct body body;
    const struct expr *object = lowering->object;
    bool by_reference = captures_by_reference(lowering, expression);

    lowering->object = NULL;
    body_begin(lowering, &body, &list, symbol, expression);
    body.result_type = result;
    body.captures_by_reference = by_reference;
    for (uint32_t i = 0; i < children.count; i++) {
        CXCursor kid = child(&lowering->stack, children, i);
        if (clang_getCursorKind(kid) == CXCursor_ParmDecl)
            body_add_parameter(lowering, kid);
        else if (is_new_variable(kid))
            (void)body_add_local(lowering, clang_getCursorReferenced(kid), LOCAL_CAPTURED);
    }
    for (uint32_t i = 0; i < children.count; i++)
        if (clang_getCursorKind(child(&lowering->stack, children, i)) == CXCursor_CompoundStmt)
            lower_statement(lowering, child(&lowering->stack, children, i));
    body_end(lowering, &list, begin_of(lowering, expression), end_place(lowering, expression).location.line);
    lowering->object = object;
    children_pop(&lowering->stack, children);
}

bool lambda_captures(struct lowering *lowering, CXCursor declaration) {
    struct body *body = lowering->body;
    struct captured_function captured = {body->symbol, body->parameters.count, declaration};
    CXType function;

    if (body->symbol == SYMBOL_NONE || !symbol_is(symbol_at(lowering, body->symbol), SYMBOL_LAMBDA) ||
        !type_is_function_pointer(clang_getCursorType(declaration), &function))
        return false;
    body_add_parameter(lowering, declaration);
    body->parameters.items[captured.parameter].flags |= LOCAL_CAPTURED;
    vec_push(&lowering->captured, captured);
    return true;
}

static bool is_known_here(const struct lowering *lowering, CXCursor declaration) {
    bool is_known = false;

    for (const struct body *body = lowering->body; body != NULL && !is_known; body = body->outer)
        is_known = map_get(&body->by_declaration, map_key(declaration.data[0])) != MAP_NONE;
    return is_known;
}

void lambda_pass_captured(struct lowering *lowering, struct call *call, struct location location) {
    struct argument *arguments = NULL;
    uint32_t count = call->argument_count;

    for (uint32_t i = 0; i < lowering->captured.count; i++) {
        struct captured_function captured = lowering->captured.items[i];
        if (captured.lambda != call->symbol || captured.parameter != count ||
            !is_known_here(lowering, captured.declaration))
            continue;
        struct argument *longer = ARENA_ARRAY(lowering->arena, struct argument, count + 1);
        if (count > 0)
            memcpy(longer, arguments == NULL ? call->arguments : arguments, count * sizeof *longer);
        arguments = longer;
        CXType type = clang_getCursorType(captured.declaration);
        arguments[count].value = lower_variable(lowering, captured.declaration);
        arguments[count].type = type_text(&lowering->types, lowering->arena, type_value(type));
        fact_argument(lowering, call->symbol, count, type, arguments[count].value, location);
        call->arguments = arguments;
        call->argument_count = ++count;
    }
}

static void flag_captured(struct lowering *lowering, CXCursor variable) {
    uint32_t index = map_get(&lowering->body->by_declaration, map_key(variable.data[0]));

    if (index != MAP_NONE && (index & LOCAL_BIT) != 0)
        lowering->body->locals.items[index & ~LOCAL_BIT].flags |= LOCAL_CAPTURED;
    else if (index != MAP_NONE)
        lowering->body->parameters.items[index].flags |= LOCAL_CAPTURED;
}

/* Captures, and what captured variables are initialised with, belong to the function around. Of the initialisers
 * libclang shows the parts only: they are found through their variables. */
static void lower_captures(struct lowering *lowering, CXCursor expression) {
    struct children children = children_push(&lowering->stack, expression);

    for (uint32_t i = 0; i < children.count; i++) {
        CXCursor kid = child(&lowering->stack, children, i);
        enum CXCursorKind kind = clang_getCursorKind(kid);
        if (kind == CXCursor_ParmDecl || kind == CXCursor_CompoundStmt)
            break;
        if (is_new_variable(kid))
            (void)lower_expression(lowering, clang_Cursor_getVarDeclInitializer(clang_getCursorReferenced(kid)));
        else if (kind == CXCursor_VariableRef && is_reference_capture(lowering, kid))
            flag_captured(lowering, clang_getCursorReferenced(kid));
    }
    children_pop(&lowering->stack, children);
}

/* Whoever calls the lambda later, by a pointer to it, finds in what it has captured what is there now. What the
 * function around was handed, its callers know better. */
static void note_captured(struct lowering *lowering, uint32_t symbol, struct location location) {
    for (uint32_t i = 0; i < lowering->captured.count; i++) {
        struct captured_function captured = lowering->captured.items[i];
        if (captured.lambda != symbol || !is_known_here(lowering, captured.declaration))
            continue;
        const struct expr *value = lower_variable(lowering, captured.declaration);
        bool is_captured_too = value->kind == EXPR_PARAMETER &&
                               (lowering->body->parameters.items[value->index].flags & LOCAL_CAPTURED) &&
                               symbol_is(symbol_at(lowering, lowering->body->symbol), SYMBOL_LAMBDA);
        if (is_captured_too)
            value = expr_element(lowering->arena, expr_indexed(lowering->arena, EXPR_FUNCTION, lowering->body->symbol),
                                 expr_constant(lowering->arena, value->index + CAPTURED_ARGUMENTS));
        if (value->kind == EXPR_LOCAL || is_captured_too)
            fact_argument(lowering, symbol, captured.parameter + CAPTURED_ARGUMENTS,
                          clang_getCursorType(captured.declaration), value, location);
    }
}

const struct expr *lower_lambda(struct lowering *lowering, CXCursor expression) {
    CXCursor class_cursor = clang_getTypeDeclaration(type_value(clang_getCursorType(expression)));
    CXCursor method = clang_getNullCursor();

    lower_captures(lowering, expression);
    clang_visitChildren(class_cursor, find_call_operator, &method);
    uint32_t symbol = lambda_of_class(lowering, class_cursor, method);
    if (map_get_or_put(&lowering->function_by_symbol, symbol, 1) == MAP_NONE)
        lower_function_body(lowering, expression, expression, symbol, clang_getCursorResultType(method));
    note_captured(lowering, symbol, begin_of(lowering, expression));
    symbol_at(lowering, symbol)->flags |= SYMBOL_ADDRESS_TAKEN;
    return expr_indexed(lowering->arena, EXPR_FUNCTION, symbol);
}

const struct expr *lower_block(struct lowering *lowering, CXCursor expression) {
    CXType type = clang_getCanonicalType(clang_getPointeeType(type_value(clang_getCursorType(expression))));
    int count = clang_getNumArgTypes(type);
    struct location location = begin_of(lowering, expression);
    struct lambda_place place = {.usr = "c:", .name = NULL};

    if (lowering->body->symbol != SYMBOL_NONE) {
        place.usr = symbol_at(lowering, lowering->body->symbol)->usr;
        place.name = symbol_at(lowering, lowering->body->symbol)->name;
        place.flags = symbol_at(lowering, lowering->body->symbol)->flags & SYMBOL_INTERNAL;
    }
    uint32_t symbol = add_lambda(lowering, place, location, type_text(&lowering->types, lowering->arena, type),
                                 count > 0 ? (uint32_t)count : 0);
    /* Parameters and body are children of a declaration without a name. */
    lower_function_body(lowering, expression, cursor_first_child(expression), symbol, clang_getResultType(type));
    symbol_at(lowering, symbol)->flags |= SYMBOL_ADDRESS_TAKEN;
    return expr_indexed(lowering->arena, EXPR_FUNCTION, symbol);
}

/* The receiver and the arguments are the expressions among the children; a class has no receiver. */
static uint32_t message_parts(struct lowering *lowering, CXCursor expression, CXCursor *receiver,
                              CXCursor **arguments) {
    struct children children = children_push(&lowering->stack, expression);
    bool has_class = false;
    uint32_t count = 0;

    *receiver = clang_getNullCursor();
    *arguments = checked_alloc(children.count + 1u, sizeof **arguments);
    for (uint32_t i = 0; i < children.count; i++) {
        CXCursor kid = child(&lowering->stack, children, i);
        enum CXCursorKind kind = clang_getCursorKind(kid);
        has_class |= kind == CXCursor_ObjCClassRef || kind == CXCursor_ObjCSuperClassRef || kind == CXCursor_TypeRef;
        if (!cursor_is_expression(kid))
            continue;
        if (!has_class && clang_Cursor_isNull(*receiver))
            *receiver = kid;
        else
            (*arguments)[count++] = kid;
    }
    children_pop(&lowering->stack, children);
    return count;
}

const struct expr *lower_message(struct lowering *lowering, CXCursor expression) {
    CXCursor method = clang_getCursorReferenced(expression), receiver, *cursors;
    uint32_t count = message_parts(lowering, expression, &receiver, &cursors);
    struct call_arguments arguments;
    const struct expr *object = NULL;

    if (!clang_Cursor_isNull(receiver))
        object = lower_expression(lowering, receiver);
    lower_arguments(lowering, &arguments, cursors, count, clang_getCursorType(method));
    free(cursors);
    struct call *call = emit_call(lowering, expression, begin_of(lowering, expression));
    struct location end = end_place(lowering, expression).location;
    call->end_line = end.line;
    call->end_column = end.column;
    call->arguments = arguments.items;
    call->argument_count = arguments.count;
    call->receiver = object;
    if (object != NULL) {
        call->receiver_type = type_unqualified_text(&lowering->types, lowering->arena, clang_getCursorType(receiver));
        call->flags |= CALL_DYNAMIC;
    }
    if (clang_Cursor_isNull(method)) {
        call->callee = lower_opaque(lowering, expression);
        call->pointee = "";
    } else {
        call->symbol = symbol_of(lowering, method);
        lowering->body->call_symbols.items[call->index] = call->symbol;
    }
    return expr_indexed(lowering->arena, EXPR_CALL, call->index);
}
