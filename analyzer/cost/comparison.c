/* Counters, lists, terminators, iterators. Tests: tests/unit/cost/test_turns.c */
#include "cost/comparison.h"

#include "cost/bound.h"
#include "cost/motion.h"
#include "cost/path.h"
#include "cost/turns.h"

#include <string.h>

void query_offer(struct query *query, const struct poly *count, bool has_partial) {
    double value = poly_value(count, turns_assumed, NULL);
    if (query->candidate_count == 0 || value < query->best_value) {
        query->best = count;
        query->has_partial = has_partial;
        query->best_value = value;
    }
    query->candidate_count++;
}

/* --- counters ---------------------------------------------------------------------------------------------------- */

/* The bound keeps still during the loop; a removal (`n--` in a loop upwards) only makes it smaller. */
static bool is_steady(const struct query *query, const struct expr *bound, bool is_up, bool *is_exact) {
    if (!scope_is_assigned_in(query->scope, bound, query->loop))
        return true;
    *is_exact = false;
    if (bound->kind == EXPR_BINARY && bound->b->kind == EXPR_CONSTANT &&
        (bound->op == OP_ADD || bound->op == OP_SUBTRACT))
        bound = bound->a;
    struct motion motion = motion_of(query->scope, bound, query->loop);
    return motion.direction == (is_up ? -1 : 1) && !motion.is_set && !motion.is_wild && motion_is_variable(bound);
}

static bool is_behind(struct location a, struct location b) {
    return a.line > b.line || (a.line == b.line && a.column > b.column);
}

/* Where the variable is stepped, seen from a test in the body. */
enum step_place { STEP_AFTER, STEP_WITHIN, STEP_BEFORE };

/* WITHIN: `if (i++ >= n)`, which cannot be told from `if (++i >= n)`. */
static enum step_place step_place_of(const struct query *query, const struct expr *variable) {
    const struct loop *loop = query->scope->loops[query->loop].region->loop;
    for (const struct region *region = loop->body; region && region != query->test; region = region->next)
        if (region->kind == REGION_ASSIGN && expr_is_equal(region->assign.target, variable))
            return is_behind(region->location, query->test->location) ? STEP_WITHIN : STEP_BEFORE;
    return STEP_AFTER;
}

/* Of a test in the body: whole turns, and the visits of what stands before it. */
static void offer_in_body(struct query *query, const struct expr *variable, const struct poly *count, bool is_exact) {
    struct atom_table *atoms = query->scope->atoms;
    enum step_place place = step_place_of(query, variable);
    if (place == STEP_BEFORE) /* as a do-loop */
        count = poly_at_least(atoms, count, 1);
    query_offer(query, is_exact && place != STEP_WITHIN ? count : poly_inexact(atoms, count), place != STEP_BEFORE);
}

/* `variable < bound` going up, `variable > bound` going down. */
static void count_to(struct query *query, const struct expr *variable, const struct expr *bound, bool is_up,
                     bool is_inclusive) {
    const struct scope *scope = query->scope;
    struct atom_table *atoms = scope->atoms;
    struct motion motion = motion_of(scope, variable, query->loop);
    bool is_exact = motion.is_exact && !motion.is_tested && !motion.is_set;
    if (motion.direction != (is_up ? 1 : -1) || motion.is_wild || !is_steady(query, bound, is_up, &is_exact) ||
        !motion_sets_only(scope, variable, query->loop, bound))
        return;
    struct bound from = bound_of(scope, variable, query->start);
    struct bound to = bound_of(scope, bound, query->start);
    const struct poly *count;
    if (motion.is_geometric) {
        count = poly_log(atoms, bound_count(atoms, is_up ? to : from));
    } else {
        struct bound distance = is_up ? bound_difference(atoms, to, from) : bound_difference(atoms, from, to);
        int64_t more = is_inclusive + (query->is_do && motion.is_tested ? motion.step : 0);
        distance = bound_sum(atoms, distance, bound_constant(atoms, more));
        count = poly_divide(atoms, bound_count(atoms, distance), motion.step);
    }
    if (query->test)
        offer_in_body(query, variable, count, is_exact);
    else
        query_offer(query, is_exact ? count : poly_inexact(atoms, count), false);
}

/* --- iterators --------------------------------------------------------------------------------------------------- */

void query_items(struct query *query, const struct call *call) {
    const struct scope *scope = query->scope;
    if (query->counters_only || !scope_is_inside(scope, scope->calls[call->index].number, query->loop))
        return;
    const struct model *model = bound_model(scope, call);
    if (model && model->items >= 0 && (uint32_t)model->items < call->argument_count) {
        query_offer(query, bound_atom(scope, ATOM_ROWS, call->arguments[model->items].value, query->start),
                    query->test != NULL);
        return;
    }
    if (model && model->effect == EFFECT_LOCAL &&
        model->pause == PAUSE_NONE) /* PQstatus(), PQresultStatus(): a look at what is there, no iterator */
        return;
    if (model && query->test) /* a status is looked at, nothing is walked */
        return;
    const struct expr *result = expr_indexed(scope->scratch, EXPR_CALL, call->index);
    struct expr *path = expr_opaque(scope->scratch, NULL);
    const char *source = path_of(scope, result, query->start)->text;
    size_t length = strcspn(source, "(");
    path->text = intern_bytes(scope->program->interner, source, length ? length : strlen(source));
    path->value = scope->function;
    bool is_nested = query->start.loop != LOOP_NONE;
    query_offer(query, poly_atom(scope->atoms, atom_path(scope->atoms, ATOM_ITEMS, path, is_nested), false),
                query->test != NULL);
}

/* --- lengths ----------------------------------------------------------------------------------------------------- */

static void offer_length(struct query *query, const struct expr *of, struct position position, bool is_exact) {
    while (of->kind == EXPR_ADDRESS)
        of = of->a;
    const struct poly *count = bound_atom(query->scope, ATOM_LENGTH, of, position);
    if (!query->counters_only)
        query_offer(query, is_exact ? count : poly_inexact(query->scope->atoms, count), query->test != NULL);
}

/* Of the list or text that `variable` walks, by what it starts at where that has a name. */
static void count_length(struct query *query, const struct expr *variable, bool is_exact) {
    const struct scope *scope = query->scope;
    const struct assignment *definition = scope_definition(scope, variable, query->start);
    const struct expr *first = definition ? definition->assign->value : variable;
    struct position position = definition ? scope_at_assignment(definition) : query->start;
    const struct call *call = scope_call(scope, first);
    if (call && call->argument_count > 0 && path_can_be(call->arguments[0].value)) {
        first = call->arguments[0].value; /* list_head(l): the list itself is the better name */
    } else if (!call && !path_can_be(first)) {
        first = variable;
        position = query->start;
    }
    offer_length(query, first, position, is_exact && !scope_is_shared(scope, variable));
}

/* `*p`, `p[i]`, `p[i].name`, `p->name`: up to a terminator, or the last of a list. False: no such thing. */
static bool count_to_terminator(struct query *query, const struct expr *expr) {
    while (expr->kind == EXPR_FIELD)
        expr = expr->a;
    if (expr->kind != EXPR_DEREF && expr->kind != EXPR_ELEMENT)
        return false;
    const struct expr *moving = expr->kind == EXPR_ELEMENT ? expr->b : expr->a;
    if (!motion_is_variable(moving))
        return false;
    struct motion motion = motion_of(query->scope, moving, query->loop);
    bool is_exact = motion.is_exact && !motion.is_tested && !motion.is_set && motion.step == 1;
    if (expr->kind == EXPR_DEREF && motion_is_link(query->scope, moving, query->loop))
        count_length(query, moving, false);
    else if (motion.direction <= 0 || motion.is_wild || motion.is_geometric)
        return false;
    else if (expr->kind == EXPR_ELEMENT)
        offer_length(query, expr->a, query->start, is_exact);
    else
        count_length(query, moving, is_exact);
    return true;
}

/* --- tests ------------------------------------------------------------------------------------------------------- */

/* `it != v.end()`, `it != end(v)`: true when the call is such a comparison. */
static bool count_container(struct query *query, const struct call *call) {
    static const char *const ends[] = {"end", "cend", "rend", "crend"};
    const struct scope *scope = query->scope;
    for (uint32_t i = 0; (call->flags & CALL_OPERATOR) && i < call->argument_count; i++) {
        const struct call *end = scope_call(scope, call->arguments[i].value);
        if (!end || end->symbol == SYMBOL_NONE)
            continue;
        const char *name = scope->unit->symbols[end->symbol].name;
        const char *colon = strrchr(name, ':');
        const struct expr *container = end->receiver              ? end->receiver
                                       : end->argument_count == 1 ? end->arguments[0].value
                                                                  : NULL;
        for (size_t k = 0; k < ARRAY_COUNT(ends) && container; k++)
            if (strcmp(colon ? colon + 1 : name, ends[k]) == 0) {
                const struct poly *count = bound_atom(scope, ATOM_SIZE, container, query->start);
                query_offer(query, poly_inexact(scope->atoms, count), query->test != NULL);
                return true;
            }
    }
    return false;
}

void query_truth(struct query *query, const struct expr *expr) {
    const struct scope *scope = query->scope;
    const struct call *call = scope_call(scope, expr);
    if (call) {
        if (!count_container(query, call))
            query_items(query, call);
        return;
    }
    if (motion_is_variable(expr)) {
        call = motion_call(scope, expr, query->loop);
        if (call)
            query_items(query, call);
        else if (motion_is_link(scope, expr, query->loop))
            count_length(query, expr, true);
        else if (motion_of(scope, expr, query->loop).direction < 0)
            count_to(query, expr, expr_constant(scope->scratch, 0), false, false);
        else
            (void)count_to_terminator(query, expr);
        return;
    }
    (void)count_to_terminator(query, expr);
}

/* `p != &head`, `&p->list != head`: a list that ends where it began. */
static bool count_ring(struct query *query, const struct expr *walker, const struct expr *end) {
    while (walker->kind == EXPR_ADDRESS || walker->kind == EXPR_FIELD)
        walker = walker->a;
    if (walker->kind == EXPR_DEREF)
        walker = walker->a;
    if (!motion_is_variable(walker) || !motion_is_link(query->scope, walker, query->loop))
        return false;
    offer_length(query, end, query->start, true);
    return true;
}

/* `while (!(r = ask()))`: it goes on for as long as there is no answer, and ends with the first. */
bool query_is_retry(const struct call *call) {
    size_t length = call->type ? strlen(call->type) : 0;
    return length > 0 && call->type[length - 1] == '*';
}

/* (c = f()) != -1, f(&x) == OK */
static bool count_answers(struct query *query, const struct expr *a, bool is_null) {
    const struct call *call = scope_call(query->scope, a);
    if (!call && motion_is_variable(a))
        call = motion_call(query->scope, a, query->loop);
    if (!call)
        return false;
    if (!is_null || !query_is_retry(call))
        query_items(query, call);
    return true;
}

static void count_not_equal(struct query *query, const struct expr *a, const struct expr *b) {
    if (count_ring(query, a, b) || count_ring(query, b, a))
        return;
    for (int i = 0; i < 2; i++) {
        const struct expr *variable = i ? b : a, *bound = i ? a : b;
        if (!motion_is_variable(variable))
            continue;
        int direction = motion_of(query->scope, variable, query->loop).direction;
        if (direction)
            count_to(query, variable, bound, direction > 0, false);
    }
}

static bool is_order(enum expr_op op) { return op >= OP_LESS && op <= OP_GREATER_EQUAL; }

void query_comparison(struct query *query, enum expr_op op, const struct expr *a, const struct expr *b) {
    static const enum expr_op mirrored[EXPR_OP_COUNT] = {[OP_LESS] = OP_GREATER,
                                                         [OP_GREATER] = OP_LESS,
                                                         [OP_LESS_EQUAL] = OP_GREATER_EQUAL,
                                                         [OP_GREATER_EQUAL] = OP_LESS_EQUAL,
                                                         [OP_EQUAL] = OP_EQUAL,
                                                         [OP_NOT_EQUAL] = OP_NOT_EQUAL};
    int64_t value;
    if (expr_is_constant(a, &value)) {
        const struct expr *swap = a;
        a = b;
        b = swap;
        op = mirrored[op];
    }
    bool is_literal = expr_is_constant(b, &value);
    if (op == OP_NOT_EQUAL && is_literal && value == 0) {
        query_truth(query, a);
        return;
    }
    if (is_literal && count_answers(query, a, op == OP_EQUAL && value == 0))
        return;
    if (op == OP_NOT_EQUAL) {
        count_not_equal(query, a, b);
    } else if (is_order(op)) {
        bool is_up = op == OP_LESS || op == OP_LESS_EQUAL;
        bool is_inclusive = op == OP_LESS_EQUAL || op == OP_GREATER_EQUAL;
        if (motion_is_variable(a))
            count_to(query, a, b, is_up, is_inclusive);
        if (motion_is_variable(b)) /* n > i: the other side moves */
            count_to(query, b, a, !is_up, is_inclusive);
    }
}
