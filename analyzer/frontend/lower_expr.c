/* Expressions: effects become regions in the order in which they happen, what is left is a pure value.
 *
 * Casts and parentheses vanish. What is never run (sizeof, typeof, the other branches of _Generic) is not looked at.
 * Tests: testdata/_lower/unevaluated.c, conditional.c, statement_expression.c, constants.c */
#include "frontend/lower.h"

#include <string.h>

bool cursor_is_expression(CXCursor cursor) {
    enum CXCursorKind kind = clang_getCursorKind(cursor);

    return clang_isExpression(kind) || kind == CXCursor_CallExpr;
}

const struct expr *lower_unknown(struct lowering *lowering, CXCursor expression) {
    struct children children = children_push(&lowering->stack, expression);

    for (uint32_t i = 0; i < children.count; i++)
        if (cursor_is_expression(child(&lowering->stack, children, i)))
            (void)lower_expression(lowering, child(&lowering->stack, children, i));
    children_pop(&lowering->stack, children);
    return lower_opaque(lowering, expression);
}

/* Is `node` what `cursor` is, or what it converts? */
static bool leads_to(CXCursor cursor, CXCursor node) {
    for (int depth = 0; depth < 16 && !clang_Cursor_isNull(cursor); depth++) {
        if (cursor_is_same_node(cursor, node))
            return true;
        if (clang_getCursorKind(cursor) != CXCursor_UnexposedExpr)
            return false;
        cursor = cursor_first_child(cursor);
    }
    return false;
}

static CXCursor without_conversions(CXCursor cursor) {
    while (clang_getCursorKind(cursor) == CXCursor_UnexposedExpr) {
        CXCursor inside = cursor_first_child(cursor);
        if (clang_Cursor_isNull(inside) || !cursor_is_expression(inside))
            break;
        cursor = inside;
    }
    return cursor;
}

static bool mentions_va_list(struct lowering *lowering, CXCursor expression) {
    return strstr(type_text(&lowering->types, lowering->arena, clang_getCursorType(expression)), "va_list") != NULL;
}

/* va_arg looks like a conversion of the list to the argument's type. */
static bool is_next_argument(struct lowering *lowering, CXCursor expression, CXCursor inside) {
    return mentions_va_list(lowering, inside) && !mentions_va_list(lowering, expression);
}

/* What libclang has no name for: implicit conversions (one child), `a ?: b` (a, a, a, b), __builtin_choose_expr
 * (three), offsetof, designated initialisers, default arguments (none), atomics. */
static const struct expr *lower_unexposed(struct lowering *lowering, CXCursor expression) {
    struct children children = children_push(&lowering->stack, expression);
    CXCursor kids[4];
    uint32_t count = 0;
    bool has_member = false;

    for (uint32_t i = 0; i < children.count; i++) {
        CXCursor kid = child(&lowering->stack, children, i);
        has_member |= clang_getCursorKind(kid) == CXCursor_MemberRef;
        if (cursor_is_expression(kid)) {
            if (count < 4)
                kids[count] = kid;
            count++;
        }
    }
    children_pop(&lowering->stack, children);
    int64_t value;
    if (has_member && count == 0)
        return cursor_evaluate(expression, &value) ? expr_constant(lowering->arena, value)
                                                   : lower_opaque(lowering, expression);
    if (count == 0)
        return lower_opaque(lowering, expression);
    if (count == 1) {
        const struct expr *inside = lower_expression(lowering, kids[0]);
        return lowering->body->has_va_list && is_next_argument(lowering, expression, kids[0])
                   ? lower_opaque(lowering, expression)
                   : inside;
    }
    if (count == 4 &&
        (leads_to(kids[1], without_conversions(kids[0])) || leads_to(kids[2], without_conversions(kids[0])))) {
        const struct expr *condition = lower_expression(lowering, kids[0]);
        return lower_select(lowering, expression, condition, NULL, kids[3], NULL, false);
    }
    if (count == 3) {
        const char *name = sources_identifier(
            &lowering->sources,
            sources_spelling(&lowering->sources, clang_getRangeStart(clang_getCursorExtent(expression))));
        if (strcmp(name, "__builtin_choose_expr") == 0)
            return cursor_evaluate(kids[0], &value) ? lower_expression(lowering, kids[value != 0 ? 1 : 2])
                                                    : lower_opaque(lowering, expression);
    }
    return lower_unknown(lowering, expression);
}

static const struct expr *lower_subscript(struct lowering *lowering, CXCursor expression) {
    struct children children = children_push(&lowering->stack, expression);
    if (children.count != 2) {
        children_pop(&lowering->stack, children);
        return lower_unknown(lowering, expression);
    }
    CXCursor array = child(&lowering->stack, children, 0);
    CXCursor index = child(&lowering->stack, children, 1);
    children_pop(&lowering->stack, children);
    /* 3[a] */
    if (!type_is_pointer(clang_getCursorType(array)) && type_is_pointer(clang_getCursorType(index))) {
        CXCursor other = array;
        array = index;
        index = other;
    }
    const struct expr *a = lower_expression(lowering, array);
    const struct expr *b = lower_expression(lowering, index);
    return expr_element(lowering->arena, a, b);
}

/* ({ ...; value; }) */
static const struct expr *lower_statement_expression(struct lowering *lowering, CXCursor expression) {
    CXCursor compound = cursor_first_child(expression);
    struct children children = children_push(&lowering->stack, compound);
    const struct expr *value = NULL;

    scope_begin(lowering, cursor_node(compound), false, false);
    for (uint32_t i = 0; i < children.count; i++) {
        CXCursor statement = child(&lowering->stack, children, i);
        bool is_value = i + 1 == children.count && cursor_is_expression(statement) &&
                        clang_getCursorType(expression).kind != CXType_Void;
        if (is_value)
            value = lower_expression(lowering, statement);
        else
            lower_statement(lowering, statement);
    }
    scope_end(lowering);
    children_pop(&lowering->stack, children);
    return value == NULL ? lower_opaque(lowering, expression) : value;
}

/* The last expression below: the type stands before it. */
static const struct expr *lower_last_child(struct lowering *lowering, CXCursor expression) {
    struct children children = children_push(&lowering->stack, expression);
    CXCursor last = clang_getNullCursor();

    for (uint32_t i = 0; i < children.count; i++)
        if (cursor_is_expression(child(&lowering->stack, children, i)))
            last = child(&lowering->stack, children, i);
    children_pop(&lowering->stack, children);
    return clang_Cursor_isNull(last) ? lower_opaque(lowering, expression) : lower_expression(lowering, last);
}

static const struct expr *lower_constant(struct lowering *lowering, CXCursor expression) {
    int64_t value;

    return cursor_evaluate(expression, &value) ? expr_constant(lowering->arena, value)
                                               : lower_opaque(lowering, expression);
}

static const struct expr *lower_compound_literal(struct lowering *lowering, CXCursor expression) {
    struct children children = children_push(&lowering->stack, expression);
    CXCursor list = children.count == 0 ? clang_getNullCursor() : child(&lowering->stack, children, children.count - 1);

    children_pop(&lowering->stack, children);
    if (clang_Cursor_isNull(list))
        return lower_opaque(lowering, expression);
    CXType type = clang_getCursorType(expression);
    const struct expr *value = lower_initializer(lowering, type, list);
    /* It is an object: &(struct point){1, 2} needs a name for it. */
    if (!type_is_record(type) && !type_is_array(type))
        return value;
    struct location location = begin_of(lowering, expression);
    uint32_t local =
        body_add_named_local(lowering, "literal", type_text(&lowering->types, lowering->arena, type), 0, location.line);
    const struct expr *object = expr_indexed(lowering->arena, EXPR_LOCAL, local);
    emit_assign(lowering, location, object, OP_NONE, value, true);
    fact_flow(lowering, object, type, value, location);
    return object;
}

static const struct expr *lower_by_kind(struct lowering *lowering, CXCursor expression, const struct expr *object) {
    switch (clang_getCursorKind(expression)) {
    case CXCursor_UnexposedExpr:
        return lower_unexposed(lowering, expression);
    case CXCursor_ParenExpr: {
        CXCursor inside = cursor_first_child(expression);
        return clang_Cursor_isNull(inside) ? lower_opaque(lowering, expression) : lower_expression(lowering, inside);
    }
    case CXCursor_DeclRefExpr:
        return lower_reference(lowering, expression);
    case CXCursor_MemberRefExpr:
        return lower_member(lowering, expression);
    case CXCursor_CallExpr:
        return lower_call(lowering, expression, object, false);
    case CXCursor_IntegerLiteral:
    case CXCursor_CharacterLiteral:
    case CXCursor_CXXBoolLiteralExpr:
    case CXCursor_ObjCBoolLiteralExpr:
    case CXCursor_UnaryExpr: /* sizeof, alignof, noexcept: the operand never runs */
    case CXCursor_SizeOfPackExpr:
        return lower_constant(lowering, expression);
    case CXCursor_CXXNullPtrLiteralExpr:
    case CXCursor_GNUNullExpr:
        return expr_constant(lowering->arena, 0);
    case CXCursor_StringLiteral:
    case CXCursor_ObjCStringLiteral:
        return expr_string(lowering->arena, cursor_string_literal(lowering->arena, expression));
    case CXCursor_BinaryOperator:
    case CXCursor_CompoundAssignOperator:
        return lower_binary(lowering, expression, false);
    case CXCursor_UnaryOperator:
        return lower_unary(lowering, expression);
    case CXCursor_ArraySubscriptExpr:
        return lower_subscript(lowering, expression);
    case CXCursor_ConditionalOperator:
        return lower_conditional(lowering, expression, object, false);
    case CXCursor_CStyleCastExpr:
    case CXCursor_CXXStaticCastExpr:
    case CXCursor_CXXReinterpretCastExpr:
    case CXCursor_CXXConstCastExpr:
    case CXCursor_CXXDynamicCastExpr:
    case CXCursor_CXXFunctionalCastExpr:
    case CXCursor_PackExpansionExpr:
        return lower_last_child(lowering, expression);
    case CXCursor_CompoundLiteralExpr:
        return lower_compound_literal(lowering, expression);
    case CXCursor_InitListExpr:
        return lower_initializer(lowering, clang_getCursorType(expression), expression);
    case CXCursor_StmtExpr:
        return lower_statement_expression(lowering, expression);
    case CXCursor_GenericSelectionExpr: {
        CXCursor chosen;
        return generic_choose(lowering, expression, &chosen) ? lower_expression(lowering, chosen)
                                                             : lower_opaque(lowering, expression);
    }
    case CXCursor_CXXThisExpr:
    case CXCursor_ObjCSelfExpr:
        return lower_this(lowering);
    case CXCursor_LambdaExpr:
        return lower_lambda(lowering, expression);
    case CXCursor_BlockExpr:
        return lower_block(lowering, expression);
    case CXCursor_CXXNewExpr:
        return lower_new(lowering, expression);
    case CXCursor_CXXDeleteExpr:
        lower_delete(lowering, expression);
        return lower_opaque(lowering, expression);
    case CXCursor_CXXThrowExpr:
        lower_throw(lowering, expression);
        return lower_opaque(lowering, expression);
    case CXCursor_ObjCMessageExpr:
        return lower_message(lowering, expression);
    case CXCursor_FloatingLiteral:
    case CXCursor_ImaginaryLiteral:
    case CXCursor_AddrLabelExpr:
    case CXCursor_CXXTypeidExpr:
    case CXCursor_RequiresExpr:
    case CXCursor_ConceptSpecializationExpr:
        return lower_opaque(lowering, expression);
    default:
        return lower_unknown(lowering, expression);
    }
}

const struct expr *lower_expression(struct lowering *lowering, CXCursor expression) {
    enum CXCursorKind kind = clang_getCursorKind(expression);

    if (lowering->body->depth >= LOWER_DEPTH_LIMIT) {
        lowering->body->is_incomplete = true;
        return lower_opaque(lowering, expression);
    }
    /* Conversions hand the object that is being built on to the call that builds it. */
    const struct expr *object = lowering->object;
    if (kind != CXCursor_UnexposedExpr && kind != CXCursor_ParenExpr && kind != CXCursor_CXXFunctionalCastExpr)
        lowering->object = NULL;
    lowering->body->depth++;
    const struct expr *value = lower_by_kind(lowering, expression, object);
    lowering->body->depth--;
    bool is_transparent = kind == CXCursor_ParenExpr || (kind == CXCursor_UnexposedExpr && value->kind != EXPR_OPAQUE);
    if (!is_transparent && !lowering->is_converted)
        lowering->core = expression;
    if (!is_transparent)
        lowering->is_converted = false;
    return value;
}

const struct expr *lower_full_expression(struct lowering *lowering, CXCursor expression) {
    uint32_t temporaries = lowering->body->destroys.count;
    const struct expr *value = lower_expression(lowering, expression);

    temporaries_end(lowering, temporaries);
    return value;
}

/* Looks through what does not use the value, down to the calls. */
void lower_dropped(struct lowering *lowering, CXCursor expression) {
    enum CXCursorKind kind = clang_getCursorKind(expression);
    CXCursor inside;

    switch (kind) {
    case CXCursor_CallExpr:
        (void)lower_call(lowering, expression, NULL, true);
        return;
    case CXCursor_BinaryOperator:
        (void)lower_binary(lowering, expression, true);
        return;
    case CXCursor_UnaryOperator:
        if (clang_getCursorUnaryOperatorKind(expression) != CXUnaryOperator_Extension)
            break;
        lower_dropped(lowering, cursor_first_child(expression));
        return;
    case CXCursor_ConditionalOperator:
        (void)lower_conditional(lowering, expression, NULL, true);
        return;
    case CXCursor_ObjCMessageExpr:
        (void)lower_message(lowering, expression);
        lowering->body->list->last->call->flags |= CALL_DROPPED;
        return;
    case CXCursor_CXXDeleteExpr:
        lower_delete(lowering, expression);
        return;
    case CXCursor_CXXThrowExpr:
        lower_throw(lowering, expression);
        return;
    case CXCursor_ParenExpr:
    case CXCursor_UnexposedExpr:
    case CXCursor_CStyleCastExpr: {
        struct children children = children_push(&lowering->stack, expression);
        uint32_t count = 0;
        for (uint32_t i = 0; i < children.count; i++)
            if (cursor_is_expression(child(&lowering->stack, children, i))) {
                inside = child(&lowering->stack, children, i);
                count++;
            }
        children_pop(&lowering->stack, children);
        if (count == 1) {
            lower_dropped(lowering, inside);
            return;
        }
        break;
    }
    default:
        break;
    }
    (void)lower_expression(lowering, expression);
}

void lower_discarded(struct lowering *lowering, CXCursor expression) {
    uint32_t temporaries = lowering->body->destroys.count;

    lower_dropped(lowering, expression);
    temporaries_end(lowering, temporaries);
}
