/* Calls: with what, for what, and where the name stands. Who is called is found in callee.c.
 *
 * Tests: testdata/_lower/call_*.c, cxx_methods.cpp, cxx_operators.cpp, cxx_std_function.cpp */
#include "base/error.h"
#include "frontend/callee.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct call *emit_call(struct lowering *lowering, CXCursor expression, struct location location) {
    struct region *region = emit(lowering, REGION_CALL, location);
    struct call *call = ARENA_NEW(lowering->arena, struct call);

    region->call = call;
    call->index = lowering->body->call_symbols.count;
    call->symbol = SYMBOL_NONE;
    vec_push(&lowering->body->call_symbols, SYMBOL_NONE);
    call->type = type_text(&lowering->types, lowering->arena, clang_getCursorType(expression));
    call->spelling = location;
    call->end_line = location.line;
    call->end_column = location.column;
    return call;
}

struct call *emit_implicit_call(struct lowering *lowering, struct location location, uint32_t symbol,
                                const struct expr *receiver, CXType receiver_type, uint32_t flags) {
    struct region *region = emit(lowering, REGION_CALL, location);
    struct call *call = ARENA_NEW(lowering->arena, struct call);

    region->call = call;
    call->index = lowering->body->call_symbols.count;
    call->symbol = symbol;
    vec_push(&lowering->body->call_symbols, symbol);
    call->receiver = receiver;
    call->receiver_type = type_unqualified_text(&lowering->types, lowering->arena, receiver_type);
    call->type = "void";
    call->flags = flags | CALL_IMPLICIT;
    call->spelling = location;
    call->end_line = location.line;
    call->end_column = location.column;
    return call;
}

void lower_arguments(struct lowering *lowering, struct call_arguments *out, const CXCursor *arguments, uint32_t count,
                     CXType prototype) {
    int known = clang_getNumArgTypes(prototype);

    out->items = ARENA_ARRAY(lowering->arena, struct argument, count);
    out->count = count;
    for (uint32_t i = 0; i < count; i++) {
        out->items[i].value = lower_expression(lowering, arguments[i]);
        CXType type = clang_getCursorType(lowering->core);
        out->items[i].type = type_text(&lowering->types, lowering->arena, type);
        if (i == 0)
            out->first = type;
        CXType parameter =
            known > 0 && i < (uint32_t)known ? clang_getArgType(prototype, i) : (CXType){.kind = CXType_Invalid};
        bool may_change =
            parameter.kind == CXType_LValueReference && !clang_isConstQualifiedType(clang_getPointeeType(parameter));
        if (may_change || type_is_array(type))
            body_flag_local(lowering, out->items[i].value, LOCAL_ADDRESS_TAKEN);
    }
}

/* push_back(), insert(), emplace(): a container of the C++ library holds what its methods are handed. */
static bool is_kept(struct lowering *lowering, const struct call *call) {
    const struct symbol *callee = symbol_at(lowering, call->symbol);
    return call->receiver != NULL && symbol_is(callee, SYMBOL_METHOD) && !symbol_is(callee, SYMBOL_CONST_METHOD) &&
           strncmp(callee->name, "std::", strlen("std::")) == 0;
}

/* Which functions flow into which parameters, known before the call is made. */
static void note_arguments(struct lowering *lowering, const struct call *call, CXType prototype,
                           struct location location) {
    int known = clang_getNumArgTypes(prototype);

    if (call->symbol == SYMBOL_NONE)
        return;
    for (uint32_t i = 0; i < call->argument_count; i++) {
        CXType type =
            known > 0 && i < (uint32_t)known ? clang_getArgType(prototype, i) : (CXType){.kind = CXType_Invalid};
        fact_argument(lowering, call->symbol, i, type, call->arguments[i].value, location);
        if (is_kept(lowering, call))
            fact_flow(lowering, call->receiver, type, call->arguments[i].value, location);
    }
}

/* Where the callee's name stands, and in which macro. */
static void place_call(struct lowering *lowering, struct region *region, const struct callee *callee,
                       CXCursor expression) {
    struct call *call = region->call;
    CXSourceLocation begin = callee->is_member ? clang_getCursorLocation(callee->name)
                                               : clang_getRangeStart(clang_getCursorExtent(expression));

    region->location = sources_expansion(&lowering->sources, begin).location;
    if (region->location.line == 0) { /* a conversion has no name in the source */
        begin = clang_getRangeStart(clang_getCursorExtent(expression));
        region->location = sources_expansion(&lowering->sources, begin).location;
    }
    call->macro = macro_of(lowering, begin, &call->spelling);
    if (call->macro != NULL) {
        call->flags |= CALL_IN_MACRO;
        call->end_line = region->location.line;
        call->end_column = region->location.column + (uint32_t)strlen(call->macro);
        return;
    }
    struct location end = end_place(lowering, callee->name).location;
    call->end_line = end.line;
    call->end_column = end.column;
}

static uint32_t function_symbol(struct lowering *lowering, const struct callee *callee) {
    uint32_t known = lowering->symbols.count;
    uint32_t symbol = symbol_of(lowering, callee->function);

    /* Used before any declaration, or built into the compiler: clang makes up one that stands where the name is used.
     */
    if (symbol >= known &&
        clang_equalLocations(clang_getCursorLocation(callee->function), clang_getCursorLocation(callee->name))) {
        struct symbol *made_up = symbol_at(lowering, symbol);
        made_up->header = SYMBOL_NONE;
        made_up->line = 0;
        if (strncmp(made_up->name, "__", 2) != 0)
            made_up->flags |= SYMBOL_IMPLICIT;
    }
    lower_queue(lowering, callee->function, symbol);
    return symbol;
}

/* The prototype that arguments are matched with. */
static CXType prototype_of(const struct callee *callee) {
    CXType function;

    if (!clang_Cursor_isNull(callee->function))
        return clang_getCursorType(callee->function);
    return type_is_function_pointer(callee->pointer, &function) ? function : (CXType){.kind = CXType_Invalid};
}

static const struct expr *lower_special(struct lowering *lowering, enum special special, CXCursor expression,
                                        const CXCursor *arguments, uint32_t count) {
    if (special == SPECIAL_UNEVALUATED || count == 0)
        return lower_opaque(lowering, expression);
    const struct expr *value = lower_expression(lowering, arguments[0]);
    for (uint32_t i = 1; i < count; i++)
        (void)lower_expression(lowering, arguments[i]);
    return special == SPECIAL_ADDRESS ? expr_address(lowering->arena, value) : value;
}

static bool is_operator(struct lowering *lowering, CXCursor function) {
    const char *name = cursor_spelling(lowering->arena, function);

    return strncmp(name, "operator", 8) == 0 && name[8] != '_' && !isalnum((unsigned char)name[8]);
}

/* Operands of an overloaded operator that is a method: the first one is the object. */
static void operator_receiver(struct lowering *lowering, struct callee *callee, CXCursor *arguments, uint32_t *count) {
    CXType function;

    callee->receiver = lower_expression(lowering, arguments[0]);
    callee->receiver_type = clang_getCursorType(lowering->core);
    if (!type_is_function_pointer(callee->receiver_type, &function) && !holder_is_seen(lowering, callee))
        body_flag_local(lowering, callee->receiver, LOCAL_ADDRESS_TAKEN);
    for (uint32_t i = 1; i < *count; i++)
        arguments[i - 1] = arguments[i];
    --*count;
}

/* A call of std::function goes wherever the object points. */
static bool is_wrapped_call(const struct callee *callee, uint32_t flags, CXType *function) {
    return (flags & CALL_OPERATOR) != 0 && callee->receiver != NULL && type_is_function_object(callee->receiver_type) &&
           type_is_function_pointer(callee->receiver_type, function);
}

static void finish_call(struct lowering *lowering, CXCursor expression, const struct callee *callee,
                        const struct call_arguments *arguments, uint32_t flags) {
    struct region *region;
    struct call *call = emit_call(lowering, expression, (struct location){0});
    CXType prototype = prototype_of(callee), function;

    region = lowering->body->list->last;
    call->flags = flags;
    call->arguments = arguments->items;
    call->argument_count = arguments->count;
    if (is_wrapped_call(callee, flags, &function)) {
        call->callee = callee->receiver;
        call->pointee = type_text(&lowering->types, lowering->arena, function);
    } else if (clang_Cursor_isNull(callee->function)) {
        call->callee = callee->value;
        call->pointee = type_is_function_pointer(callee->pointer, &function)
                            ? type_text(&lowering->types, lowering->arena, function)
                            : "";
    } else {
        call->symbol = function_symbol(lowering, callee);
        if (callee->is_member && clang_Cursor_isDynamicCall(expression)) {
            call->flags |= CALL_DYNAMIC;
            call->symbol = symbol_of_method_in(lowering, call->symbol, callee->receiver_type);
        }
        lowering->body->call_symbols.items[call->index] = call->symbol;
        if (clang_getCursorKind(callee->function) == CXCursor_Destructor)
            call->flags |= CALL_DESTRUCTOR;
    }
    call->receiver = call->callee == callee->receiver ? NULL : callee->receiver;
    if (call->receiver != NULL)
        call->receiver_type = type_unqualified_text(&lowering->types, lowering->arena, callee->receiver_type);
    place_call(lowering, region, callee, expression);
    note_arguments(lowering, call, prototype, region->location);
    if (call->symbol != SYMBOL_NONE && symbol_is(symbol_at(lowering, call->symbol), SYMBOL_LAMBDA))
        lambda_pass_captured(lowering, call, region->location);
}

/* The result of a call that returns an object by value, and that nothing is initialised with. */
static void note_temporary(struct lowering *lowering, CXCursor expression, const struct callee *callee,
                           const struct expr *value, struct location location) {
    CXType type = clang_getCursorType(expression), function;

    if (!type_is_record(type))
        return;
    CXType result = !clang_Cursor_isNull(callee->function)                 ? clang_getCursorResultType(callee->function)
                    : type_is_function_pointer(callee->pointer, &function) ? clang_getResultType(function)
                                                                           : type;
    if (!type_is_reference(result))
        scope_add(lowering, value, type, location);
}

/* An assignment to std::function is one to a pointer. */
static const struct expr *assign_wrapped(struct lowering *lowering, CXCursor expression, const struct callee *callee,
                                         CXCursor source) {
    struct location location = begin_of(lowering, expression);
    const struct expr *value = lower_expression(lowering, source);

    emit_assign(lowering, location, callee->receiver, OP_NONE, value, false);
    fact_flow(lowering, callee->receiver, callee->receiver_type, value, location);
    return callee->receiver;
}

/* `memset(&options, 0, sizeof options)` leaves a variable as an empty braced list does. */
static void assign_emptied(struct lowering *lowering, const struct call_arguments *arguments,
                           struct location location) {
    int64_t value, size;
    const struct expr *place = arguments->items[0].value;

    if (place->kind != EXPR_ADDRESS || place->a->kind != EXPR_LOCAL || arguments->first.kind != CXType_Pointer ||
        !expr_is_constant(arguments->items[1].value, &value) || value != 0 ||
        !expr_is_constant(arguments->items[2].value, &size))
        return;
    CXType type = clang_getPointeeType(arguments->first);
    if (type_is_record(type) && clang_Type_getSizeOf(type) == size)
        emit_assign(lowering, location, place->a, OP_NONE, expr_new(lowering->arena, EXPR_LIST), false);
}

/* NULL: it is a call like others. */
static const struct expr *lower_holder_call(struct lowering *lowering, CXCursor expression, const struct callee *callee,
                                            const CXCursor *arguments, uint32_t count) {
    const struct expr *value = holder_used(lowering, callee);

    value = value == NULL ? holder_assigned(lowering, expression, callee, arguments, count) : value;
    return value == NULL ? holder_compared(lowering, callee, arguments, count) : value;
}

/* std::make_unique<T>(...) */
static bool makes_holder(struct lowering *lowering, CXCursor expression, const struct callee *callee) {
    static const char *const makers[] = {"make_unique", "make_shared", "make_optional"};

    if (clang_Cursor_isNull(callee->function) || !record_is_holder(lowering, clang_getCursorType(expression)))
        return false;
    const char *name = cursor_spelling(lowering->arena, callee->function);
    for (size_t i = 0; i < ARRAY_COUNT(makers); i++)
        if (strcmp(makers[i], name) == 0)
            return true;
    return false;
}

const struct expr *lower_call(struct lowering *lowering, CXCursor expression, const struct expr *object,
                              bool is_dropped) {
    CXCursor referenced = lowering->is_cxx ? clang_getCursorReferenced(expression) : clang_getNullCursor();
    int argument_count = clang_Cursor_getNumArguments(expression);
    uint32_t count = argument_count > 0 ? (uint32_t)argument_count : 0;
    uint32_t flags = is_dropped ? CALL_DROPPED : 0;

    if (clang_getCursorKind(referenced) == CXCursor_Constructor)
        return lower_construct(lowering, expression, object);
    CXCursor name = callee_find(lowering, expression, referenced);
    if (clang_Cursor_isNull(name))
        return lower_opaque(lowering, expression);
    CXCursor *cursors = checked_alloc(count + 1u, sizeof *cursors);
    for (uint32_t i = 0; i < count; i++)
        cursors[i] = clang_Cursor_getArgument(expression, i);
    /* No callee, all children are arguments: T(x) of a template's parameter, or a copy that is left out. */
    if (count > 0 && clang_equalCursors(name, cursors[0])) {
        CXCursor source = cursors[0];
        free(cursors);
        return count == 1 && is_elided_copy(expression, source) ? lower_elided_copy(lowering, source, object)
                                                                : lower_unknown(lowering, expression);
    }
    struct callee callee = callee_resolve(lowering, name);
    /* A lambda that becomes a pointer to function is the function. */
    if (clang_getCursorKind(callee.function) == CXCursor_ConversionFunction && callee.receiver != NULL &&
        lambda_has_method(lowering, callee.function)) {
        free(cursors);
        return callee.receiver;
    }
    enum special special =
        clang_Cursor_isNull(callee.function) ? SPECIAL_NONE : callee_special(lowering, callee.function, count);
    const struct expr *value;
    if (special != SPECIAL_NONE && special != SPECIAL_FILL) {
        value = lower_special(lowering, special, expression, cursors, count);
    } else {
        enum CXCursorKind kind = clang_getCursorKind(callee.function);
        bool is_method = kind == CXCursor_CXXMethod && !clang_CXXMethod_isStatic(callee.function);
        struct call_arguments arguments;
        if (lowering->is_cxx && !callee.is_member && !clang_Cursor_isNull(callee.function) &&
            is_operator(lowering, callee.function)) {
            flags |= CALL_OPERATOR;
            if (is_method && count > 0)
                operator_receiver(lowering, &callee, cursors, &count);
        }
        if (kind == CXCursor_ConversionFunction)
            flags |= CALL_IMPLICIT;
        CXType function;
        if ((flags & CALL_OPERATOR) && callee.receiver != NULL && count == 1 && type_is_record(callee.receiver_type) &&
            type_is_function_pointer(callee.receiver_type, &function) &&
            strcmp(cursor_spelling(lowering->arena, callee.function), "operator=") == 0) {
            value = assign_wrapped(lowering, expression, &callee, cursors[0]);
            free(cursors);
            return value;
        }
        value = lower_holder_call(lowering, expression, &callee, cursors, count);
        if (value != NULL) {
            free(cursors);
            return value;
        }
        lower_arguments(lowering, &arguments, cursors, count, prototype_of(&callee));
        if (lowering->is_cxx && !clang_Cursor_isNull(callee.function) && arguments.count == 1 &&
            makes_function_object(lowering, expression, callee.function)) {
            free(cursors);
            return arguments.items[0].value;
        }
        if (lowering->is_cxx && !clang_Cursor_isNull(callee.function))
            lower_made(lowering, expression, callee.function, &arguments);
        finish_call(lowering, expression, &callee, &arguments, flags);
        value = expr_indexed(lowering->arena, EXPR_CALL, lowering->body->call_symbols.count - 1);
        if (lowering->is_cxx && object == NULL)
            note_temporary(lowering, expression, &callee, value, lowering->body->list->last->location);
        if (special == SPECIAL_FILL && arguments.count == 3)
            assign_emptied(lowering, &arguments, lowering->body->list->last->location);
        if (lowering->is_cxx && makes_holder(lowering, expression, &callee))
            value = expr_address(lowering->arena, value);
    }
    free(cursors);
    return value;
}
