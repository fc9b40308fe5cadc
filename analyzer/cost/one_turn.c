/* First and last turns. Tests: testdata/call-in-loop/good_one_turn.c, bad_one_turn.c */
#include "cost/one_turn.h"

#include "algebra/known.h"
#include "turns/motion.h"

#define FAR (INT64_MAX / 8) /* numbers beyond it are not added up */

/* `base + offset`; without a base the number alone. */
struct linear {
    const struct expr *base;
    int64_t offset;
};

static bool linear_of(const struct expr *expr, struct linear *out) {
    int64_t number = 0;
    *out = (struct linear){expr, 0};
    if (expr_is_constant(expr, &number)) {
        out->base = NULL;
    } else if (expr->kind == EXPR_BINARY && (expr->op == OP_ADD || expr->op == OP_SUBTRACT) &&
               expr_is_constant(expr->b, &number)) {
        out->base = expr->a;
        number = expr->op == OP_ADD || number == INT64_MIN ? number : -number;
    } else if (expr->kind == EXPR_BINARY && expr->op == OP_ADD && expr_is_constant(expr->a, &number)) {
        out->base = expr->b;
    }
    out->offset = number;
    return number > -FAR && number < FAR;
}

/* `counter op limit` */
struct range {
    const struct expr *counter;
    enum expr_op op;
    struct linear limit;
};

static bool range_of(const struct expr *a, enum expr_op op, const struct expr *b, struct range *out) {
    struct linear counter;
    if (!linear_of(a, &counter) || !counter.base || !linear_of(b, &out->limit))
        return false;
    out->counter = counter.base;
    out->op = op;
    out->limit.offset -= counter.offset;
    return motion_is_variable(counter.base);
}

struct meeting {
    const struct scope *scope;
    uint32_t loop;
    uint32_t number;
};

/* One step the same way on every turn, behind the place that is asked about. */
static bool moves_on(const struct meeting *meeting, const struct expr *counter, struct motion *motion) {
    *motion = motion_of(meeting->scope, counter, meeting->loop);
    if (motion->direction == 0 || !motion->is_exact || motion->is_wild || motion->is_set || motion->is_geometric ||
        motion->is_tested || scope_is_shared(meeting->scope, counter))
        return false;
    for (const struct assignment *a = NULL; (a = scope_next(meeting->scope, counter, a)) != NULL;)
        if (scope_is_inside(meeting->scope, a->number, meeting->loop) && a->number < meeting->number)
            return false;
    return true;
}

static bool is_same_base(const struct expr *a, const struct expr *b) { return a && b ? expr_is_equal(a, b) : a == b; }

/* The value nearest to the other side that fits: of `i < n` going up n - 1, of `i >= n` going up n. */
static bool edge_of(const struct range *range, bool is_low, int64_t *edge) {
    bool is_more = range->op == OP_GREATER || range->op == OP_GREATER_EQUAL;
    bool is_less = range->op == OP_LESS || range->op == OP_LESS_EQUAL;
    *edge = range->limit.offset + (range->op == OP_GREATER) - (range->op == OP_LESS);
    return is_low ? is_more : is_less;
}

/* Something in the loop's test keeps the counter from going on past the edge of `wanted`. */
static bool test_ends(const struct meeting *meeting, const struct expr *test, const struct range *wanted, bool is_up) {
    struct range range;
    int64_t last, edge;
    if (!test || test->kind != EXPR_BINARY)
        return false;
    if (test->op == OP_AND)
        return test_ends(meeting, test->a, wanted, is_up) || test_ends(meeting, test->b, wanted, is_up);
    if (test->op < OP_EQUAL || test->op > OP_GREATER_EQUAL ||
        !range_of(test->a, (enum expr_op)test->op, test->b, &range) || !expr_is_equal(range.counter, wanted->counter) ||
        !is_same_base(range.limit.base, wanted->limit.base))
        return false;
    if (range.op == OP_NOT_EQUAL && motion_of(meeting->scope, range.counter, meeting->loop).step == 1)
        range.op = is_up ? OP_LESS : OP_GREATER;
    return edge_of(&range, !is_up, &last) && edge_of(wanted, is_up, &edge) && (is_up ? edge >= last : edge <= last);
}

/* The first turn has the edge of `wanted`, or is beyond it. */
static bool start_ends(const struct meeting *meeting, const struct range *wanted, bool is_up) {
    int64_t start, edge;
    const struct assignment *first =
        scope_definition(meeting->scope, wanted->counter, scope_before_loop(meeting->scope, meeting->loop));
    if (wanted->limit.base || !first || first->assign->op != OP_NONE || !first->assign->value ||
        !expr_is_constant(first->assign->value, &start) || !edge_of(wanted, !is_up, &edge))
        return false;
    return is_up ? start >= edge : start <= edge;
}

static bool range_is_met_once(const struct meeting *meeting, const struct range *range) {
    const struct loop *loop = meeting->scope->loops[meeting->loop].region->loop;
    struct motion motion;
    if ((range->limit.base && scope_is_assigned_in(meeting->scope, range->limit.base, meeting->loop)) ||
        !moves_on(meeting, range->counter, &motion))
        return false;
    if (range->op == OP_EQUAL)
        return true;
    return test_ends(meeting, loop->condition, range, motion.direction > 0) ||
           start_ends(meeting, range, motion.direction > 0);
}

static bool is_met_once(const struct meeting *meeting, const struct expr *condition, bool holds) {
    struct range range;
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT)
        return is_met_once(meeting, condition->a, !holds);
    if (condition->kind != EXPR_BINARY)
        return false;
    if (condition->op == (holds ? OP_AND : OP_OR))
        return is_met_once(meeting, condition->a, holds) || is_met_once(meeting, condition->b, holds);
    if (condition->op < OP_EQUAL || condition->op > OP_GREATER_EQUAL)
        return false;
    enum expr_op op = holds ? (enum expr_op)condition->op : comparison_negated((enum expr_op)condition->op);
    if (range_of(condition->a, op, condition->b, &range) && range_is_met_once(meeting, &range))
        return true;
    return range_of(condition->b, comparison_mirrored(op), condition->a, &range) && range_is_met_once(meeting, &range);
}

bool one_turn_meets(const struct scope *scope, const struct expr *condition, uint32_t loop, uint32_t number) {
    struct meeting meeting = {scope, loop, number};
    return loop != LOOP_NONE && scope->loops[loop].region->loop->form != LOOP_GOTO &&
           is_met_once(&meeting, condition, true);
}
