/* What a variable amounts to: the value that it was given, where that says more than its name, and the limits that are
 * set to it. Tests: tests/unit/cost/test_turns.c */
#include "turns/bound_internal.h"

#include "ir/text.h"
#include "turns/limit.h"
#include "turns/path.h"
#include "turns/turns.h"

#define FEW            64 /* a larger number says less than the variable's name */
#define CALL_TEXT_MOST 24 /* characters; a longer call is no better name than the variable that it was given to */
#define NAMED_DEPTH    3  /* a path of more parts is no better name than the variable that it was given to */

/* --- names that say more ----------------------------------------------------------------------------------------- */

/* The value holds a call that would have to be named by all of its text. */
static bool holds_long_call(const struct scope *scope, const struct expr *value) {
    if (!value)
        return false;
    if (value->kind != EXPR_CALL)
        return holds_long_call(scope, value->a) || holds_long_call(scope, value->b) || holds_long_call(scope, value->c);
    const struct call *call = scope_call(scope, value);
    const struct model *model = call ? bound_model(scope, call) : NULL;
    if (bound_is_minimum_call(scope, call) || (model && model->rows >= 0))
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

const struct expr *bound_listed_member(const struct scope *scope, const struct expr *expr, struct position *position) {
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

/* --- limits ------------------------------------------------------------------------------------------------------ */

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
        return bound_only(count);
    return bound_only(poly_inexact(scope->atoms, poly_constant(scope->atoms, most)));
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
    struct bound before = bound_resolve(scope, expr, before_branch(scope, last), depth + 1);
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

/* --- other values ------------------------------------------------------------------------------------------------ */

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
    return bound_resolve(scope, value, position, depth + 1);
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
    struct bound before =
        other ? assigned_value(scope, other, expr, depth) : bound_resolve(scope, expr, branch, depth + 1);
    if (is_left_behind(scope, last, position)) {
        *out = before;
        return true;
    }
    const struct poly *count = bound_count(atoms, assigned_value(scope, last, expr, depth));
    *out = bound_only(poly_inexact(atoms, poly_join(atoms, count, bound_count(atoms, before))));
    return true;
}

struct bound bound_of_variable(const struct scope *scope, const struct expr *expr, struct position position,
                               int depth) {
    struct atom_table *atoms = scope->atoms;
    if (scope_is_shared(scope, expr))
        return limited(scope, poly_inexact(atoms, bound_atom(scope, ATOM_VALUE, expr, position)), expr, position);
    const struct assignment *definition = scope_definition(scope, expr, position);
    if (definition && (is_worth_naming(scope, definition->assign->value) ||
                       is_begin_of_walk(scope, expr, definition->assign->value))) {
        struct bound value =
            bound_resolve(scope, definition->assign->value, scope_at_assignment(definition), depth + 1);
        return value.minus ? value : limited(scope, value.plus, expr, position);
    }
    if (is_lowered_only(scope, expr, position)) {
        const struct position first = {.loop = LOOP_NONE};
        return limited(scope, poly_inexact(atoms, bound_atom(scope, ATOM_VALUE, expr, first)), expr, position);
    }
    const struct expr *member = bound_listed_member(scope, expr, &position);
    if (member)
        return bound_resolve(scope, member, position, depth + 1);
    const struct assignment *last = definition ? NULL : scope_last_assignment(scope, expr, position);
    const struct expr *cap = cap_of(last, expr);
    struct bound replaced;
    if (!definition && !cap && !raised(scope, last, expr, depth) &&
        replaced_parameter(scope, expr, position, depth, &replaced))
        return replaced.minus ? replaced : limited(scope, replaced.plus, expr, position);
    const struct poly *count = bound_atom(scope, ATOM_VALUE, expr, position);
    int64_t few = definition ? 0 : few_at_most(scope, expr);
    if (few > 0)
        return bound_only(poly_inexact(atoms, poly_constant(atoms, few)));
    if (!bound_is_per_element(scope, expr, position)) {
        const struct poly *most =
            cap ? bound_count(atoms, bound_resolve(scope, cap, scope_at_assignment(last), depth + 1))
                : raised(scope, last, expr, depth);
        count = most ? poly_inexact(atoms, most) : count;
    }
    return limited(scope, count, expr, position);
}
