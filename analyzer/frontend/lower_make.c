/* Objects that the C++ library constructs for its caller: std::make_shared<T>(...) and std::make_unique<T>(...) run a
 * constructor of T as `new T(...)` does, but inside of a template of a system header, which is not read.
 *
 * Which constructor is told by the number of arguments; where several take as many, none is called.
 * Tests: testdata/_lower/cxx_make.cpp */
#include "frontend/lower.h"

#include <string.h>

/* The T of such a call; CXType_Invalid: it is none, or T is no class. */
static CXType made_type(struct lowering *lowering, CXCursor expression, CXCursor function) {
    const CXType none = {.kind = CXType_Invalid};
    if (strncmp(cursor_spelling(lowering->arena, function), "make_", strlen("make_")) != 0)
        return none;
    const char *name = symbol_at(lowering, symbol_of(lowering, function))->name;
    CXType pointer = clang_getCanonicalType(clang_getCursorType(expression));
    if ((strcmp(name, "std::make_shared") != 0 && strcmp(name, "std::make_unique") != 0) ||
        clang_Type_getNumTemplateArguments(pointer) < 1)
        return none;
    CXType made = clang_Type_getTemplateArgumentAsType(pointer, 0);
    return type_is_record(made) ? made : none;
}

bool makes_function_object(struct lowering *lowering, CXCursor expression, CXCursor function) {
    CXType type = made_type(lowering, expression, function);

    return type.kind != CXType_Invalid && type_is_function_object(type);
}

struct constructor_search {
    struct lowering *lowering;
    uint32_t argument_count;
    CXCursor found;
    uint32_t count;
};

static bool has_default(struct lowering *lowering, CXCursor parameter) {
    struct children children = children_push(&lowering->stack, parameter);
    bool has = false;

    for (uint32_t i = 0; i < children.count; i++)
        has |= cursor_is_expression(child(&lowering->stack, children, i));
    children_pop(&lowering->stack, children);
    return has;
}

static enum CXChildVisitResult look_at_constructor(CXCursor member, CXCursor parent, CXClientData data) {
    struct constructor_search *search = data;

    (void)parent;
    if (clang_getTemplateCursorKind(member) == CXCursor_Constructor) /* it may take anything */
        search->count++;
    if (clang_getCursorKind(member) != CXCursor_Constructor || clang_CXXConstructor_isCopyConstructor(member) ||
        clang_CXXConstructor_isMoveConstructor(member))
        return CXChildVisit_Continue;
    int count = clang_Cursor_getNumArguments(member);
    bool fits = count >= (int)search->argument_count;
    for (int i = (int)search->argument_count; i < count && fits; i++)
        fits = has_default(search->lowering, clang_Cursor_getArgument(member, (unsigned)i));
    if (fits) {
        search->found = member;
        search->count++;
    }
    return CXChildVisit_Continue;
}

static void call_constructor(struct lowering *lowering, CXCursor expression, CXCursor constructor, CXType type,
                             const struct call_arguments *arguments) {
    struct location location = begin_of(lowering, expression);
    CXType prototype = clang_getCursorType(constructor);
    struct call *call = emit_implicit_call(lowering, location, symbol_used(lowering, constructor),
                                           lower_opaque(lowering, expression), type, CALL_CONSTRUCTOR | CALL_DROPPED);

    call->arguments = arguments->items;
    call->argument_count = arguments->count;
    for (uint32_t i = 0; i < arguments->count; i++)
        fact_argument(lowering, call->symbol, i, clang_getArgType(prototype, i), arguments->items[i].value, location);
}

void lower_made(struct lowering *lowering, CXCursor expression, CXCursor function,
                const struct call_arguments *arguments) {
    CXType type = made_type(lowering, expression, function);
    struct record_info *info = type.kind == CXType_Invalid ? NULL : record_of(lowering, type);

    if (info == NULL)
        return;
    record_look_at_class(lowering, info);
    if (arguments->count == 0) {
        construct_default(lowering, lower_opaque(lowering, expression), type, begin_of(lowering, expression));
        return;
    }
    struct constructor_search search = {
        .lowering = lowering, .argument_count = arguments->count, .found = clang_getNullCursor()};
    CXCursor definition = clang_getCursorDefinition(info->declaration);
    bool is_copy = clang_equalCursors(clang_getTypeDeclaration(clang_getCanonicalType(arguments->first)),
                                      clang_getTypeDeclaration(clang_getCanonicalType(type)));
    if (info->is_from_template || clang_Cursor_isNull(definition) || (is_copy && arguments->count == 1))
        return;
    clang_visitChildren(definition, look_at_constructor, &search);
    if (search.count == 1 && !clang_Cursor_isNull(search.found))
        call_constructor(lowering, expression, search.found, type, arguments);
}
