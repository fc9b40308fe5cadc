/* Expressions as counts. Tests: tests/unit/cost/test_turns.c */
#include "turns/bound.h"

#include "ir/text.h"
#include "turns/limit.h"
#include "turns/path.h"
#include "turns/turns.h"
#include "turns/written_out.h"

#include <stdlib.h>
#include <string.h>

#define RESOLVE_DEPTH  8
#define FEW            64 /* a larger number says less than the variable's name */
#define CALL_TEXT_MOST 24 /* characters; a longer call is no better name than the variable that it was given to */
#define NAMED_DEPTH    3  /* a path of more parts is no better name than the variable that it was given to */

static struct bound resolve(const struct scope *scope, const struct expr *expr, struct position position, int depth);
static const struct expr *listed_member(const struct scope *scope, const struct expr *expr, struct position *position);

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

/* `s.list->length` of `struct walk s = {list, 0};` is the length of `list`, which the source of a macro like foreach()
 * never writes otherwise. */
static const struct expr *hidden_list(const struct scope *scope, const struct expr *expr, struct position *position) {
    if (expr->kind != EXPR_FIELD || expr->a->kind != EXPR_DEREF)
        return NULL;
    return listed_member(scope, expr->a->a, position);
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

/* std::min(n, 8), min(n, 8) */
static bool is_minimum_call(const struct scope *scope, const struct call *call) {
    if (!call || call->symbol == SYMBOL_NONE || call->argument_count != 2)
        return false;
    const char *name = scope->unit->symbols[call->symbol].name;
    const char *colon = strrchr(name, ':');
    return strcmp(colon ? colon + 1 : name, "min") == 0;
}

static const struct poly *smaller(const struct poly *a, const struct poly *b) {
    return poly_value(a, turns_assumed, NULL) <= poly_value(b, turns_assumed, NULL) ? a : b;
}

/* `items.size()` of a container that was passed, which the caller may know more of. */
static bool is_size_of_passed(const struct scope *scope, const struct call *call) {
    if (!call || call->symbol == SYMBOL_NONE || call->argument_count != 0 || !call->receiver ||
        !is_passed_object(scope, call->receiver))
        return false;
    const char *name = scope->unit->symbols[call->symbol].name, *colon = strrchr(name, ':');
    return strncmp(name, "std::", strlen("std::")) == 0 && colon && strcmp(colon + 1, "size") == 0;
}

static const struct poly *count_of_call(const struct scope *scope, const struct expr *expr, struct position position,
                                        int depth) {
    const struct call *call = scope_call(scope, expr);
    const struct model *model = call ? bound_model(scope, call) : NULL;
    if (is_minimum_call(scope, call)) {
        struct position at = scope_at_call(scope, call->index);
        const struct poly *a = bound_count(scope->atoms, resolve(scope, call->arguments[0].value, at, depth + 1));
        const struct poly *b = bound_count(scope->atoms, resolve(scope, call->arguments[1].value, at, depth + 1));
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

/* --- variables --------------------------------------------------------------------------------------------------- */

/* The value holds a call that would have to be named by all of its text. */
static bool holds_long_call(const struct scope *scope, const struct expr *value) {
    if (!value)
        return false;
    if (value->kind != EXPR_CALL)
        return holds_long_call(scope, value->a) || holds_long_call(scope, value->b) || holds_long_call(scope, value->c);
    const struct call *call = scope_call(scope, value);
    const struct model *model = call ? bound_model(scope, call) : NULL;
    if (is_minimum_call(scope, call) || (model && model->rows >= 0))
        return false;
    struct buffer text = {0};
    expr_print_source(scope->unit, scope->body, value, &text);
    bool is_long = text.size > CALL_TEXT_MOST;
    buffer_finish(&text);
    return is_long;
}

/* `(word >> 31) & 0x7fffffff`: how it lies there is nothing to people, the name that it is given is. */
static bool is_packed(const struct expr *value) {
    return value->op == OP_BIT_AND && value->a->kind == EXPR_BINARY && value->a->op == OP_SHIFT_RIGHT;
}

/* The value says more than the name of the variable that it was given to. */
static bool is_worth_naming(const struct scope *scope, const struct expr *value) {
    const struct expr *root = expr_root(value);
    switch ((enum expr_kind)value->kind) {
    case EXPR_CONSTANT:
    case EXPR_LOCAL:
        return true;
    case EXPR_BINARY:
        return !is_packed(value) && !holds_long_call(scope, value);
    case EXPR_CALL:
    case EXPR_UNARY:
    case EXPR_SELECT:
        return !holds_long_call(scope, value);
    default:
        return (root->kind == EXPR_PARAMETER || root->kind == EXPR_GLOBAL || root->kind == EXPR_THIS) &&
               path_depth(value) <= NAMED_DEPTH;
    }
}

/* `p = c->list->first;`: a pointer is no number that a name could tell anything of, and `p < c->list->first + n` is to
 * leave n. */
static bool is_begin_of_walk(const struct scope *scope, const struct expr *variable, const struct expr *value) {
    return variable->kind == EXPR_LOCAL && scope_is_pointer(scope, variable) && path_can_be(value);
}

static const struct expr *record_member(const struct scope *scope, const struct expr *list, uint32_t field) {
    for (uint32_t r = 0; r < scope->unit->record_count; r++)
        for (uint32_t f = 0; f < scope->unit->records[r].field_count; f++)
            if (scope->unit->records[r].fields[f].symbol == field)
                return f < list->item_count ? list->items[f] : NULL;
    return NULL;
}

/* `s.list` after `struct walk s = {list, 0};`: what it was given, and `*position` where. NULL: nothing of the kind. */
static const struct expr *listed_member(const struct scope *scope, const struct expr *expr, struct position *position) {
    if (expr->kind != EXPR_FIELD || expr->a->kind != EXPR_LOCAL || scope_is_shared(scope, expr->a))
        return NULL;
    const struct assignment *last = scope_last_assignment(scope, expr, *position);
    if (!last || last->list_end < position->number || last->assign->op != OP_NONE || !last->assign->value ||
        last->assign->value->kind != EXPR_LIST || !assignment_is_to(last, expr->a))
        return NULL;
    const struct expr *member = record_member(scope, last->assign->value, expr->index);
    if (member)
        *position = scope_at_assignment(last);
    return member;
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

/* A count that is known to be `most` at most. Like all bounds: the smaller by assumed value. */
static struct bound limited(const struct scope *scope, const struct poly *count, const struct expr *expr,
                            struct position position) {
    int64_t most;
    if (!limit_of(scope, expr, position, &most) || poly_value(count, turns_assumed, NULL) <= (double)most)
        return count_only(count);
    return count_only(poly_inexact(scope->atoms, poly_constant(scope->atoms, most)));
}

/* At the branch whose then-arm holds the assignment, which comes right before that arm. */
static struct position before_branch(const struct scope *scope, const struct assignment *a) {
    struct position position = scope_at_assignment(a);
    for (uint32_t i = 0; i < scope->holding_count; i++) {
        const struct holding *holding = &scope->holding[i];
        if (holding->condition == a->guard->condition && holding->begin <= a->number && a->number <= holding->end)
            position.number = holding->begin - 1;
    }
    return position;
}

/* `if (n < 1) n = 1;` behind a limit: the larger of the two constants; NULL: it is none of that. */
static const struct poly *raised(const struct scope *scope, const struct assignment *last, const struct expr *expr,
                                 int depth) {
    int64_t least, most;
    if (!last || !last->guard || !last->is_then || last->loop != LOOP_NONE || last->assign->op != OP_NONE ||
        !last->assign->value || !expr_is_constant(last->assign->value, &least) || !assignment_is_to(last, expr))
        return NULL;
    struct bound before = resolve(scope, expr, before_branch(scope, last), depth + 1);
    if (before.minus || !poly_is_constant(before.plus, &most))
        return NULL;
    return poly_constant(scope->atoms, most > least ? most : least);
}

/* Each turn begins with `value < variable`. */
static bool begins_below(const struct expr *condition, const struct expr *value, const struct expr *variable) {
    if (!condition || condition->kind != EXPR_BINARY)
        return false;
    if (condition->op == OP_AND)
        return begins_below(condition->a, value, variable) || begins_below(condition->b, value, variable);
    bool is_below = condition->op == OP_LESS || condition->op == OP_LESS_EQUAL;
    return is_below && expr_is_equal(condition->a, value) && expr_is_equal(condition->b, variable);
}

/* `for (i = 1; i < n; i++) if (...) { n = i; break; }`: what is set is less than what was there. */
static bool only_lowers(const struct scope *scope, const struct assignment *a, const struct expr *variable) {
    const struct expr *value = a->assign->value;
    if (a->loop == LOOP_NONE || a->assign->op != OP_NONE || !value || value->kind != EXPR_LOCAL ||
        scope_is_shared(scope, value) || !assignment_is_to(a, variable))
        return false;
    const struct loop *loop = scope->loops[a->loop].region->loop;
    if (loop->form == LOOP_DO || loop->form == LOOP_GOTO || !begins_below(loop->condition, value, variable))
        return false;
    for (const struct assignment *b = NULL; (b = scope_next(scope, value, b)) != NULL;)
        if (scope_is_inside(scope, b->number, a->loop) && !(b->is_step && b->loop == a->loop))
            return false;
    return true;
}

/* A parameter that nothing raises before `position` is at most what the caller passes. */
static bool is_lowered_only(const struct scope *scope, const struct expr *expr, struct position position) {
    uint32_t end = position.number;
    bool is_lowered = false;
    if (expr->kind != EXPR_PARAMETER)
        return false;
    for (uint32_t outer = position.loop; outer != LOOP_NONE; outer = scope->loops[outer].parent)
        end = scope->loops[outer].end;
    for (const struct assignment *a = NULL; (a = scope_next(scope, expr, a)) != NULL && a->number <= end;) {
        if (!only_lowers(scope, a, expr))
            return false;
        is_lowered = true;
    }
    return is_lowered;
}

/* `int n = 1; if (stream) n += 1;`: all that it is ever set to, and all that is added; 0: it cannot be told. */
static int64_t few_at_most(const struct scope *scope, const struct expr *variable) {
    int64_t most = 0, more = 0, value;
    if (variable->kind != EXPR_LOCAL)
        return 0;
    for (const struct assignment *a = NULL; (a = scope_next(scope, variable, a)) != NULL;) {
        if (!a->assign->value)
            continue;
        bool is_few = expr_is_constant(a->assign->value, &value) && value >= 0 && value <= FEW;
        bool is_known = a->assign->op == OP_NONE || a->assign->op == OP_ADD || a->assign->op == OP_SUBTRACT;
        if (a->loop != LOOP_NONE || !is_few || !is_known || !assignment_is_to(a, variable))
            return 0;
        if (a->assign->op == OP_NONE)
            most = value > most ? value : most;
        else if (a->assign->op == OP_ADD)
            more += value;
    }
    return most + more <= FEW ? most + more : 0;
}

/* Control does not come back from the arm of the assignment: `if (n < 0) { n = 0; return; }`. */
static bool is_left_behind(const struct scope *scope, const struct assignment *a, struct position position) {
    for (uint32_t i = 0; i < scope->holding_count; i++) {
        const struct holding *holding = &scope->holding[i];
        if (holding->condition == a->guard->condition && holding->is_true != a->is_then &&
            holding->begin > a->list_end && holding->begin <= position.number && position.number <= holding->end)
            return true;
    }
    return false;
}

/* At the branch that holds the assignment: before both arms. */
static struct position at_branch(const struct scope *scope, const struct assignment *a) {
    struct position position = scope_at_assignment(a);
    uint32_t begin = 0;
    for (uint32_t i = 0; i < scope->holding_count; i++) {
        const struct holding *holding = &scope->holding[i];
        if (holding->condition == a->guard->condition && holding->is_true == a->is_then &&
            holding->begin <= a->number && a->number <= holding->end)
            begin = holding->begin;
    }
    for (uint32_t i = 0; i < scope->holding_count && !a->is_then; i++) {
        const struct holding *holding = &scope->holding[i];
        if (holding->condition == a->guard->condition && holding->is_true && holding->end + 1 == begin)
            begin = holding->begin;
    }
    position.number = begin > 0 ? begin - 1 : position.number;
    return position;
}

/* What `last`, an assignment to `expr` outside of loops, makes of it. */
static struct bound assigned_value(const struct scope *scope, const struct assignment *last, const struct expr *expr,
                                   int depth) {
    struct position position = scope_at_assignment(last);
    const struct expr *value = last->assign->value;
    if (last->assign->op != OP_NONE)
        value = expr_binary(scope->scratch, (enum expr_op)last->assign->op, expr, value);
    return resolve(scope, value, position, depth + 1);
}

/* What the then-arm assigns, where `last` stands in the other one. False: more than one thing. */
static bool other_arm(const struct scope *scope, const struct assignment *last, const struct expr *expr,
                      struct position branch, const struct assignment **other) {
    for (const struct assignment *a = NULL; (a = scope_next(scope, expr, a)) != NULL && a->number < last->number;) {
        if (a->number <= branch.number || (a->guard == last->guard && !a->is_then))
            continue;
        if (a->guard != last->guard || *other || !a->assign->value || !is_worth_naming(scope, a->assign->value))
            return false;
        *other = a;
    }
    return true;
}

/* A parameter that is another number by now: `n += 5;`, `if (all) n = m;`. Its name would be taken for what the caller
 * passes. False: it cannot be told what it is. */
static bool replaced_parameter(const struct scope *scope, const struct expr *expr, struct position position, int depth,
                               struct bound *out) {
    const struct assignment *last = scope_last_assignment(scope, expr, position);
    struct atom_table *atoms = scope->atoms;
    if (expr->kind != EXPR_PARAMETER || !last || last->loop != LOOP_NONE || !last->assign->value ||
        !is_worth_naming(scope, last->assign->value) || bound_is_per_element(scope, expr, position))
        return false;
    if (last->list_end >= position.number) {
        *out = assigned_value(scope, last, expr, depth);
        return true;
    }
    if (!last->guard)
        return false;
    struct position branch = at_branch(scope, last);
    const struct assignment *other = NULL; /* of `if (all) n = m; else n = k;`: the first */
    if (!last->is_then && !other_arm(scope, last, expr, branch, &other))
        return false;
    struct bound before = other ? assigned_value(scope, other, expr, depth) : resolve(scope, expr, branch, depth + 1);
    if (is_left_behind(scope, last, position)) {
        *out = before;
        return true;
    }
    const struct poly *count = bound_count(atoms, assigned_value(scope, last, expr, depth));
    *out = count_only(poly_inexact(atoms, poly_join(atoms, count, bound_count(atoms, before))));
    return true;
}

static struct bound resolve_variable(const struct scope *scope, const struct expr *expr, struct position position,
                                     int depth) {
    struct atom_table *atoms = scope->atoms;
    if (scope_is_shared(scope, expr))
        return limited(scope, poly_inexact(atoms, bound_atom(scope, ATOM_VALUE, expr, position)), expr, position);
    const struct assignment *definition = scope_definition(scope, expr, position);
    if (definition && (is_worth_naming(scope, definition->assign->value) ||
                       is_begin_of_walk(scope, expr, definition->assign->value))) {
        struct bound value = resolve(scope, definition->assign->value, scope_at_assignment(definition), depth + 1);
        return value.minus ? value : limited(scope, value.plus, expr, position);
    }
    if (is_lowered_only(scope, expr, position)) {
        const struct position first = {.loop = LOOP_NONE};
        return limited(scope, poly_inexact(atoms, bound_atom(scope, ATOM_VALUE, expr, first)), expr, position);
    }
    const struct expr *member = listed_member(scope, expr, &position);
    if (member)
        return resolve(scope, member, position, depth + 1);
    const struct assignment *last = definition ? NULL : scope_last_assignment(scope, expr, position);
    const struct expr *cap = cap_of(last, expr);
    struct bound replaced;
    if (!definition && !cap && !raised(scope, last, expr, depth) &&
        replaced_parameter(scope, expr, position, depth, &replaced))
        return replaced.minus ? replaced : limited(scope, replaced.plus, expr, position);
    const struct poly *count = bound_atom(scope, ATOM_VALUE, expr, position);
    int64_t few = definition ? 0 : few_at_most(scope, expr);
    if (few > 0)
        return count_only(poly_inexact(atoms, poly_constant(atoms, few)));
    if (!bound_is_per_element(scope, expr, position)) {
        const struct poly *most = cap ? bound_count(atoms, resolve(scope, cap, scope_at_assignment(last), depth + 1))
                                      : raised(scope, last, expr, depth);
        count = most ? poly_inexact(atoms, most) : count;
    }
    return limited(scope, count, expr, position);
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
    return poly_inexact(atoms, smaller(b, c));
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
        return count_only(count_of_call(scope, expr, position, depth));
    case EXPR_UNARY:
        if (expr->op == OP_NEGATE)
            return bound_difference(scope->atoms, (struct bound){0}, resolve(scope, expr->a, position, depth + 1));
        return count_only(bound_atom(scope, ATOM_VALUE, expr, position));
    case EXPR_BINARY:
        return resolve_binary(scope, expr, position, depth);
    case EXPR_ADDRESS: /* &a[n - 1], from which a walk goes back to a */
        if (expr->a->kind == EXPR_ELEMENT)
            return bound_sum(scope->atoms, resolve(scope, expr->a->a, position, depth + 1),
                             resolve(scope, expr->a->b, position, depth + 1));
        return count_only(bound_atom(scope, ATOM_VALUE, expr, position));
    case EXPR_SELECT:
        return count_only(resolve_select(scope, expr, position, depth));
    default:
        return count_only(bound_atom(scope, ATOM_VALUE, expr, position));
    }
}

struct bound bound_of(const struct scope *scope, const struct expr *expr, struct position position) {
    return resolve(scope, expr, position, 0);
}

const struct poly *bound_step(const struct scope *scope, const struct expr *expr, struct position position) {
    struct bound step = resolve(scope, expr, position, 0);
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
