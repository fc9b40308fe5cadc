/* Steps and links. Tests: tests/unit/cost/test_turns.c */
#include "cost/motion.h"

bool motion_is_variable(const struct expr *expr) {
    const struct expr *root = expr_root(expr);
    bool is_rooted = root->kind == EXPR_LOCAL || root->kind == EXPR_PARAMETER || root->kind == EXPR_GLOBAL;
    return (is_rooted && (expr == root || expr->kind == EXPR_FIELD)) ||
           (expr->kind == EXPR_FIELD && root->kind == EXPR_THIS);
}

/* The next assignment to the variable inside the loop. */
static const struct assignment *next_inside(const struct scope *scope, const struct expr *variable, uint32_t loop,
                                            const struct assignment *previous) {
    const struct assignment *a = previous;
    while ((a = scope_next(scope, variable, a)) != NULL)
        if (scope_is_inside(scope, a->number, loop) && assignment_is_to(a, variable))
            return a;
    return NULL;
}

/* --- steps ------------------------------------------------------------------------------------------------------- */

struct increment {
    enum expr_op op; /* OP_NONE: `v = value` */
    int64_t amount;
    bool is_known;
};

/* `v = v + c` and `v = c + v` are `v += c`. */
static struct increment step_of(const struct assignment *a, const struct expr *variable) {
    const struct expr *value = a->assign->value;
    struct increment step = {.op = (enum expr_op)a->assign->op};
    if (step.op != OP_NONE) {
        step.is_known = expr_is_constant(value, &step.amount);
        return step;
    }
    if (!value || value->kind != EXPR_BINARY)
        return step;
    bool is_first = expr_is_equal(value->a, variable) && expr_is_constant(value->b, &step.amount);
    bool is_second = !is_first && (value->op == OP_ADD || value->op == OP_MULTIPLY) &&
                     expr_is_equal(value->b, variable) && expr_is_constant(value->a, &step.amount);
    if (!is_first && !is_second)
        return step;
    step.op = (enum expr_op)value->op;
    step.is_known = true;
    return step;
}

/* +1, -1; 0: no step of a kind that is understood. */
static int direction_of(const struct increment *step, bool *is_geometric) {
    *is_geometric = false;
    if (!step->is_known || step->amount == 0 || step->amount == INT64_MIN)
        return 0;
    switch (step->op) {
    case OP_ADD:
        return step->amount > 0 ? 1 : -1;
    case OP_SUBTRACT:
        return step->amount > 0 ? -1 : 1;
    case OP_MULTIPLY:
    case OP_DIVIDE:
        *is_geometric = true;
        return step->amount < 2 ? 0 : step->op == OP_MULTIPLY ? 1 : -1;
    case OP_SHIFT_LEFT:
    case OP_SHIFT_RIGHT:
        *is_geometric = true;
        return step->amount < 1 ? 0 : step->op == OP_SHIFT_LEFT ? 1 : -1;
    default:
        return 0;
    }
}

static void add_step(struct motion *motion, const struct increment *step, const struct assignment *a, uint32_t loop) {
    bool is_geometric;
    int direction = direction_of(step, &is_geometric);
    int64_t magnitude = step->amount < 0 ? -(step->amount + (step->amount == INT64_MIN)) : step->amount;
    if (direction == 0) {
        motion->is_wild = true;
    } else if (motion->direction == 0) {
        motion->direction = direction;
        motion->step = magnitude;
        motion->is_geometric = is_geometric;
        motion->is_exact = !a->is_conditional && a->loop == loop;
    } else {
        motion->is_exact = false;
        motion->is_wild |= motion->is_geometric != is_geometric;
        if (direction == motion->direction && magnitude < motion->step)
            motion->step = magnitude;
    }
    motion->is_tested |= a->is_test && a->loop == loop;
}

struct motion motion_of(const struct scope *scope, const struct expr *variable, uint32_t loop) {
    struct motion motion = {0};
    for (int pass = 0; pass < 2; pass++) {
        for (const struct assignment *a = NULL; (a = next_inside(scope, variable, loop, a)) != NULL;) {
            bool is_own = (a->is_step || a->is_test) && a->loop == loop;
            struct increment step = step_of(a, variable);
            if (is_own != (pass == 0))
                continue;
            if (step.op == OP_NONE)
                motion.is_set |= a->assign->value != NULL;
            else
                add_step(&motion, &step, a, loop);
        }
    }
    return motion;
}

/* --- values ------------------------------------------------------------------------------------------------------ */

/* What a plain assignment inside the loop sets the variable to; steps and constants are passed over. */
static const struct expr *next_value(const struct scope *scope, const struct expr *variable, uint32_t loop,
                                     const struct assignment **cursor) {
    while ((*cursor = next_inside(scope, variable, loop, *cursor)) != NULL) {
        const struct expr *value = (*cursor)->assign->value;
        if (value && step_of(*cursor, variable).op == OP_NONE && value->kind != EXPR_CONSTANT)
            return value;
    }
    return NULL;
}

/* `p->next`, `&p->next`, `(char *)p->list.next - 16`: reached from the variable through a pointer. */
static bool is_reached_from(const struct expr *value, const struct expr *variable) {
    bool has_field = false;
    while (value->kind == EXPR_ADDRESS || (value->kind == EXPR_BINARY && value->b->kind == EXPR_CONSTANT &&
                                           (value->op == OP_ADD || value->op == OP_SUBTRACT)))
        value = value->a;
    for (; value->kind == EXPR_FIELD || value->kind == EXPR_ELEMENT || value->kind == EXPR_DEREF ||
           value->kind == EXPR_ADDRESS;
         value = value->a) {
        has_field |= value->kind == EXPR_FIELD;
        if (expr_is_equal(value->a, variable))
            return has_field;
    }
    return false;
}

static bool is_link(const struct scope *scope, const struct expr *value, const struct expr *variable, uint32_t loop) {
    const struct expr *from = value;
    if (is_reached_from(value, variable))
        return true;
    while (from->kind == EXPR_BINARY && from->b->kind == EXPR_CONSTANT)
        from = from->a;
    if (from->kind != EXPR_LOCAL || expr_is_equal(from, variable))
        return false;
    const struct assignment *cursor = NULL;
    const struct expr *second = next_value(scope, from, loop, &cursor);
    return second && is_reached_from(second, variable);
}

bool motion_is_link(const struct scope *scope, const struct expr *variable, uint32_t loop) {
    const struct assignment *cursor = NULL;
    bool has_link = false;
    for (const struct expr *value; (value = next_value(scope, variable, loop, &cursor)) != NULL;) {
        if (!is_link(scope, value, variable, loop))
            return false;
        has_link = true;
    }
    return has_link;
}

const struct call *motion_call(const struct scope *scope, const struct expr *variable, uint32_t loop) {
    const struct assignment *cursor = NULL;
    const struct call *first = NULL;
    for (const struct expr *value; (value = next_value(scope, variable, loop, &cursor)) != NULL;) {
        const struct call *call = scope_call(scope, value);
        if (!call || (first && (call->symbol != first->symbol || !expr_is_equal(call->callee, first->callee))))
            return NULL;
        if (!first)
            first = call;
    }
    return first && scope_is_inside(scope, scope->calls[first->index].number, loop) ? first : NULL;
}

bool motion_sets_only(const struct scope *scope, const struct expr *variable, uint32_t loop, const struct expr *value) {
    for (const struct assignment *a = NULL; (a = next_inside(scope, variable, loop, a)) != NULL;)
        if (a->assign->value && step_of(a, variable).op == OP_NONE && !expr_is_equal(a->assign->value, value))
            return false;
    return true;
}
