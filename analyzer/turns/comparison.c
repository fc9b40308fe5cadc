/* What a condition asks of the next turn, sorted by shape. Tests: tests/unit/cost/test_turns.c */
#include "turns/comparison.h"

#include "algebra/known.h"
#include "turns/advance.h"
#include "turns/bound.h"
#include "turns/turns.h"

#define OFFSET_LIMIT ((int64_t)1 << 40) /* beyond: no counter, and sums could overflow */

void query_offer(struct query *query, struct offer offer) {
    double value = poly_value(offer.count, turns_assumed, NULL);
    if (query->candidate_count == 0 || value < query->best_value) {
        query->best = offer;
        if (offer.has_partial && !offer.test)
            query->best.test = query->test;
        query->best_value = value;
    }
    query->candidate_count++;
}

static struct standing *standing_of(struct query *query, const struct expr *variable) {
    for (uint32_t i = 0; i < query->standing_count; i++)
        if (expr_is_equal(query->standing[i].variable, variable))
            return &query->standing[i];
    return NULL;
}

void query_offer_moved(struct query *query, const struct expr *variable, struct offer offer) {
    struct standing *same = standing_of(query, variable);
    enum advance_kind advance = advance_of(query->scope, query->loop, &variable, 1);
    if (advance == ADVANCE_WITH_CALLS)
        offer.count = poly_inexact(query->scope->atoms, offer.count);
    if (advance != ADVANCE_NONE)
        query_offer(query, offer);
    else if (!same && query->standing_count < QUERY_STANDING)
        query->standing[query->standing_count++] = (struct standing){variable, offer};
    else if (same && poly_value(offer.count, turns_assumed, NULL) < poly_value(same->offer.count, turns_assumed, NULL))
        same->offer = offer;
}

void query_offer_together(struct query *query) {
    const struct expr *variables[QUERY_STANDING];
    struct offer sum = {0};
    for (uint32_t i = 0; i < query->standing_count; i++) {
        const struct offer *offer = &query->standing[i].offer;
        variables[i] = query->standing[i].variable;
        sum.count = poly_add(query->scope->atoms, sum.count, offer->count);
        sum.has_partial |= offer->has_partial;
    }
    if (query->candidate_count > 0 || query->standing_count < 2 ||
        advance_of(query->scope, query->loop, variables, query->standing_count) == ADVANCE_NONE)
        return;
    sum.count = poly_inexact(query->scope->atoms, sum.count);
    query_offer(query, sum);
}

/* --- counters ---------------------------------------------------------------------------------------------------- */

static int direction_of(const struct query *query, const struct expr *expr) {
    if (!motion_is_variable(expr))
        return 0;
    struct motion motion = motion_of(query->scope, expr, query->loop);
    return motion.is_wild ? 0 : motion.direction;
}

/* `x + 3` is x, and 3 more in `*offset`. */
static const struct expr *take_offset(const struct expr *expr, int64_t *offset) {
    for (;;) {
        int64_t value;
        bool is_sum = expr->kind == EXPR_BINARY && (expr->op == OP_ADD || expr->op == OP_SUBTRACT);
        if (is_sum && expr_is_constant(expr->b, &value) && value < OFFSET_LIMIT && value > -OFFSET_LIMIT) {
            *offset += expr->op == OP_ADD ? value : -value;
            expr = expr->a;
        } else if (is_sum && expr->op == OP_ADD && expr_is_constant(expr->a, &value) && value < OFFSET_LIMIT &&
                   value > -OFFSET_LIMIT) {
            *offset += value;
            expr = expr->b;
        } else {
            return expr;
        }
    }
}

/* `a op b + offset`, where one of the two moves. */
struct order {
    enum expr_op op;
    const struct expr *a;
    const struct expr *b;
    int64_t offset;
};

/* `n - i > 3` as `i < n - 3`, `i + j < n` as `i < n - j`: the one that moves alone on the left. */
static struct order with_variable_alone(const struct query *query, struct order order) {
    struct arena *arena = query->scope->scratch;
    const struct expr *sum = order.a;
    if (sum->kind != EXPR_BINARY || (sum->op != OP_ADD && sum->op != OP_SUBTRACT))
        return order;
    int first = direction_of(query, sum->a), second = direction_of(query, sum->b);
    if (first && !second) {
        order.a = sum->a;
        order.b = expr_binary(arena, sum->op == OP_ADD ? OP_SUBTRACT : OP_ADD, order.b, sum->b);
    } else if (second && !first && sum->op == OP_ADD) {
        order.a = sum->b;
        order.b = expr_binary(arena, OP_SUBTRACT, order.b, sum->a);
    } else if (second && !first) {
        order.a = sum->b;
        order.b = expr_binary(arena, OP_SUBTRACT, sum->a, order.b);
        order.op = comparison_mirrored(order.op);
        order.offset = -order.offset;
    }
    return order;
}

static bool is_order(enum expr_op op) { return op >= OP_LESS && op <= OP_GREATER_EQUAL; }

static void count_one_side(struct query *query, struct order order, bool is_late) {
    int direction = direction_of(query, order.a);
    if (order.op == OP_NOT_EQUAL && direction)
        query_counter(query, &(struct limit){order.a, order.b, order.offset, direction > 0, false, is_late});
    else if (is_order(order.op) && motion_is_variable(order.a))
        query_counter(query,
                      &(struct limit){order.a, order.b, order.offset, order.op == OP_LESS || order.op == OP_LESS_EQUAL,
                                      order.op == OP_LESS_EQUAL || order.op == OP_GREATER_EQUAL, is_late});
}

static void count_order(struct query *query, enum expr_op op, const struct expr *a, const struct expr *b) {
    int64_t of_a = 0, of_b = 0;
    a = take_offset(a, &of_a);
    b = take_offset(b, &of_b);
    struct order order = with_variable_alone(query, (struct order){op, a, b, of_b - of_a});
    struct order other = with_variable_alone(query, (struct order){comparison_mirrored(op), b, a, of_a - of_b});
    count_one_side(query, order, order.a == a && of_a != 0);
    count_one_side(query, other, other.a == b && of_b != 0);
}

/* --- truth ------------------------------------------------------------------------------------------------------- */

/* `(cell = more ? item : NULL) != NULL`: more, else NULL. */
static const struct expr *condition_of_value(const struct query *query, const struct expr *variable) {
    const struct expr *found = NULL;
    for (const struct assignment *a = NULL; (a = scope_next(query->scope, variable, a)) != NULL;) {
        const struct expr *value = a->assign->value;
        int64_t zero;
        if (!scope_is_inside(query->scope, a->number, query->loop) || !assignment_is_to(a, variable))
            continue;
        if (value && expr_is_constant(value, &zero) && zero == 0)
            continue;
        if (found || a->loop != query->loop || !a->is_test || a->assign->op != OP_NONE || !value ||
            value->kind != EXPR_SELECT || !expr_is_constant(value->c, &zero) || zero != 0)
            return NULL;
        found = value->a;
    }
    return found;
}

/* `for (once = 1; once; once = 0)`: set to 0 at the end of every turn. */
static bool is_ended_by_step(const struct query *query, const struct expr *variable) {
    const struct assignment *a = NULL;
    bool is_ended = false;
    while ((a = scope_next(query->scope, variable, a)) != NULL) {
        int64_t value;
        if (!scope_is_inside(query->scope, a->number, query->loop) || !assignment_touches(a, variable))
            continue;
        if (a->assign->op != OP_NONE || !a->assign->value || !expr_is_constant(a->assign->value, &value) || value != 0)
            return false;
        is_ended |= a->is_step && a->loop == query->loop && !a->is_conditional;
    }
    return is_ended;
}

/* `for (; it.rem; next(&it))`: a field of an iterator tells whether there is more. */
static const struct call *call_that_moves(const struct query *query, const struct expr *field) {
    const struct scope *scope = query->scope;
    const struct expr *iterator = expr_root(field);
    const struct region *region = scope->loops[query->loop].region->loop->step_list;
    for (; field != iterator && iterator->kind == EXPR_LOCAL && region; region = region->next)
        for (uint32_t i = 0; region->kind == REGION_CALL && i < region->call->argument_count; i++) {
            const struct expr *argument = region->call->arguments[i].value;
            if (argument->kind == EXPR_ADDRESS && expr_is_equal(argument->a, iterator))
                return region->call;
        }
    return NULL;
}

static void ask_variable(struct query *query, const struct expr *variable) {
    const struct scope *scope = query->scope;
    const struct call *mover = call_that_moves(query, variable);
    const struct call *call = motion_call(scope, variable, query->loop);
    const struct expr *condition = condition_of_value(query, variable);
    if (mover)
        query_items(query, mover);
    else if (condition)
        query_condition(query, condition, true);
    else if (call && !query_accessor(query, variable, call))
        query_items(query, call);
    else if (!call && motion_is_link(scope, variable, query->loop))
        query_length(query, variable, motion_is_straight(scope, variable, query->loop));
    else if (!call && is_ended_by_step(query, variable))
        query_offer(query, (struct offer){.count = poly_constant(scope->atoms, 1)});
    else if (!call && motion_of(scope, variable, query->loop).direction < 0)
        query_counter(query, &(struct limit){.variable = variable, .bound = expr_constant(scope->scratch, 0)});
    else if (!call && !query_terminator(query, variable, true) && !query_taken(query, variable))
        (void)query_head(query, variable);
}

static void ask_call(struct query *query, const struct call *call) {
    bool is_text = false;
    for (uint32_t i = 0; i < call->argument_count && !is_text; i++) /* isspace(*p) */
        is_text = query_terminator(query, call->arguments[i].value, false);
    if (!is_text && !query_container(query, call))
        query_items(query, call);
}

static void ask_truth(struct query *query, const struct expr *expr) {
    const struct call *call = scope_call(query->scope, expr);
    if (call)
        ask_call(query, call);
    else if (!call && motion_is_variable(expr))
        ask_variable(query, expr);
    else if (!call && expr->kind == EXPR_BINARY && expr->op == OP_BIT_AND) /* isspace(*p), where that is a macro */
        (void)query_text(query, expr);
    else if (!call && expr->kind == EXPR_BINARY)
        count_order(query, OP_NOT_EQUAL, expr, expr_constant(query->scope->scratch, 0));
    else if (!call)
        (void)query_terminator(query, expr, true);
}

/* --- comparisons ------------------------------------------------------------------------------------------------- */

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

/* `while (low < high)` of a binary search. */
static bool count_halving(struct query *query, enum expr_op op, const struct expr *a, const struct expr *b) {
    const struct scope *scope = query->scope;
    bool is_up = op == OP_LESS || op == OP_LESS_EQUAL;
    const struct expr *low = is_up ? a : b, *high = is_up ? b : a;
    if (!is_order(op) || !motion_is_variable(low) || !motion_is_variable(high) ||
        !motion_is_halving(scope, low, high, query->loop))
        return false;
    struct bound distance =
        bound_difference(scope->atoms, bound_of(scope, high, query->start), bound_of(scope, low, query->start));
    distance = bound_sum(scope->atoms, distance, bound_constant(scope->atoms, 1));
    query_offer(query, (struct offer){.count = poly_inexact(
                                          scope->atoms, poly_log(scope->atoms, bound_count(scope->atoms, distance))),
                                      .has_partial = query->test != NULL});
    return true;
}

static void compare(struct query *query, enum expr_op op, const struct expr *a, const struct expr *b) {
    int64_t value;
    if (expr_is_constant(a, &value)) {
        const struct expr *swap = a;
        a = b;
        b = swap;
        op = comparison_mirrored(op);
    }
    bool is_literal = expr_is_constant(b, &value);
    if (op == OP_NOT_EQUAL && is_literal && value == 0)
        ask_truth(query, a);
    else if (is_literal && count_answers(query, a, op == OP_EQUAL && value == 0))
        return;
    else if (op == OP_NOT_EQUAL && is_literal && query_terminator(query, a, false)) /* *p != ',' */
        return;
    else if (op == OP_NOT_EQUAL && (query_end(query, b) || query_end(query, a))) /* iterators that are pointers */
        return;
    else if (op == OP_NOT_EQUAL && (query_ring(query, a, b) || query_ring(query, b, a)))
        return;
    else if (op == OP_EQUAL && is_literal && value != 0) /* *p == ' ' */
        (void)query_terminator(query, a, false);
    else if (op != OP_EQUAL && !count_halving(query, op, a, b))
        count_order(query, op, a, b);
}

/* `n < 0`, `n == 0`, `!n`: the value of n that stands for "no limit". NULL: nothing of the kind. */
static const struct expr *unlimited(const struct expr *expr) {
    int64_t value;
    if (expr->kind == EXPR_UNARY && expr->op == OP_NOT)
        return motion_is_variable(expr->a) ? expr->a : NULL;
    bool is_test = expr->kind == EXPR_BINARY && motion_is_variable(expr->a) && expr_is_constant(expr->b, &value);
    if (!is_test || value > 0 || (expr->op != OP_LESS && expr->op != OP_LESS_EQUAL && expr->op != OP_EQUAL))
        return NULL;
    return expr->a;
}

/* `while (i < n || k < m) if (...) i++; else k++;` */
static void stand_in_turn(struct query *query, const struct query *left, const struct query *right) {
    struct query both = *left;
    for (uint32_t i = 0; i < right->standing_count && both.standing_count < QUERY_STANDING; i++)
        both.standing[both.standing_count++] = right->standing[i];
    if (left->standing_count == 0 || right->standing_count == 0)
        return;
    query_offer_together(&both);
    if (both.candidate_count > 0)
        query_offer(query, both.best);
}

/* `n < 0 || n-- > 0`: for ever, or n times. Else both must have an end. */
static void ask_either(struct query *query, const struct expr *expr) {
    const struct expr *variable = unlimited(expr->a);
    struct query left = *query, right = *query;
    if (variable && expr_mentions(expr->b, variable)) {
        query_condition(query, expr->b, true);
        return;
    }
    left.candidate_count = right.candidate_count = left.standing_count = right.standing_count = 0;
    query_condition(&left, expr->a, true);
    query_condition(&right, expr->b, true);
    if (left.candidate_count == 0 && right.candidate_count == 0)
        stand_in_turn(query, &left, &right);
    if (left.candidate_count == 0 || right.candidate_count == 0)
        return;
    /* Each turn may be due to either: `while (i < n || j < m)` merges two lists in n + m. */
    struct atom_table *atoms = query->scope->atoms;
    bool is_same = poly_is_equal(poly_inexact(atoms, left.best.count), poly_inexact(atoms, right.best.count));
    struct offer both = left.best;
    both.count = poly_inexact(atoms, is_same ? both.count : poly_add(atoms, both.count, right.best.count));
    both.has_partial |= right.best.has_partial;
    both.continues &= right.best.continues;
    query_offer(query, both);
}

void query_condition(struct query *query, const struct expr *expr, bool is_true) {
    int64_t value;
    const struct call *call;
    if (expr->kind == EXPR_UNARY && expr->op == OP_NOT) {
        query_condition(query, expr->a, !is_true);
    } else if (expr->kind == EXPR_BINARY && expr->op == (is_true ? OP_AND : OP_OR)) {
        query_condition(query, expr->a, is_true);
        query_condition(query, expr->b, is_true);
    } else if (expr->kind == EXPR_BINARY && expr->op == OP_OR && is_true) {
        ask_either(query, expr);
    } else if (expr->kind == EXPR_SELECT && expr_is_constant(expr->c, &value) && (value != 0) != is_true) {
        query_condition(query, expr->a, true); /* more ? (item = ..., true) : false */
        query_condition(query, expr->b, is_true);
    } else if (expr->kind == EXPR_SELECT && expr_is_constant(expr->b, &value) && (value != 0) != is_true) {
        query_condition(query, expr->a, false);
        query_condition(query, expr->c, is_true);
    } else if (expr->kind == EXPR_BINARY && expr->op >= OP_EQUAL && expr->op <= OP_GREATER_EQUAL) {
        compare(query, is_true ? (enum expr_op)expr->op : comparison_negated((enum expr_op)expr->op), expr->a, expr->b);
    } else if (is_true) {
        ask_truth(query, expr);
    } else if ((call = scope_call(query->scope, expr)) != NULL && !query_is_retry(call) && /* while (!f(&item)) */
               !query_container(query, call)) { /* `it != v.end()` is `!(it == v.end())` in C++20 */
        query_items(query, call);
    }
}
