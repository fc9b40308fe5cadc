/* Values and truth of expressions when nothing fails. Tests: testdata/_cost/failures.region */
#include "facts/assume.h"

#include "facts/convention.h"
#include "facts/flag.h"
#include "facts/listed.h"
#include "facts/made.h"
#include "facts/mode.h"
#include "facts/names.h"
#include "facts/predicate.h"
#include "facts/returned.h"

#include <string.h>

#define DEPTH_LIMIT 16

/* --- calls ------------------------------------------------------------------------------------------------------- */

static struct known known_status(const int64_t *ok, uint32_t count) {
    struct known known = {.kind = KNOWN_VALUES, .is_status = true, .count = count};
    if (count == 0 || count > KNOWN_LIMIT)
        return (struct known){0};
    for (uint32_t i = 0; i < count; i++)
        known.values[i] = ok[i];
    return known;
}

struct known assume_states(const struct model *model) {
    struct known known = known_status(model->ok, model->ok_count);
    known.is_status = false;
    return known;
}

static bool reaches_wire(const struct model *model) {
    return model->effect == EFFECT_ROUNDTRIP || model->effect == EFFECT_CONNECT || model->effect == EFFECT_SEND ||
           model->effect == EFFECT_WAIT;
}

static bool gives_pointer(const struct call *call) {
    return !call->type || !call->type[0] || name_is_pointer(call->type);
}

/* An answer that carries its own status is there when nothing fails. What only waits may say that there is no more. */
static struct known success_of_status(const struct model *model, const struct call *call) {
    bool is_answer = model->effect == EFFECT_ROUNDTRIP || model->effect == EFFECT_CONNECT;
    return (struct known){.kind = is_answer && gives_pointer(call) ? KNOWN_NONZERO : KNOWN_NOTHING};
}

static struct known success_of_model(const struct scope *scope, const struct model *model, const struct call *call) {
    if (model->tells >= 0)
        return known_status(model->ok, model->ok_count);
    if (model->ok_count > 0)
        return assume_states(model);
    if (!reaches_wire(model))
        return (struct known){0};
    switch (model->failure) {
    case FAILURE_NULL:
    case FAILURE_ZERO:
        return (struct known){.kind = KNOWN_NONZERO};
    case FAILURE_NEGATIVE:
        return (struct known){.kind = KNOWN_NOT_NEGATIVE};
    case FAILURE_NONZERO:
        return known_value(0);
    case FAILURE_STATUS:
        return success_of_status(model, call);
    case FAILURE_UNKNOWN:
        return convention_success(scope, model, call);
    default:
        return (struct known){0};
    }
}

static struct known value_of_call(const struct assumptions *assumptions, const struct call *call) {
    const struct scope *scope = assumptions->scope;
    const struct costs *costs = assumptions->costs;
    struct callee callee = costs_callee(costs->program, scope->function, call, scope->scratch);
    if (callee.model)
        return success_of_model(scope, callee.model, call);
    struct known all = {0};
    for (uint32_t i = 0; i < callee.targets.count; i++) {
        const struct function_cost_summary *summary = &costs->functions[callee.targets.functions[i]];
        if (!summary->is_done)
            return (struct known){0};
        const struct known returns = summary->returns ? *summary->returns : (struct known){0};
        all = i == 0 ? returns : known_join(all, returns);
    }
    return convention_at_call(scope, all, call);
}

/* --- expressions ------------------------------------------------------------------------------------------------- */

static struct known value_at(const struct assumptions *assumptions, const struct facts *facts, const struct expr *expr,
                             int depth);

static struct known value_of_variable(const struct assumptions *assumptions, const struct facts *facts,
                                      const struct expr *expr) {
    uint32_t variable = assume_variable(assumptions->scope, expr);
    const struct known *held = variable == FACT_NONE ? NULL : facts_value(facts, variable);
    return held ? *held : (struct known){0};
}

static struct known value_of_field(const struct assumptions *assumptions, const struct facts *facts,
                                   const struct expr *expr) {
    const struct scope *scope = assumptions->scope;
    uint32_t unit = scope->program->functions[scope->function].unit;
    const struct status_field *status = program_entity(scope->program, unit, expr->index)->status;
    const struct call *call = status ? NULL : scope_call(scope, expr->a); /* `if (f(x).ok)` */
    if (call)
        return returned_of_call(assumptions, call, scope->program->units[unit].entities[expr->index]);
    if (!status)
        return value_of_variable(assumptions, facts, expr);
    struct known known = known_status(status->ok, status->ok_count);
    known.is_status = known.count == 1;
    return known;
}

static bool is_comparison(enum expr_op op) { return op >= OP_EQUAL && op <= OP_GREATER_EQUAL; }

bool assume_comparison(const struct expr *expr, const struct expr **operand, enum expr_op *op, int64_t *value) {
    if (expr->kind != EXPR_BINARY || !is_comparison((enum expr_op)expr->op))
        return false;
    *op = (enum expr_op)expr->op;
    *operand = expr->a;
    if (expr_is_constant(expr->b, value))
        return true;
    *operand = expr->b;
    *op = comparison_mirrored(*op);
    return expr_is_constant(expr->a, value);
}

void assume_test(const struct expr *condition, bool holds, const struct expr **operand, enum expr_op *op,
                 int64_t *value) {
    *operand = condition;
    *op = OP_NOT_EQUAL;
    *value = 0;
    (void)assume_comparison(condition, operand, op, value);
    *op = holds ? *op : comparison_negated(*op);
}

/* --- versions ---------------------------------------------------------------------------------------------------- */

static const char *name_of(const struct scope *scope, const struct expr *expr) {
    const struct call *call = scope_call(scope, expr);
    switch ((enum expr_kind)expr->kind) {
    case EXPR_LOCAL:
        return expr->index < scope->body->local_count ? scope->body->locals[expr->index].name : NULL;
    case EXPR_PARAMETER:
        return expr->index < scope->body->parameter_count ? scope->body->parameters[expr->index].name : NULL;
    case EXPR_GLOBAL:
    case EXPR_FIELD:
        return scope->unit->symbols[expr->index].name;
    default:
        return call && call->symbol != SYMBOL_NONE ? scope->unit->symbols[call->symbol].name : NULL;
    }
}

/* Something is compared with the number of a version: the peer is a current one, newer than all that the code names. */
static enum truth truth_of_version(const struct scope *scope, const struct expr *operand, enum expr_op op,
                                   int64_t value) {
    const char *name = name_of(scope, operand);
    if (!name || value < 2 || (!strstr(name, "ersion") && !strstr(name, "ERSION")))
        return TRUTH_UNKNOWN;
    if (op == OP_GREATER || op == OP_GREATER_EQUAL)
        return TRUTH_YES;
    return op == OP_LESS || op == OP_LESS_EQUAL ? TRUTH_NO : TRUTH_UNKNOWN;
}

/* --- operators --------------------------------------------------------------------------------------------------- */

static bool lone_value(const struct known *known, int64_t *value) {
    *value = known->values[0];
    return known->kind == KNOWN_VALUES && known->count == 1;
}

static struct known arithmetic_of(enum expr_op op, int64_t x, int64_t y) {
    switch (op) {
    case OP_ADD:
        return known_value((int64_t)((uint64_t)x + (uint64_t)y));
    case OP_SUBTRACT:
        return known_value((int64_t)((uint64_t)x - (uint64_t)y));
    case OP_BIT_AND:
        return known_value(x & y);
    case OP_BIT_OR:
        return known_value(x | y);
    case OP_BIT_XOR:
        return known_value(x ^ y);
    default:
        return (struct known){0};
    }
}

/* Of each with each. */
static struct known value_of_arithmetic(enum expr_op op, const struct known *a, const struct known *b) {
    struct known all = {0};
    if (a->kind != KNOWN_VALUES || b->kind != KNOWN_VALUES)
        return all;
    for (uint32_t i = 0; i < a->count; i++)
        for (uint32_t k = 0; k < b->count; k++) {
            struct known one = arithmetic_of(op, a->values[i], b->values[k]);
            all = i + k == 0 ? one : known_join(all, one);
        }
    return all;
}

static struct known truth_of(enum truth truth, bool is_guess) {
    struct known known = known_truth(truth);
    known.is_guess = is_guess;
    return known;
}

static struct known value_of_binary(const struct assumptions *assumptions, const struct facts *facts,
                                    const struct expr *expr, int depth) {
    const struct expr *operand;
    enum expr_op op;
    int64_t value;
    struct known a, b;
    if (assume_comparison(expr, &operand, &op, &value)) {
        a = value_at(assumptions, facts, operand, depth);
        enum truth truth = known_compare(&a, op, value);
        truth = truth == TRUTH_UNKNOWN ? truth_of_version(assumptions->scope, operand, op, value) : truth;
        return truth_of(truth, a.is_guess);
    }
    a = value_at(assumptions, facts, expr->a, depth);
    b = value_at(assumptions, facts, expr->b, depth);
    bool is_guess = a.is_guess || b.is_guess;
    if (is_comparison((enum expr_op)expr->op))
        return lone_value(&b, &value) ? truth_of(known_compare(&a, (enum expr_op)expr->op, value), is_guess)
                                      : known_truth(TRUTH_UNKNOWN);
    if (expr->op == OP_AND)
        return truth_of(truth_and(known_is_true(&a), known_is_true(&b)), is_guess);
    if (expr->op == OP_OR)
        return truth_of(truth_or(known_is_true(&a), known_is_true(&b)), is_guess);
    return expr->op == OP_COMMA ? b : value_of_arithmetic((enum expr_op)expr->op, &a, &b);
}

static struct known value_of_unary(const struct assumptions *assumptions, const struct facts *facts,
                                   const struct expr *expr, int depth) {
    struct known a = value_at(assumptions, facts, expr->a, depth);
    if (expr->op == OP_NOT)
        return truth_of(truth_not(known_is_true(&a)), a.is_guess);
    struct known zero = known_value(0);
    return expr->op == OP_NEGATE ? value_of_arithmetic(OP_SUBTRACT, &zero, &a) : (struct known){0};
}

static struct known value_of_select(const struct assumptions *assumptions, const struct facts *facts,
                                    const struct expr *expr, int depth) {
    struct known test = value_at(assumptions, facts, expr->a, depth);
    enum truth truth = known_is_true(&test);
    if (truth != TRUTH_UNKNOWN)
        return value_at(assumptions, facts, truth == TRUTH_YES ? expr->b : expr->c, depth);
    return known_join(value_at(assumptions, facts, expr->b, depth), value_at(assumptions, facts, expr->c, depth));
}

static struct known value_at(const struct assumptions *assumptions, const struct facts *facts, const struct expr *expr,
                             int depth) {
    const struct call *call;
    if (!expr || depth++ > DEPTH_LIMIT)
        return (struct known){0};
    switch ((enum expr_kind)expr->kind) {
    case EXPR_CONSTANT:
        return known_value(expr->value);
    case EXPR_STRING:
    case EXPR_FUNCTION:
    case EXPR_ADDRESS:
    case EXPR_THIS:
        return (struct known){.kind = KNOWN_NONZERO};
    case EXPR_LOCAL:
    case EXPR_PARAMETER:
    case EXPR_GLOBAL:
        return value_of_variable(assumptions, facts, expr);
    case EXPR_CALL:
        call = scope_call(assumptions->scope, expr);
        return call ? value_of_call(assumptions, call) : (struct known){0};
    case EXPR_FIELD:
        return value_of_field(assumptions, facts, expr);
    case EXPR_UNARY:
        return value_of_unary(assumptions, facts, expr, depth);
    case EXPR_BINARY:
        return value_of_binary(assumptions, facts, expr, depth);
    case EXPR_SELECT:
        return value_of_select(assumptions, facts, expr, depth);
    default:
        return (struct known){0};
    }
}

struct known assume_value(const struct assumptions *assumptions, const struct facts *facts, const struct expr *expr) {
    return value_at(assumptions, facts, expr, 0);
}

enum truth assume_truth(const struct assumptions *assumptions, const struct facts *facts,
                        const struct expr *condition) {
    struct known known = assume_value(assumptions, facts, condition);
    return known_is_true(&known);
}

/* --- outcomes of tests ------------------------------------------------------------------------------------------- */

static const struct facts *outcome_of_comparison(const struct assumptions *assumptions, const struct facts *facts,
                                                 const struct expr *operand, enum expr_op op, int64_t value) {
    const struct scope *scope = assumptions->scope;
    uint32_t variable = assume_variable(scope, operand);
    if (variable != FACT_NONE) {
        struct known known = assume_value(assumptions, facts, operand);
        bool is_wrong = variable & FACT_PATH && known_compare(&known, op, value) == TRUTH_NO; /* changed elsewhere */
        known = is_wrong ? (struct known){0} : known_refined(known, op, value);
        facts = facts_assign(scope->scratch, facts, variable, known);
    }
    const struct call *call = scope_call(scope, operand);
    if (call && value == 0 && (op == OP_EQUAL || op == OP_NOT_EQUAL))
        return predicate_outcome(assumptions, facts, call, op == OP_NOT_EQUAL);
    return facts;
}

static bool is_excluded(const struct assumptions *assumptions, const struct facts *facts, const struct expr *condition,
                        bool holds) {
    struct known known = assume_value(assumptions, facts, condition);
    return !known.is_guess && known_is_true(&known) == (holds ? TRUTH_NO : TRUTH_YES);
}

/* One of the two holds: `ret == OK || ret == AGAIN`. What is known not to hold says nothing of the ways that run. */
static const struct facts *values_of_either(const struct assumptions *assumptions, const struct facts *facts,
                                            const struct expr *condition, bool holds) {
    bool is_first_excluded = is_excluded(assumptions, facts, condition->a, holds);
    bool is_second_excluded = is_excluded(assumptions, facts, condition->b, holds);
    if (is_first_excluded != is_second_excluded)
        return assume_values(assumptions, facts, is_first_excluded ? condition->b : condition->a, holds);
    return facts_join(assumptions->scope->scratch, assume_values(assumptions, facts, condition->a, holds),
                      assume_values(assumptions, facts, condition->b, holds));
}

const struct facts *assume_values(const struct assumptions *assumptions, const struct facts *facts,
                                  const struct expr *condition, bool holds) {
    const struct expr *operand;
    enum expr_op op;
    int64_t value;
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT)
        return assume_values(assumptions, facts, condition->a, !holds);
    if (condition->kind == EXPR_BINARY && condition->op == (holds ? OP_AND : OP_OR)) {
        facts = assume_values(assumptions, facts, condition->a, holds);
        return assume_values(assumptions, facts, condition->b, holds);
    }
    if (condition->kind == EXPR_BINARY && condition->op == (holds ? OP_OR : OP_AND))
        return values_of_either(assumptions, facts, condition, holds);
    if (assume_comparison(condition, &operand, &op, &value))
        return outcome_of_comparison(assumptions, facts, operand, holds ? op : comparison_negated(op), value);
    return outcome_of_comparison(assumptions, facts, condition, holds ? OP_NOT_EQUAL : OP_EQUAL, 0);
}

/* What must come together: of `a && b` that holds, of `a || b` that does not. */
static const struct facts *flags_of_outcome(const struct assumptions *assumptions, const struct facts *facts,
                                            const struct expr *condition, bool holds, struct position position) {
    const struct expr *operand;
    enum expr_op op;
    int64_t value;
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT)
        return flags_of_outcome(assumptions, facts, condition->a, !holds, position);
    if (condition->kind == EXPR_BINARY && condition->op == (holds ? OP_AND : OP_OR)) {
        facts = flags_of_outcome(assumptions, facts, condition->a, holds, position);
        return flags_of_outcome(assumptions, facts, condition->b, holds, position);
    }
    if (assume_comparison(condition, &operand, &op, &value))
        return flag_outcome(assumptions, facts, operand, holds ? op : comparison_negated(op), value, position);
    return flag_outcome(assumptions, facts, condition, holds ? OP_NOT_EQUAL : OP_EQUAL, 0, position);
}

const struct facts *assume_outcome(const struct assumptions *assumptions, const struct facts *facts,
                                   const struct expr *condition, bool holds, struct position position) {
    facts = flags_of_outcome(assumptions, facts, condition, holds, position);
    facts = assume_values(assumptions, facts, condition, holds);
    return mode_of_outcome(assumptions->scope, facts, condition, holds, position);
}

/* --- assignments ------------------------------------------------------------------------------------------------- */

const struct facts *assume_assigned(const struct assumptions *assumptions, const struct facts *facts,
                                    const struct assign *assign) {
    const struct scope *scope = assumptions->scope;
    uint32_t variable = assume_variable(scope, assign->target);
    if (assign->value && assign->value->kind == EXPR_LIST)
        return listed_members(assumptions, assume_touched(assumptions, facts, assign), assign);
    if (variable == FACT_NONE) {
        facts = made_by_assign(assumptions->costs, scope, assume_touched(assumptions, facts, assign), assign);
        return returned_by_assign(assumptions, facts, assign);
    }
    struct known known = assume_value(assumptions, facts, assign->value);
    if (assign->op != OP_NONE) {
        struct known before = assume_value(assumptions, facts, assign->target);
        known = value_of_arithmetic((enum expr_op)assign->op, &before, &known);
    }
    facts = facts_assign(scope->scratch, assume_touched(assumptions, facts, assign), variable, known);
    facts = made_by_assign(assumptions->costs, scope, facts, assign);
    return returned_by_assign(assumptions, facts, assign); /* what failed has made another one */
}
