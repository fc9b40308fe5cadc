/* Expressions as counts. Tests: tests/unit/cost/test_turns.c */
#include "turns/bound_internal.h"

#include "base/text.h"
#include "turns/path.h"
#include "turns/turns.h"
#include "turns/written_out.h"

#include <stdlib.h>
#include <string.h>

#define RESOLVE_DEPTH 8

/* --- numbers ----------------------------------------------------------------------------------------------------- */

struct bound bound_sum(struct atom_table *atoms, struct bound a, struct bound b) {
    return (struct bound){poly_add(atoms, a.plus, b.plus), poly_add(atoms, a.minus, b.minus)};
}

/* From a start that is 1 at most it may be all the way. */
struct bound bound_difference(struct atom_table *atoms, struct bound a, struct bound b) {
    int64_t most;
    if (b.plus && !b.minus && !poly_is_exact(b.plus) && poly_is_constant(b.plus, &most))
        return (struct bound){poly_inexact(atoms, a.plus), a.minus};
    return bound_sum(atoms, a, (struct bound){b.minus, b.plus});
}

struct bound bound_constant(struct atom_table *atoms, int64_t value) {
    return (struct bound){poly_constant(atoms, value),
                          value < 0 ? poly_constant(atoms, value == INT64_MIN ? INT64_MAX : -value) : NULL};
}

const struct poly *bound_count(struct atom_table *atoms, struct bound bound) {
    return poly_subtract(atoms, bound.plus, bound.minus);
}

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

/* `s.list->length` of `struct walk s = {list, 0};` is the length of `list`, which the source of a macro like foreach()
 * never writes otherwise. */
static const struct expr *hidden_list(const struct scope *scope, const struct expr *expr, struct position *position) {
    if (expr->kind != EXPR_FIELD || expr->a->kind != EXPR_DEREF)
        return NULL;
    return bound_listed_member(scope, expr->a->a, position);
}

/* A reference that was passed is the caller's object, whatever methods do to that: `v.begin()` takes its address. To a
 * constant they do nothing. */
static bool is_passed_object(const struct scope *scope, const struct expr *expr) {
    return expr->kind == EXPR_PARAMETER && expr->index < scope->body->parameter_count &&
           (scope->body->parameters[expr->index].flags & LOCAL_REFERENCE) && !scope_next(scope, expr, NULL);
}

const struct poly *bound_atom(const struct scope *scope, enum atom_kind kind, const struct expr *expr,
                              struct position position) {
    const struct expr *list = kind == ATOM_VALUE ? hidden_list(scope, expr, &position) : NULL;
    if (list)
        return bound_atom(scope, ATOM_LENGTH, list, position);
    bool is_always = false;
    int64_t listed = kind == ATOM_SIZE ? written_out(scope, expr, &is_always) : -1;
    if (listed >= 0) {
        const struct poly *size = poly_constant(scope->atoms, listed);
        return is_always ? size : poly_inexact(scope->atoms, size);
    }
    bool is_object = kind == ATOM_SIZE && is_passed_object(scope, expr);
    bool is_changed = is_object && scope_is_shared(scope, expr) &&
                      strncmp(scope->body->parameters[expr->index].type, "const ", strlen("const ")) != 0;
    const struct expr *path = is_object ? path_convert(scope, expr) : path_of(scope, expr, position);
    const struct atom *atom = atom_path(scope->atoms, kind, path, bound_is_per_element(scope, expr, position));
    bool is_exact = path->kind != EXPR_OPAQUE && !is_changed && is_one_value(scope, expr);
    return poly_atom(scope->atoms, atom, is_exact);
}

/* --- calls ------------------------------------------------------------------------------------------------------- */

const struct model *bound_model(const struct scope *scope, const struct call *call) {
    uint32_t unit = scope->program->functions[scope->function].unit;
    return call->symbol == SYMBOL_NONE ? NULL : program_entity(scope->program, unit, call->symbol)->model;
}

bool bound_is_minimum_call(const struct scope *scope, const struct call *call) {
    if (!call || call->symbol == SYMBOL_NONE || call->argument_count != 2)
        return false;
    return strcmp(text_own_name(scope->unit->symbols[call->symbol].name), "min") == 0;
}

static const struct poly *smaller(const struct poly *a, const struct poly *b) {
    return poly_value(a, turns_assumed, NULL) <= poly_value(b, turns_assumed, NULL) ? a : b;
}

/* `items.size()` of a container that was passed, which the caller may know more of. */
static bool is_size_of_passed(const struct scope *scope, const struct call *call) {
    if (!call || call->symbol == SYMBOL_NONE || call->argument_count != 0 || !call->receiver ||
        !is_passed_object(scope, call->receiver))
        return false;
    const char *name = scope->unit->symbols[call->symbol].name;
    return strncmp(name, "std::", strlen("std::")) == 0 && strcmp(text_own_name(name), "size") == 0;
}

static const struct poly *count_of_call(const struct scope *scope, const struct expr *expr, struct position position,
                                        int depth) {
    const struct call *call = scope_call(scope, expr);
    const struct model *model = call ? bound_model(scope, call) : NULL;
    if (bound_is_minimum_call(scope, call)) {
        struct position at = scope_at_call(scope, call->index);
        const struct poly *a = bound_count(scope->atoms, bound_resolve(scope, call->arguments[0].value, at, depth + 1));
        const struct poly *b = bound_count(scope->atoms, bound_resolve(scope, call->arguments[1].value, at, depth + 1));
        return poly_inexact(scope->atoms, smaller(a, b));
    }
    if (is_size_of_passed(scope, call))
        return bound_size(scope, call->receiver, NULL, position);
    if (model && model->rows >= 0 && (uint32_t)model->rows < call->argument_count)
        return bound_atom(scope, ATOM_ROWS, call->arguments[model->rows].value, position);
    bool is_nested = false;
    for (uint32_t i = 0; call && i < call->argument_count; i++)
        is_nested |= bound_is_per_element(scope, call->arguments[i].value, position);
    const struct expr *path = path_of(scope, expr, position);
    return poly_atom(scope->atoms, atom_path(scope->atoms, ATOM_VALUE, path, is_nested), true);
}

/* --- operators --------------------------------------------------------------------------------------------------- */

static struct bound product(const struct scope *scope, struct bound a, struct bound b) {
    struct atom_table *atoms = scope->atoms;
    if (!a.minus && !b.minus)
        return bound_only(poly_multiply(atoms, a.plus, b.plus));
    if (!b.minus)
        return (struct bound){poly_multiply(atoms, a.plus, b.plus), poly_multiply(atoms, a.minus, b.plus)};
    if (!a.minus)
        return product(scope, b, a);
    return bound_only(poly_multiply(atoms, bound_count(atoms, a), bound_count(atoms, b)));
}

/* C rounds down: (n + k - 1) / k is ceil(n / k) and exact; n / k is at most that. */
static struct bound quotient(const struct scope *scope, struct bound a, int64_t divisor) {
    struct atom_table *atoms = scope->atoms;
    struct bound less = bound_difference(atoms, a, bound_constant(atoms, divisor - 1));
    const struct poly *exact = bound_count(atoms, less), *whole = bound_count(atoms, a);
    if (poly_is_equal(poly_add(atoms, exact, poly_constant(atoms, divisor - 1)), whole))
        return bound_only(poly_divide(atoms, exact, divisor));
    return bound_only(poly_inexact(atoms, poly_divide(atoms, whole, divisor)));
}

static struct bound resolve_binary(const struct scope *scope, const struct expr *expr, struct position position,
                                   int depth) {
    struct atom_table *atoms = scope->atoms;
    int64_t value;
    bool is_constant = expr_is_constant(expr->b, &value);
    bool is_shift = is_constant && value >= 0 && value < 32;
    struct bound a = bound_resolve(scope, expr->a, position, depth + 1);
    switch ((enum expr_op)expr->op) {
    case OP_ADD:
        return bound_sum(atoms, a, bound_resolve(scope, expr->b, position, depth + 1));
    case OP_SUBTRACT:
        return bound_difference(atoms, a, bound_resolve(scope, expr->b, position, depth + 1));
    case OP_MULTIPLY:
        return product(scope, a, bound_resolve(scope, expr->b, position, depth + 1));
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
    return bound_only(bound_atom(scope, ATOM_VALUE, expr, position));
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
    const struct poly *b = bound_count(atoms, bound_resolve(scope, expr->b, position, depth + 1));
    const struct poly *c = bound_count(atoms, bound_resolve(scope, expr->c, position, depth + 1));
    if (!is_minimum(expr))
        return poly_inexact(atoms, poly_join(atoms, b, c));
    return poly_inexact(atoms, smaller(b, c));
}

struct bound bound_resolve(const struct scope *scope, const struct expr *expr, struct position position, int depth) {
    if (depth > RESOLVE_DEPTH)
        return bound_only(bound_atom(scope, ATOM_VALUE, expr, position));
    switch ((enum expr_kind)expr->kind) {
    case EXPR_CONSTANT:
        return bound_constant(scope->atoms, expr->value);
    case EXPR_LOCAL:
    case EXPR_PARAMETER:
    case EXPR_GLOBAL:
    case EXPR_FIELD:
        return bound_of_variable(scope, expr, position, depth);
    case EXPR_CALL:
        return bound_only(count_of_call(scope, expr, position, depth));
    case EXPR_UNARY:
        if (expr->op == OP_NEGATE)
            return bound_difference(scope->atoms, (struct bound){0},
                                    bound_resolve(scope, expr->a, position, depth + 1));
        return bound_only(bound_atom(scope, ATOM_VALUE, expr, position));
    case EXPR_BINARY:
        return resolve_binary(scope, expr, position, depth);
    case EXPR_ADDRESS: /* &a[n - 1], from which a walk goes back to a */
        if (expr->a->kind == EXPR_ELEMENT)
            return bound_sum(scope->atoms, bound_resolve(scope, expr->a->a, position, depth + 1),
                             bound_resolve(scope, expr->a->b, position, depth + 1));
        return bound_only(bound_atom(scope, ATOM_VALUE, expr, position));
    case EXPR_SELECT:
        return bound_only(resolve_select(scope, expr, position, depth));
    default:
        return bound_only(bound_atom(scope, ATOM_VALUE, expr, position));
    }
}

struct bound bound_of(const struct scope *scope, const struct expr *expr, struct position position) {
    return bound_resolve(scope, expr, position, 0);
}

const struct poly *bound_step(const struct scope *scope, const struct expr *expr, struct position position) {
    struct bound step = bound_resolve(scope, expr, position, 0);
    int64_t value;
    if (!poly_is_exact(step.plus) || step.minus || poly_is_zero(step.plus))
        return NULL;
    bool is_variable = expr->kind == EXPR_LOCAL || expr->kind == EXPR_PARAMETER || expr->kind == EXPR_FIELD ||
                       expr->kind == EXPR_GLOBAL;
    if (poly_is_constant(step.plus, &value) || !is_variable)
        return step.plus;
    const struct atom *atom = atom_path(scope->atoms, ATOM_VALUE, path_of(scope, expr, position), true);
    return poly_atom(scope->atoms, atom, true);
}

int64_t bound_array_size(const struct scope *scope, const struct expr *expr) {
    const char *type = NULL;
    char *end;
    if (expr->kind == EXPR_LOCAL && expr->index < scope->body->local_count)
        type = scope->body->locals[expr->index].type;
    else if (expr->kind == EXPR_GLOBAL)
        type = scope->unit->symbols[expr->index].type;
    const char *bracket = type ? strchr(type, '[') : NULL;
    if (!bracket)
        return -1;
    long long size = strtoll(bracket + 1, &end, 10);
    return *end == ']' && end > bracket + 1 ? size : -1;
}

/* --- containers -------------------------------------------------------------------------------------------------- */

/* `v` of `v.begin()` and `std::begin(v)`, by the names of such functions; NULL: it is no such call. */
static const struct expr *container_of(const struct scope *scope, const struct expr *expr, const char *const names[],
                                       size_t count) {
    const struct call *call = expr ? scope_call(scope, expr) : NULL;
    if (!call || call->symbol == SYMBOL_NONE || (!call->receiver && call->argument_count != 1))
        return NULL;
    const char *name = scope->unit->symbols[call->symbol].name, *colon = strrchr(name, ':');
    for (size_t i = 0; i < count; i++)
        if (strcmp(colon ? colon + 1 : name, names[i]) == 0)
            return call->receiver ? call->receiver : call->arguments[0].value;
    return NULL;
}

const struct expr *bound_ended(const struct scope *scope, const struct expr *expr) {
    static const char *const ends[] = {"end", "cend", "rend", "crend"};
    return container_of(scope, expr, ends, ARRAY_COUNT(ends));
}

const struct poly *bound_size(const struct scope *scope, const struct expr *expr, const struct expr *end,
                              struct position position) {
    static const char *const begins[] = {"begin", "cbegin", "rbegin", "crbegin"};
    const struct expr *begun = container_of(scope, expr, begins, ARRAY_COUNT(begins)), *ended = bound_ended(scope, end);
    const struct expr *container = begun ? begun : expr;
    while (container->kind == EXPR_ADDRESS)
        container = container->a;
    if (end && end->kind == EXPR_BINARY && end->op == OP_ADD && expr_is_equal(end->a, expr)) /* a, a + n */
        return bound_count(scope->atoms, bound_of(scope, end->b, position));
    int64_t size = bound_array_size(scope, container);
    const struct poly *count =
        size >= 0 ? poly_constant(scope->atoms, size) : bound_atom(scope, ATOM_SIZE, container, position);
    bool is_whole = begun ? ended && expr_is_equal(begun, ended) : size < 0;
    return is_whole ? count : poly_inexact(scope->atoms, count);
}
