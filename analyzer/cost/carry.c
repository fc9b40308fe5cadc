/* Classes of loops from what flows through their turns. Tests: tests/unit/cost/test_carry.c */
#include "cost/carry.h"

#include <string.h>
#include <strings.h>

/* The calls that run on each turn of the loop itself, not of a loop inside it. */
static bool is_own_call(const struct scope *scope, uint32_t call, uint32_t loop) {
    return scope->calls[call].region && scope->calls[call].loop == loop;
}

static const struct call *call_at(const struct scope *scope, uint32_t call) { return scope->calls[call].region->call; }

/* --- transfer, chunk ---------------------------------------------------------------------------------------------- */

static bool is_in_expression(const struct expr *expr, const struct expr *part) {
    if (!expr)
        return false;
    return expr_is_equal(expr, part) || is_in_expression(expr->a, part) || is_in_expression(expr->b, part) ||
           is_in_expression(expr->c, part);
}

/* The amount by which `a` moves its variable, or NULL: `left -= k`, `left = left - k`. */
static const struct expr *step_amount(const struct assign *a) {
    const struct expr *value = a->value;
    if (a->op == OP_ADD || a->op == OP_SUBTRACT)
        return value;
    bool is_sum =
        a->op == OP_NONE && value && value->kind == EXPR_BINARY && (value->op == OP_ADD || value->op == OP_SUBTRACT);
    return is_sum && expr_is_equal(value->a, a->target) ? value->b : NULL;
}

static const struct expr *definition_of(const struct scope *scope, const struct expr *variable,
                                        struct position position) {
    const struct assignment *a = variable->kind == EXPR_LOCAL ? scope_definition(scope, variable, position) : NULL;
    return a ? a->assign->value : NULL;
}

/* The amount is the result of a call of the loop that reaches the wire. */
static bool is_result(const struct scope *scope, const struct flow_use *uses, const struct expr *amount,
                      struct position position) {
    const struct expr *value = definition_of(scope, amount, position);
    const struct call *call = scope_call(scope, value ? value : amount);
    return call && uses[call->index].is_wire && uses[call->index].answer;
}

/* The request of a call of the loop names the amount: its size. */
static bool is_size(const struct scope *scope, const struct flow_use *uses, uint32_t loop, const struct expr *amount) {
    int64_t constant;
    if (expr_is_constant(amount, &constant) && constant <= 1)
        return false;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        if (!uses[i].is_wire || !is_own_call(scope, i, loop))
            continue;
        const struct call *call = call_at(scope, i);
        for (uint32_t k = 0; k < call->argument_count; k++)
            if (expr_is_equal(call->arguments[k].value, amount))
                return true;
    }
    return false;
}

static bool ends_loop(const struct scope *scope, uint32_t loop, const struct expr *variable) {
    const struct loop *region = scope->loops[loop].region->loop;
    return is_in_expression(region->condition, variable);
}

/* What all steps of variables that the loop's condition tests say. */
static enum loop_class class_of_steps(const struct scope *scope, const struct flow_use *uses, uint32_t loop) {
    enum loop_class class = CLASS_NONE;
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct assignment *a = &scope->assignments[i];
        const struct expr *amount = a->loop == loop ? step_amount(a->assign) : NULL;
        if (!amount || !ends_loop(scope, loop, a->assign->target))
            continue;
        if (is_result(scope, uses, amount, scope_at_assignment(a)))
            return CLASS_TRANSFER;
        if (is_size(scope, uses, loop, amount))
            class = CLASS_CHUNK;
    }
    return class;
}

/* --- pages -------------------------------------------------------------------------------------------------------- */

static bool is_token_name(const char *name) {
    static const char *const parts[] = {"cursor", "token",  "offset", "start",  "page",
                                        "marker", "cookie", "contin", "resume", "position"};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (strcasestr(name, parts[i]))
            return true;
    return false;
}

/* A name in the expression says that it is what the next page is asked with. */
static bool names_token(const struct scope *scope, const struct expr *expr) {
    if (!expr)
        return false;
    const struct function *body = scope->body;
    if (expr->kind == EXPR_LOCAL && expr->index < body->local_count && is_token_name(body->locals[expr->index].name))
        return true;
    if (expr->kind == EXPR_PARAMETER && expr->index < body->parameter_count &&
        is_token_name(body->parameters[expr->index].name))
        return true;
    if (expr->kind == EXPR_FIELD && is_token_name(scope->unit->symbols[expr->index].name))
        return true;
    for (uint32_t i = 0; i < expr->item_count; i++)
        if (names_token(scope, expr->items[i]))
            return true;
    return names_token(scope, expr->a) || names_token(scope, expr->b);
}

static bool asks_with_token(const struct scope *scope, uint32_t call) {
    const struct call *c = call_at(scope, call);
    for (uint32_t i = 0; i < c->argument_count; i++)
        if (names_token(scope, c->arguments[i].value))
            return true;
    return false;
}

/* The call asks for the next part of what it asked for on the turn before. */
static bool asks_for_next(const struct scope *scope, const struct flow_turns *turns, uint32_t call) {
    const struct flow_use *use = &turns->uses[call];
    bool is_carried = use_is_carried(use);
    if (use_is_only(use, ACCESS_CURSOR))
        return is_carried || !(use->request & FLOW_VARIES);
    return is_carried && (turns->walks_answer || use->page > 1 || asks_with_token(scope, call));
}

struct loop_carry carry_of_loop(struct costs *costs, const struct scope *scope, uint32_t loop) {
    struct loop_carry carry = {.turns = flow_of_loop(costs, scope, loop)};
    carry.class = class_of_steps(scope, carry.turns.uses, loop);
    for (uint32_t i = 0; i < scope->body->call_count && carry.class == CLASS_NONE; i++) {
        if (!carry.turns.uses[i].is_wire || !is_own_call(scope, i, loop) || carry.turns.uses[i].page == 1 ||
            !asks_for_next(scope, &carry.turns, i))
            continue;
        carry.class = CLASS_PAGE;
        carry.page = carry.turns.uses[i].page;
    }
    return carry;
}
