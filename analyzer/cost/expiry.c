/* Answers with a date. Tests: testdata/call-in-loop/good_expiry.c, bad_expiry.c */
#include "cost/expiry.h"

#include "cost/clock.h"
#include "cost/evaluate_internal.h"
#include "cost/kept.h"
#include "facts/writes.h"
#include "turns/path.h"

struct expiry {
    const struct evaluation *evaluation;
    uint32_t first; /* regions that ask */
    uint32_t last;
    const struct expr *until; /* the date; NULL: none was found */
    const struct expr *key;   /* what is asked for, compared with what was; NULL: none is */
};

/* --- what is set anew --------------------------------------------------------------------------------------------- */

static bool is_zero(const struct expr *value) {
    int64_t constant;
    return expr_is_constant(value, &constant) && constant == 0;
}

static bool is_assigned(const struct expiry *expiry, const struct expr *place) {
    for (const struct assignment *a = NULL; (a = scope_next(expiry->evaluation->scope, place, a)) != NULL;)
        if (a->number >= expiry->first && a->number <= expiry->last && assignment_is_to(a, place) && a->assign->value &&
            !is_zero(a->assign->value))
            return true;
    return false;
}

static bool is_set_by_call(const struct expiry *expiry, const struct expr *place) {
    const struct scope *scope = expiry->evaluation->scope;
    if (place->kind != EXPR_FIELD && place->kind != EXPR_GLOBAL)
        return false;
    uint32_t unit = scope->program->functions[scope->function].unit;
    uint32_t entity = scope->program->units[unit].entities[place->index];
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct call_place *call = &scope->calls[i];
        if (call->region && call->number >= expiry->first && call->number <= expiry->last &&
            !scope->is_dead[call->number] && writes_has_body(scope->program, unit, call->region->call) &&
            writes_raise(expiry->evaluation->costs, scope, call->region->call, entity))
            return true;
    }
    return false;
}

static bool is_kept(const struct expiry *expiry, const struct expr *place) {
    return path_can_be(place) && kept_outlives_call(expiry->evaluation->scope, place) &&
           (is_assigned(expiry, place) || is_set_by_call(expiry, place));
}

/* --- what is tested ----------------------------------------------------------------------------------------------- */

/* `until < now`, or `now - since > long_enough`, where the condition holds or does not. */
static bool is_past(struct expiry *expiry, const struct expr *condition, bool holds) {
    const struct scope *scope = expiry->evaluation->scope;
    if (condition->kind != EXPR_BINARY || condition->op < OP_LESS || condition->op > OP_GREATER_EQUAL)
        return false;
    enum expr_op op = (enum expr_op)condition->op;
    bool is_less = (op == OP_LESS || op == OP_LESS_EQUAL) == holds;
    const struct expr *low = is_less ? condition->a : condition->b, *high = is_less ? condition->b : condition->a;
    if (high->kind == EXPR_BINARY && high->op == OP_SUBTRACT) { /* now - since > long_enough */
        low = high->b;
        high = high->a;
    } else if (low->kind == EXPR_BINARY && low->op == OP_ADD) { /* since + long_enough < now */
        low = low->a;
    }
    if (!clock_tells(scope, high) || !is_kept(expiry, low))
        return false;
    expiry->until = low;
    return true;
}

/* Nothing is kept yet: `!kept`. */
static bool is_nothing_yet(const struct expiry *expiry, const struct expr *condition, bool holds) {
    const struct expr *operand = condition;
    enum expr_op op = OP_NOT_EQUAL;
    int64_t value = 0;
    if (!assume_comparison(condition, &operand, &op, &value))
        operand = condition;
    return value == 0 && (holds ? op : comparison_negated(op)) == OP_EQUAL && is_kept(expiry, operand);
}

static bool is_other_key(struct expiry *expiry, const struct expr *condition, bool holds) {
    const struct expr *key = kept_setting_of(expiry->evaluation->scope, condition, holds, expiry->first, expiry->last);
    if (!key || (expiry->key && !expr_is_equal(key, expiry->key)))
        return false;
    expiry->key = key;
    return true;
}

/* Where the condition holds (or not), something is to be asked anew, and is known to be kept after that. */
static bool asks_anew(struct expiry *expiry, const struct expr *condition, bool holds) {
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT && condition->a->kind != EXPR_CALL)
        return asks_anew(expiry, condition->a, !holds);
    if (condition->kind == EXPR_BINARY && condition->op == (holds ? OP_OR : OP_AND)) /* one of them holds */
        return asks_anew(expiry, condition->a, holds) && asks_anew(expiry, condition->b, holds);
    if (condition->kind == EXPR_BINARY && condition->op == (holds ? OP_AND : OP_OR))
        return asks_anew(expiry, condition->a, holds) || asks_anew(expiry, condition->b, holds);
    return is_past(expiry, condition, holds) || is_nothing_yet(expiry, condition, holds) ||
           is_other_key(expiry, condition, holds);
}

/* Some part of the condition compares something with the time: without a date nothing else needs to be looked up. */
static bool compares_time(const struct scope *scope, const struct expr *condition) {
    if (condition->kind == EXPR_UNARY)
        return compares_time(scope, condition->a);
    if (condition->kind != EXPR_BINARY)
        return false;
    if (condition->op == OP_AND || condition->op == OP_OR)
        return compares_time(scope, condition->a) || compares_time(scope, condition->b);
    const struct expr *a = condition->a, *b = condition->b;
    return condition->op >= OP_LESS && condition->op <= OP_GREATER_EQUAL &&
           (clock_tells(scope, a->kind == EXPR_BINARY && a->op == OP_SUBTRACT ? a->a : a) ||
            clock_tells(scope, b->kind == EXPR_BINARY && b->op == OP_SUBTRACT ? b->a : b));
}

const struct guard *expiry_of(const struct evaluation *evaluation, const struct expr *condition, bool holds,
                              uint32_t first, uint32_t last) {
    const struct scope *scope = evaluation->scope;
    struct expiry expiry = {.evaluation = evaluation, .first = first, .last = last};
    if (!compares_time(scope, condition) || !asks_anew(&expiry, condition, holds) || !expiry.until)
        return NULL;
    if (!expiry.key)
        return guard_memo(scope->atoms, path_convert(scope, expiry.until), false);
    return path_can_be(expiry.key) ? guard_memo_of_key(scope->atoms, path_convert(scope, expiry.key)) : NULL;
}
