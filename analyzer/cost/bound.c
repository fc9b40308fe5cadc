/* Expressions as counts. Tests: tests/unit/cost/test_turns.c */
#include "cost/bound.h"

#include "cost/path.h"
#include "cost/turns.h"

#define RESOLVE_DEPTH 8
#define NAMED_DEPTH   3 /* a path of more parts is no better name than the variable that it was given to */

static struct bound resolve(const struct scope *scope, const struct expr *expr, struct position position, int depth);

/* --- numbers ----------------------------------------------------------------------------------------------------- */

struct bound bound_sum(struct atom_table *atoms, struct bound a, struct bound b) {
    return (struct bound){poly_add(atoms, a.plus, b.plus), poly_add(atoms, a.minus, b.minus)};
}

struct bound bound_difference(struct atom_table *atoms, struct bound a, struct bound b) {
    return bound_sum(atoms, a, (struct bound){b.minus, b.plus});
}

struct bound bound_constant(struct atom_table *atoms, int64_t value) {
    return (struct bound){poly_constant(atoms, value),
                          value < 0 ? poly_constant(atoms, value == INT64_MIN ? INT64_MAX : -value) : NULL};
}

const struct poly *bound_count(struct atom_table *atoms, struct bound bound) {
    return poly_subtract(atoms, bound.plus, bound.minus);
}

static struct bound count_only(const struct poly *count) { return (struct bound){count, NULL}; }

/* --- names ------------------------------------------------------------------------------------------------------- */

bool bound_is_per_element(const struct scope *scope, const struct expr *expr, struct position position) {
    for (uint32_t outer = position.loop; expr && outer != LOOP_NONE; outer = scope->loops[outer].parent)
        if (scope_is_assigned_in(scope, expr, outer))
            return true;
    return false;
}

/* A local that is set more than once names a different value each time. */
static bool is_one_value(const struct scope *scope, const struct expr *expr) {
    const struct expr *root = expr_root(expr);
    uint32_t count = 0;
    if (root->kind != EXPR_LOCAL)
        return true;
    for (const struct assignment *a = NULL; (a = scope_next(scope, root, a)) != NULL;)
        count += a->assign->value != NULL;
    return count <= 1;
}

const struct poly *bound_atom(const struct scope *scope, enum atom_kind kind, const struct expr *expr,
                              struct position position) {
    const struct expr *path = path_of(scope, expr, position);
    const struct atom *atom = atom_path(scope->atoms, kind, path, bound_is_per_element(scope, expr, position));
    return poly_atom(scope->atoms, atom, path->kind != EXPR_OPAQUE && is_one_value(scope, expr));
}

/* --- calls ------------------------------------------------------------------------------------------------------- */

const struct model *bound_model(const struct scope *scope, const struct call *call) {
    uint32_t unit = scope->program->functions[scope->function].unit;
    return call->symbol == SYMBOL_NONE ? NULL : program_entity(scope->program, unit, call->symbol)->model;
}

static const struct poly *count_of_call(const struct scope *scope, const struct expr *expr, struct position position) {
    const struct call *call = scope_call(scope, expr);
    const struct model *model = call ? bound_model(scope, call) : NULL;
    if (model && model->rows >= 0 && (uint32_t)model->rows < call->argument_count)
        return bound_atom(scope, ATOM_ROWS, call->arguments[model->rows].value, position);
    bool is_nested = false;
    for (uint32_t i = 0; call && i < call->argument_count; i++)
        is_nested |= bound_is_per_element(scope, call->arguments[i].value, position);
    const struct expr *path = path_of(scope, expr, position);
    return poly_atom(scope->atoms, atom_path(scope->atoms, ATOM_VALUE, path, is_nested), true);
}

/* --- variables --------------------------------------------------------------------------------------------------- */

/* The value says more than the name of the variable that it was given to. */
static bool is_worth_naming(const struct expr *value) {
    const struct expr *root = expr_root(value);
    switch ((enum expr_kind)value->kind) {
    case EXPR_CONSTANT:
    case EXPR_CALL:
    case EXPR_BINARY:
    case EXPR_SELECT:
    case EXPR_LOCAL:
        return true;
    default:
        return (root->kind == EXPR_PARAMETER || root->kind == EXPR_GLOBAL || root->kind == EXPR_THIS) &&
               path_depth(value) <= NAMED_DEPTH;
    }
}

/* `if (n > limit) n = limit;`: the limit, or NULL. */
static const struct expr *cap_of(const struct assignment *a, const struct expr *variable) {
    if (!a || !a->guard || !a->is_then || a->assign->op != OP_NONE || !a->assign->value ||
        !assignment_is_to(a, variable) || a->guard->condition->kind != EXPR_BINARY)
        return NULL;
    const struct expr *test = a->guard->condition, *value = a->assign->value;
    if ((test->op == OP_GREATER || test->op == OP_GREATER_EQUAL) && expr_is_equal(test->a, variable) &&
        expr_is_equal(test->b, value))
        return value;
    if ((test->op == OP_LESS || test->op == OP_LESS_EQUAL) && expr_is_equal(test->b, variable) &&
        expr_is_equal(test->a, value))
        return value;
    return NULL;
}

static struct bound resolve_variable(const struct scope *scope, const struct expr *expr, struct position position,
                                     int depth) {
    struct atom_table *atoms = scope->atoms;
    if (scope_is_shared(scope, expr))
        return count_only(poly_inexact(atoms, bound_atom(scope, ATOM_VALUE, expr, position)));
    const struct assignment *definition = scope_definition(scope, expr, position);
    if (definition && is_worth_naming(definition->assign->value))
        return resolve(scope, definition->assign->value, scope_at_assignment(definition), depth + 1);
    const struct assignment *last = definition ? NULL : scope_last_assignment(scope, expr, position);
    const struct expr *cap = cap_of(last, expr);
    if (!cap || bound_is_per_element(scope, expr, position))
        return count_only(bound_atom(scope, ATOM_VALUE, expr, position));
    struct bound limit = resolve(scope, cap, scope_at_assignment(last), depth + 1);
    return count_only(poly_inexact(atoms, bound_count(atoms, limit)));
}

/* --- operators --------------------------------------------------------------------------------------------------- */

static struct bound product(const struct scope *scope, struct bound a, struct bound b) {
    struct atom_table *atoms = scope->atoms;
    if (!a.minus && !b.minus)
        return count_only(poly_multiply(atoms, a.plus, b.plus));
    if (!b.minus)
        return (struct bound){poly_multiply(atoms, a.plus, b.plus), poly_multiply(atoms, a.minus, b.plus)};
    if (!a.minus)
        return product(scope, b, a);
    return count_only(poly_multiply(atoms, bound_count(atoms, a), bound_count(atoms, b)));
}

/* C rounds down: (n + k - 1) / k is ceil(n / k) and exact; n / k is at most that. */
static struct bound quotient(const struct scope *scope, struct bound a, int64_t divisor) {
    struct atom_table *atoms = scope->atoms;
    struct bound less = bound_difference(atoms, a, bound_constant(atoms, divisor - 1));
    const struct poly *exact = bound_count(atoms, less), *whole = bound_count(atoms, a);
    if (poly_is_equal(poly_add(atoms, exact, poly_constant(atoms, divisor - 1)), whole))
        return count_only(poly_divide(atoms, exact, divisor));
    return count_only(poly_inexact(atoms, poly_divide(atoms, whole, divisor)));
}

static struct bound resolve_binary(const struct scope *scope, const struct expr *expr, struct position position,
                                   int depth) {
    struct atom_table *atoms = scope->atoms;
    int64_t value;
    bool is_constant = expr_is_constant(expr->b, &value);
    bool is_shift = is_constant && value >= 0 && value < 32;
    struct bound a = resolve(scope, expr->a, position, depth + 1);
    switch ((enum expr_op)expr->op) {
    case OP_ADD:
        return bound_sum(atoms, a, resolve(scope, expr->b, position, depth + 1));
    case OP_SUBTRACT:
        return bound_difference(atoms, a, resolve(scope, expr->b, position, depth + 1));
    case OP_MULTIPLY:
        return product(scope, a, resolve(scope, expr->b, position, depth + 1));
    case OP_DIVIDE:
        if (is_constant && value > 0)
            return quotient(scope, a, value);
        break;
    case OP_SHIFT_RIGHT:
        if (is_shift)
            return quotient(scope, a, (int64_t)1 << value);
        break;
    case OP_SHIFT_LEFT:
        if (is_shift)
            return product(scope, a, bound_constant(atoms, (int64_t)1 << value));
        break;
    default:
        break;
    }
    return count_only(bound_atom(scope, ATOM_VALUE, expr, position));
}

/* `a < b ? a : b` is at most either of them. */
static bool is_minimum(const struct expr *expr) {
    const struct expr *test = expr->a;
    if (test->kind != EXPR_BINARY)
        return false;
    if (test->op == OP_LESS || test->op == OP_LESS_EQUAL)
        return expr_is_equal(test->a, expr->b) && expr_is_equal(test->b, expr->c);
    if (test->op == OP_GREATER || test->op == OP_GREATER_EQUAL)
        return expr_is_equal(test->a, expr->c) && expr_is_equal(test->b, expr->b);
    return false;
}

static const struct poly *resolve_select(const struct scope *scope, const struct expr *expr, struct position position,
                                         int depth) {
    struct atom_table *atoms = scope->atoms;
    const struct poly *b = bound_count(atoms, resolve(scope, expr->b, position, depth + 1));
    const struct poly *c = bound_count(atoms, resolve(scope, expr->c, position, depth + 1));
    if (!is_minimum(expr))
        return poly_inexact(atoms, poly_join(atoms, b, c));
    bool is_first = poly_value(b, turns_assumed, NULL) <= poly_value(c, turns_assumed, NULL);
    return poly_inexact(atoms, is_first ? b : c);
}

static struct bound resolve(const struct scope *scope, const struct expr *expr, struct position position, int depth) {
    if (depth > RESOLVE_DEPTH)
        return count_only(bound_atom(scope, ATOM_VALUE, expr, position));
    switch ((enum expr_kind)expr->kind) {
    case EXPR_CONSTANT:
        return bound_constant(scope->atoms, expr->value);
    case EXPR_LOCAL:
    case EXPR_PARAMETER:
    case EXPR_GLOBAL:
    case EXPR_FIELD:
        return resolve_variable(scope, expr, position, depth);
    case EXPR_CALL:
        return count_only(count_of_call(scope, expr, position));
    case EXPR_BINARY:
        return resolve_binary(scope, expr, position, depth);
    case EXPR_SELECT:
        return count_only(resolve_select(scope, expr, position, depth));
    default:
        return count_only(bound_atom(scope, ATOM_VALUE, expr, position));
    }
}

struct bound bound_of(const struct scope *scope, const struct expr *expr, struct position position) {
    return resolve(scope, expr, position, 0);
}
