/* Locals are followed to where they come from. Tests: testdata/call-in-loop/analysis_guards.c */
#include "facts/mode.h"

#include "facts/assume.h"
#include "turns/captured.h"
#include "turns/path.h"

#include <string.h>

#define SOURCE_DEPTH 6

struct reading {
    const struct scope *scope;
    const struct facts *facts;
    int depth;
    bool is_of_defaults; /* what constant defaults tell is asked for, and nothing else */
};

static void read_condition(struct reading *reading, const struct expr *condition, bool holds, struct position position);
static void read_comparison(struct reading *reading, const struct expr *operand, enum expr_op op, int64_t value,
                            struct position position);

/* --- aliases ----------------------------------------------------------------------------------------------------- */

/* Something is assigned to by this very name. */
static bool is_set_by_name(const struct scope *scope, const struct expr *path) {
    for (; path->kind == EXPR_FIELD || path->kind == EXPR_ELEMENT || path->kind == EXPR_DEREF; path = path->a)
        for (const struct assignment *a = NULL; (a = scope_next(scope, path, a)) != NULL;)
            if (assignment_is_to(a, path))
                return true;
    return false;
}

/* The value that the local was given and still has; `*position`: where. NULL: that cannot be told. */
static const struct expr *source_of(const struct scope *scope, const struct expr *local, struct position *position) {
    if (local->kind != EXPR_LOCAL || local->index >= scope->body->local_count || scope_is_shared(scope, local) ||
        (scope->body->locals[local->index].flags & LOCAL_STATIC))
        return NULL;
    const struct assignment *set = scope_definition(scope, local, *position);
    if (set)
        *position = scope_at_assignment(set);
    return set ? set->assign->value : NULL;
}

/* `c->mode = mode; ... if (c->mode != NONE)`: the parameter that the field was given and still has; `*position`: where.
 * NULL: it is nothing of the kind. */
static const struct expr *stored_parameter(const struct scope *scope, const struct expr *field,
                                           struct position *position) {
    const struct assignment *set = field->kind == EXPR_FIELD ? scope_definition(scope, field, *position) : NULL;
    if (!set || set->assign->value->kind != EXPR_PARAMETER)
        return NULL;
    *position = scope_at_assignment(set);
    return set->assign->value;
}

static const struct expr *unaliased(const struct scope *scope, const struct expr *expr, struct position position) {
    for (int depth = 0; depth < SOURCE_DEPTH; depth++) {
        const struct expr *root = expr_root(expr);
        struct position at = position;
        if (root == expr || root->kind != EXPR_LOCAL || is_set_by_name(scope, expr))
            return expr;
        const struct expr *source = source_of(scope, root, &at);
        if (!source || !path_can_be(source))
            return expr;
        expr = path_with_root(scope->scratch, expr, source);
    }
    return expr;
}

/* --- one test ---------------------------------------------------------------------------------------------------- */

/* `[&] { if (remote) ask(); }`: what the lambda captures, which stays as it was. */
static const struct expr *captured_path(const struct scope *scope, const struct expr *expr) {
    const struct expr *root = expr_root(expr);
    bool is_it = root->kind == EXPR_LOCAL && path_can_be(expr) && captured_number(scope, root->index) != CAPTURED_NONE;
    return is_it && !scope_next(scope, root, NULL) ? path_convert(scope, expr) : NULL;
}

/* What the caller passed, or a part of it, as it is still at `position`: NULL for anything else. */
static const struct expr *passed_path(const struct scope *scope, const struct expr *expr, struct position position) {
    expr = unaliased(scope, expr, position);
    const struct expr *root = expr_root(expr);
    if (root->kind != EXPR_PARAMETER && root->kind != EXPR_THIS)
        return captured_path(scope, expr);
    const struct expr *path = path_of(scope, expr, position);
    return path->kind == EXPR_OPAQUE ? NULL : path;
}

static void add_guard(struct reading *reading, const struct guard *guard) {
    if (!reading->is_of_defaults)
        reading->facts = facts_with(reading->scope->scratch, reading->facts, guard);
}

/* --- defaults ---------------------------------------------------------------------------------------------------- */

/* `static const struct options none;`, `const struct options none = {0};` */
static bool is_constant_zero(const struct scope *scope, const struct expr *variable) {
    if (variable->kind != EXPR_LOCAL || variable->index >= scope->body->local_count)
        return false;
    const struct local *local = &scope->body->locals[variable->index];
    bool is_zero = (local->flags & LOCAL_STATIC) != 0;
    if (!local->type || strncmp(local->type, "const ", strlen("const ")) != 0)
        return false;
    for (const struct assignment *a = NULL; (a = scope_next(scope, variable, a)) != NULL;) {
        if (a->assign->value && !expr_is_zero(a->assign->value))
            return false;
        is_zero |= a->assign->value != NULL;
    }
    return is_zero;
}

/* `if (!o) o = &none;`, and nothing else sets the parameter. */
static bool is_defaulted_to_zero(const struct scope *scope, const struct expr *parameter, struct position position) {
    const struct assignment *set = scope_last_assignment(scope, parameter, position);
    const struct expr *tested;
    enum expr_op op;
    int64_t value;
    if (parameter->kind != EXPR_PARAMETER || scope_is_shared(scope, parameter) || !set || !set->guard ||
        set->assign->op != OP_NONE || !set->assign->value || set->assign->value->kind != EXPR_ADDRESS ||
        !assignment_is_to(set, parameter) || !is_constant_zero(scope, set->assign->value->a))
        return false;
    for (const struct assignment *a = NULL; (a = scope_next(scope, parameter, a)) != NULL;)
        if (a != set && assignment_is_to(a, parameter))
            return false;
    const struct expr *test = set->guard->condition;
    bool holds = set->is_then;
    if (test->kind == EXPR_UNARY && test->op == OP_NOT) {
        test = test->a;
        holds = !holds;
    }
    if (!assume_comparison(test, &tested, &op, &value))
        return !holds && expr_is_equal(test, parameter);
    return value == 0 && op == (holds ? OP_EQUAL : OP_NOT_EQUAL) && expr_is_equal(tested, parameter);
}

/* `o->dry` behind that: where the test can only hold of options that the caller has passed, the caller has passed some.
 */
static void read_defaulted(struct reading *reading, const struct expr *operand, enum expr_op op, int64_t value,
                           struct position position) {
    const struct scope *scope = reading->scope;
    const struct expr *root = expr_root(operand);
    struct known zero = known_value(0);
    const struct expr *object = operand;
    while (object->kind == EXPR_FIELD)
        object = object->a;
    if (object->kind != EXPR_DEREF || object->a != root || known_compare(&zero, op, value) != TRUTH_NO ||
        !is_defaulted_to_zero(scope, root, position))
        return;
    const struct guard *passed = guard_mode(scope->atoms, path_convert(scope, root), OP_NOT_EQUAL, false, 0);
    reading->facts = facts_with(scope->scratch, reading->facts, passed);
}

/* (flags & mask) op value */
static void read_bits(struct reading *reading, const struct expr *flags, int64_t mask, enum expr_op op, int64_t value,
                      struct position position) {
    if (value != 0 && value == mask && (mask & (mask - 1)) == 0 && (op == OP_EQUAL || op == OP_NOT_EQUAL)) {
        op = comparison_negated(op); /* (flags & X) == X */
        value = 0;
    }
    if (value != 0 || (op != OP_EQUAL && op != OP_NOT_EQUAL))
        return;
    struct position at = position;
    const struct expr *path = passed_path(reading->scope, flags, position);
    const struct expr *source = path ? NULL : source_of(reading->scope, flags, &at);
    if (path)
        add_guard(reading, guard_mode(reading->scope->atoms, path, OP_BIT_AND, op == OP_EQUAL, mask));
    else if (source && reading->depth++ < SOURCE_DEPTH)
        read_bits(reading, source, mask, op, value, at);
}

static bool is_truth(const struct expr *expr) {
    if (expr->kind == EXPR_UNARY)
        return expr->op == OP_NOT;
    return expr->kind == EXPR_BINARY &&
           (expr->op == OP_AND || expr->op == OP_OR || (expr->op >= OP_EQUAL && expr->op <= OP_GREATER_EQUAL));
}

/* `cond ? 1 : 0` compared: the condition, where only one of the two values can be meant. */
static void read_choice(struct reading *reading, const struct expr *condition, const struct expr *yes,
                        const struct expr *no, enum expr_op op, int64_t value, struct position position) {
    int64_t x, y;
    if (!expr_is_constant(yes, &x) || !expr_is_constant(no, &y))
        return;
    struct known a = known_value(x), b = known_value(y);
    enum truth with = known_compare(&a, op, value), without = known_compare(&b, op, value);
    if (with != without)
        read_condition(reading, condition, with == TRUTH_YES, position);
}

/* `x = 0; if (cond) x = 1;` */
static void read_set_by_test(struct reading *reading, const struct expr *local, enum expr_op op, int64_t value,
                             struct position position) {
    const struct scope *scope = reading->scope;
    const struct assignment *last = scope_last_assignment(scope, local, position);
    if (local->kind != EXPR_LOCAL || scope_is_shared(scope, local) || !last || !last->guard || !last->is_then ||
        last->assign->op != OP_NONE || !last->assign->value || last->loop != position.loop)
        return;
    struct position at = scope_at_assignment(last);
    const struct assignment *first = scope_definition(scope, local, at);
    if (!first || first->assign->op != OP_NONE || !first->assign->value || first->loop != position.loop)
        return;
    read_choice(reading, last->guard->condition, last->assign->value, first->assign->value, op, value, at);
}

static void read_comparison(struct reading *reading, const struct expr *operand, enum expr_op op, int64_t value,
                            struct position position) {
    const struct scope *scope = reading->scope;
    int64_t mask;
    if (reading->depth++ > SOURCE_DEPTH)
        return;
    if (operand->kind == EXPR_BINARY && operand->op == OP_BIT_AND && expr_is_constant(operand->b, &mask)) {
        read_bits(reading, operand->a, mask, op, value, position);
    } else if (operand->kind == EXPR_SELECT) {
        read_choice(reading, operand->a, operand->b, operand->c, op, value, position);
    } else if (is_truth(operand)) {
        const struct expr one = {.kind = EXPR_CONSTANT, .value = 1}, zero = {.kind = EXPR_CONSTANT};
        read_choice(reading, operand, &one, &zero, op, value, position);
    } else if (operand->kind == EXPR_LOCAL) {
        const struct expr *source = source_of(scope, operand, &position);
        const struct expr *captured = source ? NULL : captured_path(scope, operand);
        if (captured)
            add_guard(reading, guard_mode(scope->atoms, captured, op, false, value));
        else if (source)
            read_comparison(reading, source, op, value, position);
        else
            read_set_by_test(reading, operand, op, value, position);
    } else {
        const struct expr *path = passed_path(scope, operand, position);
        const struct expr *stored = path ? NULL : stored_parameter(scope, operand, &position);
        if (path)
            add_guard(reading, guard_mode(scope->atoms, path, op, false, value));
        else if (stored)
            read_comparison(reading, stored, op, value, position);
        else if (reading->is_of_defaults)
            read_defaulted(reading, operand, op, value, position);
    }
}

static void read_condition(struct reading *reading, const struct expr *condition, bool holds,
                           struct position position) {
    const struct expr *operand;
    enum expr_op op;
    int64_t value;
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT) {
        read_condition(reading, condition->a, !holds, position);
        return;
    }
    if (condition->kind == EXPR_BINARY && condition->op == (holds ? OP_AND : OP_OR)) {
        int depth = reading->depth;
        read_condition(reading, condition->a, holds, position);
        reading->depth = depth;
        read_condition(reading, condition->b, holds, position);
        return;
    }
    if (condition->kind == EXPR_BINARY && (condition->op == OP_AND || condition->op == OP_OR))
        return;
    if (assume_comparison(condition, &operand, &op, &value))
        read_comparison(reading, operand, holds ? op : comparison_negated(op), value, position);
    else
        read_comparison(reading, condition, holds ? OP_NOT_EQUAL : OP_EQUAL, 0, position);
}

const struct facts *mode_of_outcome(const struct scope *scope, const struct facts *facts, const struct expr *condition,
                                    bool holds, struct position position) {
    struct reading reading = {scope, facts, 0, false};
    read_condition(&reading, condition, holds, position);
    return reading.facts;
}

const struct facts *mode_of_defaults(const struct scope *scope, const struct facts *facts, const struct expr *condition,
                                     bool holds, struct position position) {
    struct reading reading = {scope, facts, 0, true};
    read_condition(&reading, condition, holds, position);
    return reading.facts;
}
