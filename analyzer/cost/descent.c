/* Where arguments come from. Tests: testdata/_cost/recursion*.region */
#include "cost/descent.h"

#include "turns/bound.h"

#include <string.h>

#define LOOKS       200         /* expressions that are looked at for one argument */
#define VARIABLES   8           /* one set from the other: `next = c->next; c = next;` */
#define OF_VARIABLE 0x80000000u /* slots from here on: what one of these held before */

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
    uint32_t left;                      /* of LOOKS */
    const struct expr *open[VARIABLES]; /* variables whose values are being looked at */
    uint32_t open_count;
    bool is_of_part; /* of a field, or of what a function gives */
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
        return base.kind == DESCENT_SAME && (is_up || base.slot >= OF_VARIABLE) ? linked(base)
               : base.kind == DESCENT_LINK                                      ? base
                                                                                : nothing;
    if (amount == INT64_MIN)
        return nothing;
    struct descent step = {is_down   ? DESCENT_LESS
                           : is_up   ? DESCENT_MORE
                           : is_part ? DESCENT_HALF
                                     : DESCENT_NONE,
                           base.slot, is_down || is_up ? (amount < 0 ? -amount : amount) : 0};
    return descent_then(base, step);
}

static struct descent look_at_binary(struct look *look, const struct expr *expr) {
    int64_t amount;
    bool is_pointer = has_pointer_type(look->scope, expr_root(expr->a));
    if (expr_is_constant(expr->b, &amount))
        return stepped(look_at(look, expr->a), (enum expr_op)expr->op, amount, is_pointer);
    if (expr->op != OP_SUBTRACT || is_pointer)
        return nothing;
    struct descent whole = look_at(look, expr->a), part = look_at(look, expr->b); /* n - n / 2 */
    bool is_rest = whole.kind == DESCENT_SAME && part.kind == DESCENT_HALF && whole.slot == part.slot;
    return is_rest ? part : nothing;
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

/* Looks at what something is a part of. */
static struct descent look_at_whole(struct look *look, const struct expr *whole) {
    bool was_of_part = look->is_of_part;
    look->is_of_part = true;
    struct descent found = look_at(look, whole);
    look->is_of_part = was_of_part;
    return found;
}

static struct descent look_at_call(struct look *look, const struct call *call) {
    struct descent found = nothing;
    if (!call || reaches_wire(look, call))
        return nothing;
    if (call->receiver)
        found = look_at_whole(look, call->receiver);
    for (uint32_t i = 0; i < call->argument_count && found.kind == DESCENT_NONE; i++)
        found = look_at_whole(look, call->arguments[i].value);
    if (found.kind == DESCENT_SAME)
        found.kind = DESCENT_PART;
    return found.kind == DESCENT_PART || found.kind == DESCENT_LINK ? found : nothing;
}

/* Of a braced list, the first member that leads down: `struct cursor it = {list, 0};`, of which next_of(&it) is a part.
 * As a whole it is a new object: `struct context inner = {outer->variables};`. */
static struct descent look_at_list(struct look *look, const struct expr *expr) {
    struct descent found = nothing;
    if (!look->is_of_part)
        return nothing;
    for (uint32_t i = 0; i < expr->item_count && found.kind == DESCENT_NONE; i++)
        if (expr->items[i])
            found = look_at(look, expr->items[i]);
    return found;
}

/* The values of a variable, one after the other. What it is set to from itself, or from one that it is set from, says
 * how it goes on from what the other values say. */
struct values {
    uint32_t self; /* slot that stands for what the variable held before */
    bool is_any;
    struct descent found;
    enum descent_kind walk; /* it goes on to a LINK or a PART of what it was */
};

/* False: nothing can be said. */
static bool add_value(struct values *values, struct descent one) {
    if (one.kind == DESCENT_NONE)
        return false;
    bool was_known = values->is_any && values->found.slot < OF_VARIABLE;
    if (one.slot < OF_VARIABLE || (one.slot != values->self && !values->is_any)) {
        values->found = was_known ? descent_both(values->found, one) : one;
        values->is_any = true;
        return values->found.kind != DESCENT_NONE;
    }
    if (one.slot != values->self && !was_known)
        return false;
    if (one.kind == DESCENT_LINK || (one.kind == DESCENT_PART && values->walk != DESCENT_LINK))
        values->walk = one.kind;
    else if (one.kind == DESCENT_LESS || one.kind == DESCENT_MORE || one.kind == DESCENT_HALF) {
        values->found = values->is_any ? descent_then(values->found, one) : nothing;
        return values->found.kind != DESCENT_NONE;
    }
    return true;
}

/* `p = p + 1` and `p += 1` are the same. */
static struct descent assigned(struct look *look, const struct assignment *a, const struct expr *variable,
                               uint32_t self) {
    const struct descent before = {DESCENT_SAME, self, 0};
    int64_t constant;
    if (a->assign->op == OP_NONE)
        return look_at(look, a->assign->value);
    if (!expr_is_constant(a->assign->value, &constant))
        return nothing;
    return stepped(before, (enum expr_op)a->assign->op, constant, has_pointer_type(look->scope, variable));
}

/* All that a variable is set to. `first` is what it holds before. */
static struct descent look_at_values(struct look *look, const struct expr *variable, struct descent first) {
    struct values values = {
        .self = OF_VARIABLE + look->open_count, .is_any = first.kind != DESCENT_NONE, .found = first};
    struct descent found = nothing;
    int64_t constant;
    for (uint32_t i = 0; i < look->open_count; i++)
        if (expr_is_equal(look->open[i], variable))
            return (struct descent){DESCENT_SAME, OF_VARIABLE + i, 0};
    if (look->open_count == VARIABLES)
        return nothing;
    look->open[look->open_count++] = variable;
    bool ok = true;
    for (const struct assignment *a = NULL; ok && (a = scope_next(look->scope, variable, a)) != NULL;) {
        bool is_reset = a->assign->op == OP_NONE && expr_is_constant(a->assign->value, &constant); /* NULL */
        if (a->assign->value && assignment_is_to(a, variable) && !is_reset)
            ok = add_value(&values, assigned(look, a, variable, values.self));
    }
    look->open_count--;
    if (ok)
        found = values.found;
    if (ok && values.walk != DESCENT_NONE && (found.kind == DESCENT_SAME || found.kind == DESCENT_PART))
        found.kind = values.walk;
    return found;
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
        return linked(look_at_whole(look, expr->a));
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

/* Where `varies` has come to: a variable that is met again has another value when something was stepped down since. */
struct trace {
    const struct trace *outer;
    const struct expr *variable;
    uint32_t steps;
};

static bool varies(struct look *look, const struct expr *expr, uint32_t loop, const struct trace *trace,
                   uint32_t steps);

/* Something in the loop sets the variable or path to another value than it had. */
static bool is_varied(struct look *look, const struct expr *expr, uint32_t loop, const struct trace *outer,
                      uint32_t steps) {
    const struct scope *scope = look->scope;
    const struct trace trace = {outer, expr, steps};
    for (const struct trace *t = outer; t; t = t->outer)
        if (expr_is_equal(t->variable, expr))
            return steps > t->steps;
    for (const struct assignment *a = NULL; (a = scope_next(scope, expr, a)) != NULL;) {
        const struct expr *value = a->assign->value;
        if (!value || !scope_is_inside(scope, a->number, loop) || !assignment_is_to(a, expr))
            continue;
        if (a->assign->op != OP_NONE || varies(look, value, loop, &trace, steps))
            return true;
    }
    return false;
}

/* The expression has another value on each turn, as far as can be seen: something in the loop sets what it is made of.
 */
static bool varies(struct look *look, const struct expr *expr, uint32_t loop, const struct trace *trace,
                   uint32_t steps) {
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
    if (expr->kind != EXPR_CONSTANT && is_varied(look, expr, loop, trace, steps))
        return true;
    return varies(look, expr->a, loop, trace, steps + 1) || varies(look, expr->b, loop, trace, steps + 1) ||
           varies(look, expr->c, loop, trace, steps + 1);
}

/* What a variable is set to in the loop, where that is one thing. */
static const struct expr *set_to(const struct scope *scope, const struct expr *expr, uint32_t loop) {
    for (int depth = 0; depth < VARIABLES && expr->kind == EXPR_LOCAL; depth++) {
        const struct expr *value = NULL;
        for (const struct assignment *a = NULL; (a = scope_next(scope, expr, a)) != NULL;) {
            if (!scope_is_inside(scope, a->number, loop) || !assignment_is_to(a, expr))
                continue;
            if (value || a->assign->op != OP_NONE || !a->assign->value)
                return expr;
            value = a->assign->value;
        }
        if (!value)
            return expr;
        expr = value;
    }
    return expr;
}

/* `while (t->first) { c = t->first; walk(c); }`: the turns only end when what is passed has been taken out. */
static bool is_taken(const struct scope *scope, const struct expr *value, uint32_t loop) {
    const struct expr *test = scope->loops[loop].region->loop->condition;
    int64_t constant;
    while (test && ((test->kind == EXPR_UNARY && test->op == OP_NOT) ||
                    (test->kind == EXPR_BINARY && (test->op == OP_EQUAL || test->op == OP_NOT_EQUAL) &&
                     expr_is_constant(test->b, &constant) && constant == 0)))
        test = test->a;
    if (!test)
        return false;
    test = set_to(scope, test, loop);
    return (test->kind == EXPR_FIELD || test->kind == EXPR_DEREF) && expr_is_equal(set_to(scope, value, loop), test);
}

/* A text is not a tree whose nodes a function hands out. */
static bool is_text(const struct program *program, uint32_t callee, uint32_t slot) {
    const struct function *head = &program_entry(program, callee)->head;
    const char *type = slot < head->parameter_count ? head->parameters[slot].type : NULL;
    return type && strstr(type, "char") != NULL;
}

struct descent descent_of_argument(const struct costs *costs, const struct scope *scope, const struct call *call,
                                   uint32_t callee, uint32_t slot) {
    struct look look = {.costs = costs, .scope = scope, .left = LOOKS};
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
    return varies(&look, value, loop, NULL, 0) || is_taken(scope, value, loop) ? found : nothing;
}
