/* Where arguments come from. Tests: testdata/_cost/recursion*.region */
#include "cost/descent.h"

#include "turns/bound.h"

#include <string.h>

#define LOOKS 200 /* expressions that are looked at for one argument */

uint32_t descent_slots(const struct program *program, uint32_t function) {
    return program_entry(program, function)->head.parameter_count + 1;
}

/* --- composition ------------------------------------------------------------------------------------------------- */

struct descent descent_then(struct descent first, struct descent second) {
    struct descent both = {.kind = second.kind, .slot = first.slot, .amount = second.amount};
    bool is_down = first.kind == DESCENT_PART || first.kind == DESCENT_LINK;
    if (first.kind == DESCENT_NONE || second.kind == DESCENT_NONE)
        return (struct descent){DESCENT_NONE, 0, 0};
    if (first.kind == DESCENT_SAME)
        return both;
    if (second.kind == DESCENT_SAME || first.kind == second.kind) {
        both.kind = first.kind;
        both.amount = first.amount > INT64_MAX - second.amount ? INT64_MAX : first.amount + second.amount;
        return both;
    }
    if (is_down && (second.kind == DESCENT_PART || second.kind == DESCENT_LINK)) {
        both.kind = DESCENT_LINK;
        return both;
    }
    return (struct descent){DESCENT_NONE, 0, 0};
}

struct descent descent_both(struct descent a, struct descent b) {
    if (a.slot != b.slot || a.kind != b.kind)
        return (struct descent){DESCENT_NONE, 0, 0};
    if (b.amount < a.amount)
        a.amount = b.amount;
    return a;
}

/* --- one expression ---------------------------------------------------------------------------------------------- */

struct look {
    const struct costs *costs;
    const struct scope *scope;
    uint32_t left; /* of LOOKS */
};

static const struct descent nothing = {DESCENT_NONE, 0, 0};

static struct descent look_at(struct look *look, const struct expr *expr);

static bool has_pointer_type(const struct scope *scope, const struct expr *expr) {
    const char *type = NULL;
    if (expr->kind == EXPR_PARAMETER && expr->index < scope->body->parameter_count)
        type = scope->body->parameters[expr->index].type;
    else if (expr->kind == EXPR_LOCAL && expr->index < scope->body->local_count)
        type = scope->body->locals[expr->index].type;
    return type && strchr(type, '*');
}

/* Of something that leads down from a slot, one more link. */
static struct descent linked(struct descent base) {
    bool is_down = base.kind == DESCENT_SAME || base.kind == DESCENT_PART || base.kind == DESCENT_LINK;
    base.kind = is_down ? DESCENT_LINK : DESCENT_NONE;
    return is_down ? base : nothing;
}

/* `base op constant` */
static struct descent stepped(struct descent base, enum expr_op op, int64_t amount, bool is_pointer) {
    bool is_up = (op == OP_ADD && amount > 0) || (op == OP_SUBTRACT && amount < 0);
    bool is_down = (op == OP_SUBTRACT && amount > 0) || (op == OP_ADD && amount < 0);
    bool is_part = (op == OP_DIVIDE && amount > 1) || (op == OP_SHIFT_RIGHT && amount > 0);
    if (is_pointer) /* the rest of a text; or from a member to what holds it */
        return base.kind == DESCENT_SAME && is_up ? linked(base) : base.kind == DESCENT_LINK ? base : nothing;
    if (amount == INT64_MIN)
        return nothing;
    struct descent step = {is_down   ? DESCENT_LESS
                           : is_part ? DESCENT_HALF
                                     : DESCENT_NONE,
                           base.slot, is_down ? (amount < 0 ? -amount : amount) : 0};
    return descent_then(base, step);
}

static struct descent look_at_binary(struct look *look, const struct expr *expr) {
    int64_t amount;
    bool is_pointer = has_pointer_type(look->scope, expr_root(expr->a));
    if (expr_is_constant(expr->b, &amount))
        return stepped(look_at(look, expr->a), (enum expr_op)expr->op, amount, is_pointer);
    return nothing;
}

/* Asks the library, or anything else: what it gives is not a part of what it was given. */
static bool reaches_wire(const struct look *look, const struct call *call) {
    const struct model *model = bound_model(look->scope, call);
    if (model)
        return model->effect != EFFECT_LOCAL;
    struct callee callee = costs_callee(look->costs->program, look->scope->function, call, look->scope->scratch);
    for (uint32_t i = 0; i < callee.targets.count; i++) {
        const struct function_cost_summary *summary = &look->costs->functions[callee.targets.functions[i]];
        if (summary->is_done && !value_is_free(&summary->value))
            return true;
    }
    return false;
}

static struct descent look_at_call(struct look *look, const struct call *call) {
    struct descent found = nothing;
    if (!call || reaches_wire(look, call))
        return nothing;
    if (call->receiver)
        found = look_at(look, call->receiver);
    for (uint32_t i = 0; i < call->argument_count && found.kind == DESCENT_NONE; i++)
        found = look_at(look, call->arguments[i].value);
    if (found.kind == DESCENT_SAME)
        found.kind = DESCENT_PART;
    return found.kind == DESCENT_PART || found.kind == DESCENT_LINK ? found : nothing;
}

/* Of a braced list, the first member that leads down: `struct cursor it = {list, 0};`. */
static struct descent look_at_list(struct look *look, const struct expr *expr) {
    struct descent found = nothing;
    for (uint32_t i = 0; i < expr->item_count && found.kind == DESCENT_NONE; i++)
        if (expr->items[i])
            found = look_at(look, expr->items[i]);
    return found;
}

static bool is_about(const struct expr *expr, const struct expr *variable, uint32_t depth) {
    if (!expr || depth == 0)
        return false;
    return expr_is_equal(expr, variable) || is_about(expr->a, variable, depth - 1) ||
           is_about(expr->b, variable, depth - 1) || is_about(expr->c, variable, depth - 1);
}

/* All that a variable is set to. `first` is what it holds before; a link of itself keeps that a link. */
static struct descent look_at_values(struct look *look, const struct expr *variable, struct descent first) {
    const struct scope *scope = look->scope;
    struct descent found = first;
    bool is_walking = false, has_value = first.kind != DESCENT_NONE;
    for (const struct assignment *a = NULL; (a = scope_next(scope, variable, a)) != NULL;) {
        const struct expr *value = a->assign->value;
        int64_t constant;
        if (!value || !assignment_is_to(a, variable))
            continue;
        if (a->assign->op != OP_NONE) {
            if (!expr_is_constant(value, &constant) || !has_value)
                return nothing;
            found = stepped(found, (enum expr_op)a->assign->op, constant, has_pointer_type(scope, variable));
            continue;
        }
        if (expr_is_constant(value, &constant)) /* NULL */
            continue;
        if (value->kind != EXPR_CALL && is_about(value, variable, 8)) {
            struct descent step = nothing;
            if (value->kind == EXPR_BINARY && expr_is_equal(value->a, variable) &&
                expr_is_constant(value->b, &constant))
                step = stepped(found, (enum expr_op)value->op, constant, has_pointer_type(scope, variable));
            else
                is_walking = true;
            if (step.kind == DESCENT_NONE && !is_walking)
                return nothing;
            found = step.kind == DESCENT_NONE ? found : step;
            continue;
        }
        struct descent one = look_at(look, value);
        found = has_value ? descent_both(found, one) : one;
        has_value = true;
        if (found.kind == DESCENT_NONE)
            return nothing;
    }
    return is_walking ? linked(found) : found;
}

static struct descent look_at(struct look *look, const struct expr *expr) {
    const struct scope *scope = look->scope;
    struct descent own = {DESCENT_SAME, 0, 0};
    if (look->left == 0)
        return nothing;
    look->left--;
    switch ((enum expr_kind)expr->kind) {
    case EXPR_PARAMETER:
        own.slot = expr->index;
        return look_at_values(look, expr, own);
    case EXPR_THIS:
        own.slot = scope->body->parameter_count;
        return own;
    case EXPR_LOCAL:
        return look_at_values(look, expr, nothing);
    case EXPR_FIELD:
    case EXPR_ELEMENT:
        return linked(look_at(look, expr->a));
    case EXPR_DEREF:
    case EXPR_ADDRESS:
        return look_at(look, expr->a);
    case EXPR_BINARY:
        return look_at_binary(look, expr);
    case EXPR_CALL:
        return look_at_call(look, scope_call(scope, expr));
    case EXPR_LIST:
        return look_at_list(look, expr);
    default:
        return nothing;
    }
}

/* --- turns ------------------------------------------------------------------------------------------------------- */

/* The expression has another value on each turn, as far as can be seen: something in the loop sets what it is made of.
 */
static bool varies(struct look *look, const struct expr *expr, uint32_t loop) {
    const struct scope *scope = look->scope;
    if (!expr)
        return false;
    if (look->left == 0)
        return true;
    look->left--;
    if (expr->kind == EXPR_OPAQUE)
        return true;
    if (expr->kind == EXPR_CALL)
        return expr->index < scope->body->call_count && scope_is_inside(scope, scope->calls[expr->index].number, loop);
    if (expr->kind == EXPR_LOCAL && scope_is_shared(scope, expr))
        return true;
    for (const struct assignment *a = NULL; (a = scope_next(scope, expr, a)) != NULL;) {
        const struct expr *value = a->assign->value;
        if (!value || !scope_is_inside(scope, a->number, loop) || !assignment_is_to(a, expr))
            continue;
        if (a->assign->op != OP_NONE || is_about(value, expr, 8) || varies(look, value, loop))
            return true;
    }
    return varies(look, expr->a, loop) || varies(look, expr->b, loop) || varies(look, expr->c, loop);
}

/* A text is not a tree whose nodes a function hands out. */
static bool is_text(const struct program *program, uint32_t callee, uint32_t slot) {
    const struct function *head = &program_entry(program, callee)->head;
    const char *type = slot < head->parameter_count ? head->parameters[slot].type : NULL;
    return type && strstr(type, "char") != NULL;
}

struct descent descent_of_argument(const struct costs *costs, const struct scope *scope, const struct call *call,
                                   uint32_t callee, uint32_t slot) {
    struct look look = {costs, scope, LOOKS};
    bool is_this = slot + 1 == descent_slots(costs->program, callee);
    const struct expr *value = is_this                       ? call->receiver
                               : slot < call->argument_count ? call->arguments[slot].value
                                                             : NULL;
    uint32_t loop = scope->calls[call->index].loop;
    if (!value)
        return nothing;
    struct descent found = look_at(&look, value);
    if (found.kind == DESCENT_PART && is_text(costs->program, callee, slot))
        return nothing;
    if (loop == LOOP_NONE || (found.kind != DESCENT_PART && found.kind != DESCENT_LINK))
        return found;
    look.left = LOOKS;
    found.kind = DESCENT_LINK;
    return varies(&look, value, loop) ? found : nothing;
}
