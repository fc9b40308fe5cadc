#include "frontend/callee.h"

#include <string.h>

static enum special special_of_name(const char *name) {
    static const struct {
        const char *name;
        enum special special;
    } specials[] = {
        {"__builtin_expect", SPECIAL_FIRST_ARGUMENT},
        {"__builtin_expect_with_probability", SPECIAL_FIRST_ARGUMENT},
        {"__builtin_assume_aligned", SPECIAL_FIRST_ARGUMENT},
        {"__builtin_launder", SPECIAL_FIRST_ARGUMENT},
        {"__builtin_addressof", SPECIAL_ADDRESS},
        {"__builtin_constant_p", SPECIAL_UNEVALUATED},
        {"__builtin_object_size", SPECIAL_UNEVALUATED},
        {"__builtin_dynamic_object_size", SPECIAL_UNEVALUATED},
        {"__builtin_memset", SPECIAL_FILL},
        {"__builtin_va_start", SPECIAL_UNEVALUATED},
        {"__builtin_va_end", SPECIAL_UNEVALUATED},
        {"__builtin_va_copy", SPECIAL_UNEVALUATED},
    };

    for (size_t i = 0; i < ARRAY_COUNT(specials); i++)
        if (strcmp(specials[i].name, name) == 0)
            return specials[i].special;
    return SPECIAL_NONE;
}

static enum special special_of_standard(const char *name) {
    static const char *const first[] = {"move", "forward", "as_const", "move_if_noexcept"};

    for (size_t i = 0; i < ARRAY_COUNT(first); i++)
        if (strcmp(first[i], name) == 0)
            return SPECIAL_FIRST_ARGUMENT;
    return strcmp(name, "addressof") == 0 ? SPECIAL_ADDRESS : SPECIAL_NONE;
}

enum special callee_special(struct lowering *lowering, CXCursor function, uint32_t argument_count) {
    uint32_t known = map_get(&lowering->specials, map_key(function.data[0]));
    enum special special = SPECIAL_NONE;

    if (known != MAP_NONE)
        return (enum special)known;
    const char *name = cursor_spelling(lowering->arena, function);
    if (strncmp(name, "__builtin_", 10) == 0) {
        special = special_of_name(name);
    } else if (argument_count == 3 && strcmp(name, "memset") == 0) {
        special = SPECIAL_FILL;
    } else if (lowering->is_cxx && argument_count == 1) {
        CXCursor around = clang_getCursorSemanticParent(function);
        while (clang_getCursorKind(around) == CXCursor_Namespace && clang_Cursor_isInlineNamespace(around))
            around = clang_getCursorSemanticParent(around);
        if (clang_getCursorKind(around) == CXCursor_Namespace &&
            strcmp(cursor_spelling(lowering->arena, around), "std") == 0)
            special = special_of_standard(name);
    }
    map_put(&lowering->specials, map_key(function.data[0]), (uint32_t)special);
    return special;
}

static bool is_function_kind(enum CXCursorKind kind) {
    return kind == CXCursor_FunctionDecl || kind == CXCursor_CXXMethod || kind == CXCursor_ConversionFunction ||
           kind == CXCursor_Destructor || kind == CXCursor_Constructor;
}

/* Takes off what does not change which function is meant: parentheses, casts, & and * of a function. */
static CXCursor bare_callee(struct lowering *lowering, CXCursor cursor) {
    for (int depth = 0; depth < 64; depth++) {
        enum CXCursorKind kind = clang_getCursorKind(cursor);
        CXCursor inside = clang_getNullCursor();
        CXType function;
        if (kind == CXCursor_UnaryOperator) {
            enum CXUnaryOperatorKind op = clang_getCursorUnaryOperatorKind(cursor);
            bool is_transparent =
                op == CXUnaryOperator_AddrOf || op == CXUnaryOperator_Extension ||
                (op == CXUnaryOperator_Deref && type_is_function_pointer(clang_getCursorType(cursor), &function));
            if (!is_transparent)
                return cursor;
        } else if (kind == CXCursor_GenericSelectionExpr) {
            if (!generic_choose(lowering, cursor, &cursor))
                return cursor;
            continue;
        } else if (kind != CXCursor_UnexposedExpr && kind != CXCursor_ParenExpr && kind != CXCursor_CStyleCastExpr) {
            return cursor;
        }
        struct children children = children_push(&lowering->stack, cursor);
        for (uint32_t i = 0; i < children.count; i++)
            if (cursor_is_expression(child(&lowering->stack, children, i)))
                inside = clang_Cursor_isNull(inside) || kind == CXCursor_CStyleCastExpr
                             ? child(&lowering->stack, children, i)
                             : inside;
        children_pop(&lowering->stack, children);
        if (clang_Cursor_isNull(inside))
            return cursor;
        cursor = inside;
    }
    return cursor;
}

/* The object of a method call. Its type is the one before the conversion to the base that declares the method. */
static void read_receiver(struct lowering *lowering, CXCursor member, struct callee *callee) {
    struct children children = children_push(&lowering->stack, member);
    CXCursor object = clang_getNullCursor();

    for (uint32_t i = 0; i < children.count && clang_Cursor_isNull(object); i++)
        if (cursor_is_expression(child(&lowering->stack, children, i)))
            object = child(&lowering->stack, children, i);
    children_pop(&lowering->stack, children);
    if (clang_Cursor_isNull(object)) {
        callee->receiver = expr_deref(lowering->arena, lower_this(lowering));
        callee->receiver_type = clang_getCursorType(clang_getCursorSemanticParent(callee->function));
        return;
    }
    CXType type = clang_getCursorType(object);
    callee->receiver = lower_expression(lowering, object);
    callee->receiver_type = type;
    if (type_is_pointer(type)) {
        CXType own = clang_getCursorType(lowering->core);
        callee->receiver = expr_deref(lowering->arena, callee->receiver);
        callee->receiver_type = clang_getPointeeType(type_value(type_is_pointer(own) ? own : type));
    } else {
        callee->receiver_type = clang_getCursorType(lowering->core);
    }
    if (!holder_is_seen(lowering, callee))
        body_flag_local(lowering, callee->receiver, LOCAL_ADDRESS_TAKEN);
}

static struct callee callee_through_pointer(struct lowering *lowering, CXCursor expression, CXCursor stripped) {
    struct callee callee = {.function = clang_getNullCursor(), .name = expression};
    enum CXBinaryOperatorKind op = clang_getCursorBinaryOperatorKind(stripped);

    if (op == CXBinaryOperator_PtrMemD || op == CXBinaryOperator_PtrMemI) {
        struct children children = children_push(&lowering->stack, stripped);
        CXCursor object = child(&lowering->stack, children, 0);
        CXCursor member = child(&lowering->stack, children, children.count - 1);
        children_pop(&lowering->stack, children);
        callee.receiver = lower_expression(lowering, object);
        if (op == CXBinaryOperator_PtrMemI)
            callee.receiver = expr_deref(lowering->arena, callee.receiver);
        callee.receiver_type = clang_getCursorType(object);
        if (op == CXBinaryOperator_PtrMemI)
            callee.receiver_type = clang_getPointeeType(type_value(callee.receiver_type));
        callee.value = lower_expression(lowering, member);
        callee.pointer = clang_getCursorType(member);
        return callee;
    }
    callee.value = lower_expression(lowering, stripped);
    /* The prototype that is called: of the cast, if there is one. */
    callee.pointer = clang_getCursorType(expression);
    return callee;
}

struct callee callee_resolve(struct lowering *lowering, CXCursor expression) {
    CXCursor stripped = bare_callee(lowering, expression);
    enum CXCursorKind kind = clang_getCursorKind(stripped);
    struct callee callee = {.name = expression};

    if (kind == CXCursor_DeclRefExpr || kind == CXCursor_MemberRefExpr) {
        CXCursor declaration = clang_getCursorReferenced(stripped);
        /* In a template, or beside an error, the name is all that is known: the first of that name. */
        if (clang_getCursorKind(declaration) == CXCursor_OverloadedDeclRef &&
            clang_getNumOverloadedDecls(declaration) > 0)
            declaration = clang_getOverloadedDecl(declaration, 0);
        if (is_function_kind(clang_getCursorKind(declaration))) {
            callee.function = declaration;
            callee.is_member = kind == CXCursor_MemberRefExpr;
            if (callee.is_member)
                callee.name = stripped;
            if (callee.is_member && !clang_CXXMethod_isStatic(declaration))
                read_receiver(lowering, stripped, &callee);
            return callee;
        }
    }
    return callee_through_pointer(lowering, expression, stripped);
}

CXCursor callee_find(struct lowering *lowering, CXCursor expression, CXCursor referenced) {
    struct children children = children_push(&lowering->stack, expression);
    CXCursor first = clang_getNullCursor(), found = clang_getNullCursor();

    for (uint32_t i = 0; i < children.count && clang_Cursor_isNull(found); i++) {
        CXCursor kid = child(&lowering->stack, children, i);
        if (!cursor_is_expression(kid))
            continue;
        if (clang_Cursor_isNull(first)) {
            first = kid;
            if (!lowering->is_cxx || clang_Cursor_isNull(referenced))
                break;
        }
        CXCursor stripped = bare_callee(lowering, kid);
        enum CXCursorKind kind = clang_getCursorKind(stripped);
        if ((kind == CXCursor_DeclRefExpr || kind == CXCursor_MemberRefExpr) &&
            clang_equalCursors(clang_getCursorReferenced(stripped), referenced))
            found = kid;
    }
    children_pop(&lowering->stack, children);
    return clang_Cursor_isNull(found) ? first : found;
}
