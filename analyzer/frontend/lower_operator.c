/* Operators: arithmetic, && || ?:, assignments, ++ and --.
 *
 * The right side of && || ?: becomes a branch when it has effects and stays part of the expression otherwise. What is
 * assigned inside an expression is assigned before the expression uses it.
 * Tests: testdata/_lower/conditional.c, assign_inside.c, address_taken.c */
#include "frontend/lower.h"

static enum expr_op binary_op(enum CXBinaryOperatorKind kind) {
    switch (kind) {
    case CXBinaryOperator_Mul:
    case CXBinaryOperator_MulAssign:
        return OP_MULTIPLY;
    case CXBinaryOperator_Div:
    case CXBinaryOperator_DivAssign:
        return OP_DIVIDE;
    case CXBinaryOperator_Rem:
    case CXBinaryOperator_RemAssign:
        return OP_REMAINDER;
    case CXBinaryOperator_Add:
    case CXBinaryOperator_AddAssign:
        return OP_ADD;
    case CXBinaryOperator_Sub:
    case CXBinaryOperator_SubAssign:
        return OP_SUBTRACT;
    case CXBinaryOperator_Shl:
    case CXBinaryOperator_ShlAssign:
        return OP_SHIFT_LEFT;
    case CXBinaryOperator_Shr:
    case CXBinaryOperator_ShrAssign:
        return OP_SHIFT_RIGHT;
    case CXBinaryOperator_And:
    case CXBinaryOperator_AndAssign:
        return OP_BIT_AND;
    case CXBinaryOperator_Xor:
    case CXBinaryOperator_XorAssign:
        return OP_BIT_XOR;
    case CXBinaryOperator_Or:
    case CXBinaryOperator_OrAssign:
        return OP_BIT_OR;
    case CXBinaryOperator_LT:
        return OP_LESS;
    case CXBinaryOperator_GT:
        return OP_GREATER;
    case CXBinaryOperator_LE:
        return OP_LESS_EQUAL;
    case CXBinaryOperator_GE:
        return OP_GREATER_EQUAL;
    case CXBinaryOperator_EQ:
        return OP_EQUAL;
    case CXBinaryOperator_NE:
        return OP_NOT_EQUAL;
    case CXBinaryOperator_LAnd:
        return OP_AND;
    case CXBinaryOperator_LOr:
        return OP_OR;
    case CXBinaryOperator_Comma:
        return OP_COMMA;
    default:
        return OP_NONE;
    }
}

/* Lowers into a list of its own: what comes out empty needs no branch. */
static const struct expr *lower_arm(struct lowering *lowering, CXCursor expression, bool is_dropped,
                                    struct region_list *list) {
    struct region_list *before = lowering->body->list;
    uint32_t temporaries = lowering->body->destroys.count;
    const struct expr *value = NULL;

    *list = (struct region_list){0};
    lowering->body->list = list;
    if (is_dropped)
        lower_dropped(lowering, expression);
    else
        value = lower_expression(lowering, expression);
    /* Temporaries of an arm end with it: only here is it known that they were made. */
    temporaries_end(lowering, temporaries);
    lowering->body->list = before;
    return value;
}

static void emit_branch(struct lowering *lowering, CXCursor expression, const struct expr *condition,
                        struct region *then_list, struct region *else_list, const char *form) {
    if (then_list == NULL && else_list == NULL)
        return;
    struct region *region = emit(lowering, REGION_BRANCH, begin_of(lowering, expression));
    region->branch.condition = condition;
    region->branch.then_list = then_list;
    region->branch.else_list = else_list;
    region->branch.form = form;
}

static const struct expr *lower_logical(struct lowering *lowering, CXCursor expression, CXCursor left, CXCursor right,
                                        enum expr_op op, bool is_dropped) {
    const struct expr *a = lower_expression(lowering, left);
    struct region_list list;
    const struct expr *b = lower_arm(lowering, right, is_dropped, &list);

    if (op == OP_AND)
        emit_branch(lowering, expression, a, list.first, NULL, "&&");
    else
        emit_branch(lowering, expression, a, NULL, list.first, "||");
    return is_dropped ? NULL : expr_binary(lowering->arena, op, a, b);
}

/* `then_cursor` NULL: `a ?: b`, whose value is the value of the condition, not computed again. */
const struct expr *lower_select(struct lowering *lowering, CXCursor expression, const struct expr *condition,
                                const CXCursor *then_cursor, CXCursor else_cursor, const struct expr *object,
                                bool is_dropped) {
    struct region_list then_list = {0}, else_list;
    int64_t constant;
    const struct expr *b = condition, *c;

    if (then_cursor != NULL) {
        lowering->object = object;
        b = lower_arm(lowering, *then_cursor, is_dropped, &then_list);
    }
    lowering->object = object;
    c = lower_arm(lowering, else_cursor, is_dropped, &else_list);
    lowering->object = NULL;
    emit_branch(lowering, expression, condition, then_list.first, else_list.first, "?:");
    if (is_dropped)
        return NULL;
    if (expr_is_constant(condition, &constant))
        return constant != 0 ? b : c;
    return expr_is_equal(b, c) ? b : expr_select(lowering->arena, condition, b, c);
}

static const struct expr *assign_to(struct lowering *lowering, CXCursor expression, const struct expr *target,
                                    CXType type, enum expr_op op, const struct expr *value) {
    struct location location = begin_of(lowering, expression);

    emit_assign(lowering, location, target, op, value, false);
    if (op == OP_NONE)
        fact_flow(lowering, target, type, value, location);
    return target;
}

const struct expr *lower_binary(struct lowering *lowering, CXCursor expression, bool is_dropped) {
    enum CXBinaryOperatorKind kind = clang_getCursorBinaryOperatorKind(expression);
    struct children children = children_push(&lowering->stack, expression);
    enum expr_op op = binary_op(kind);
    const struct expr *value;

    if (children.count < 2) {
        children_pop(&lowering->stack, children);
        return lower_unknown(lowering, expression);
    }
    CXCursor left = child(&lowering->stack, children, 0);
    CXCursor right = child(&lowering->stack, children, children.count - 1);
    children_pop(&lowering->stack, children);
    if (op == OP_AND || op == OP_OR) {
        value = lower_logical(lowering, expression, left, right, op, is_dropped);
    } else if (op == OP_COMMA) {
        lower_dropped(lowering, left);
        value = NULL;
        if (is_dropped)
            lower_dropped(lowering, right);
        else
            value = lower_expression(lowering, right);
    } else if (kind == CXBinaryOperator_Assign ||
               (kind >= CXBinaryOperator_MulAssign && kind <= CXBinaryOperator_OrAssign)) {
        const struct expr *target = lower_expression(lowering, left);
        const struct expr *source = lower_expression(lowering, right);
        value = assign_to(lowering, expression, target, clang_getCursorType(left), op, source);
    } else {
        const struct expr *a = lower_expression(lowering, left);
        const struct expr *b = lower_expression(lowering, right);
        value = op == OP_NONE ? lower_opaque(lowering, expression) : expr_binary(lowering->arena, op, a, b);
    }
    return value;
}

/* `n--` steps first, as everything in an expression is assigned before its value is used: its value is n + 1 by then.
 * A pointer stays itself: `*p++` is better named `*p` than by what stands before p. */
static const struct expr *step_behind(struct lowering *lowering, CXCursor expression, const struct expr *operand,
                                      CXType type, enum expr_op step, enum expr_op back) {
    const struct expr *one = expr_constant(lowering->arena, 1);
    const struct expr *target = assign_to(lowering, expression, operand, type, step, one);

    return type_is_pointer(type) ? target : expr_binary(lowering->arena, back, target, one);
}

const struct expr *lower_unary(struct lowering *lowering, CXCursor expression) {
    CXCursor operand_cursor = cursor_first_child(expression);
    enum CXUnaryOperatorKind kind = clang_getCursorUnaryOperatorKind(expression);

    if (clang_Cursor_isNull(operand_cursor))
        return lower_opaque(lowering, expression);
    const struct expr *operand = lower_expression(lowering, operand_cursor);
    CXType type = clang_getCursorType(operand_cursor), function;
    switch (kind) {
    case CXUnaryOperator_PreInc:
        return assign_to(lowering, expression, operand, type, OP_ADD, expr_constant(lowering->arena, 1));
    case CXUnaryOperator_PreDec:
        return assign_to(lowering, expression, operand, type, OP_SUBTRACT, expr_constant(lowering->arena, 1));
    case CXUnaryOperator_PostInc:
        return step_behind(lowering, expression, operand, type, OP_ADD, OP_SUBTRACT);
    case CXUnaryOperator_PostDec:
        return step_behind(lowering, expression, operand, type, OP_SUBTRACT, OP_ADD);
    case CXUnaryOperator_AddrOf:
        if (operand->kind == EXPR_FUNCTION)
            return operand;
        body_flag_local(lowering, operand, LOCAL_ADDRESS_TAKEN);
        return expr_address(lowering->arena, operand);
    case CXUnaryOperator_Deref:
        /* *f of a function is the function. */
        return type_is_function_pointer(type, &function) ? operand : expr_deref(lowering->arena, operand);
    case CXUnaryOperator_Plus:
    case CXUnaryOperator_Extension:
    case CXUnaryOperator_Real:
        return operand;
    case CXUnaryOperator_Minus:
        return expr_unary(lowering->arena, OP_NEGATE, operand);
    case CXUnaryOperator_Not:
        return expr_unary(lowering->arena, OP_COMPLEMENT, operand);
    case CXUnaryOperator_LNot:
        return expr_unary(lowering->arena, OP_NOT, operand);
    default:
        return lower_opaque(lowering, expression);
    }
}

const struct expr *lower_conditional(struct lowering *lowering, CXCursor expression, const struct expr *object,
                                     bool is_dropped) {
    struct children children = children_push(&lowering->stack, expression);
    if (children.count != 3) {
        children_pop(&lowering->stack, children);
        return lower_unknown(lowering, expression);
    }
    CXCursor condition = child(&lowering->stack, children, 0);
    CXCursor then_cursor = child(&lowering->stack, children, 1);
    CXCursor else_cursor = child(&lowering->stack, children, 2);
    children_pop(&lowering->stack, children);
    const struct expr *value = lower_expression(lowering, condition);
    return lower_select(lowering, expression, value, &then_cursor, else_cursor, object, is_dropped);
}
