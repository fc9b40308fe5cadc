/* Tests: testdata/call-in-loop/good_fallback.cpp, bad_fallback.cpp */
#include "cost/fallback.h"

#include "base/text.h"
#include "cost/prefetch_leaf.h"
#include "turns/packed.h"

#include <string.h>

struct fallback {
    struct costs *costs;
    const struct scope *scope;
    const struct region *branch;
    const struct region *arm;   /* list that asks one by one */
    const struct expr *brought; /* variable */
    const struct expr *list;    /* that the arm goes over */
};

/* --- expressions -------------------------------------------------------------------------------------------------- */

static const char *base_name(const struct scope *scope, const struct call *call) {
    return call->symbol == SYMBOL_NONE ? "" : text_own_name(scope->unit->symbols[call->symbol].name);
}

/* `v` of `v.size()`, or of `v.empty()`; NULL: it is no such call. */
static const struct expr *measured(const struct scope *scope, const struct expr *expr, bool is_test) {
    static const char *const sizes[] = {"size", "count", "length"};
    const struct call *call = scope_call(scope, expr);
    if (!call || !call->receiver || call->argument_count > 0)
        return NULL;
    for (size_t i = 0; i < ARRAY_COUNT(sizes) && !is_test; i++)
        if (strcmp(base_name(scope, call), sizes[i]) == 0)
            return call->receiver;
    return is_test && strcmp(base_name(scope, call), "empty") == 0 ? call->receiver : NULL;
}

/* The variable is there, or in what a call was given whose result is: `items.begin()`. Not its size alone. */
static bool holds(const struct scope *scope, const struct expr *expr, const struct expr *variable, int depth) {
    if (!expr || depth == 0)
        return false;
    if (expr_is_equal(expr, variable))
        return true;
    const struct call *call = scope_call(scope, expr);
    if (!call)
        return holds(scope, expr->a, variable, depth) || holds(scope, expr->b, variable, depth) ||
               holds(scope, expr->c, variable, depth);
    if (measured(scope, expr, false) || measured(scope, expr, true))
        return false;
    for (uint32_t i = 0; i < call->argument_count; i++)
        if (holds(scope, call->arguments[i].value, variable, depth - 1))
            return true;
    return holds(scope, call->receiver, variable, depth - 1);
}

#define CALL_DEPTH 3

static bool is_given(const struct scope *scope, const struct call *call, const struct expr *variable) {
    for (uint32_t i = 0; i < call->argument_count; i++)
        if (holds(scope, call->arguments[i].value, variable, CALL_DEPTH))
            return true;
    return call->receiver && holds(scope, call->receiver, variable, CALL_DEPTH);
}

/* --- the test ----------------------------------------------------------------------------------------------------- */

/* What a smaller number than wanted is the number of: `done.size()`, `done`. */
static const struct expr *counted(const struct scope *scope, const struct expr *expr) {
    const struct expr *container = measured(scope, expr, false);
    const struct expr *variable = container ? container : expr;
    return variable->kind == EXPR_LOCAL ? variable : NULL;
}

/* `wanted - done`, also by way of a variable. */
static const struct expr *left_over(const struct fallback *fallback, const struct expr *expr) {
    const struct scope *scope = fallback->scope;
    const struct position here = {fallback->branch->number, LOOP_NONE};
    const struct assignment *set = expr->kind == EXPR_LOCAL ? scope_definition(scope, expr, here) : NULL;
    const struct expr *value = set && set->assign->value ? set->assign->value : expr;
    return value->kind == EXPR_BINARY && value->op == OP_SUBTRACT ? counted(scope, value->b) : NULL;
}

/* The comparison holds where `*brought` is nothing, or less than something. */
static const struct expr *missed(const struct fallback *fallback, enum expr_op op, const struct expr *a,
                                 const struct expr *b) {
    const struct scope *scope = fallback->scope;
    int64_t zero;
    if (expr_is_constant(b, &zero) && zero == 0) {
        if (op == OP_EQUAL)
            return counted(scope, a);
        return op == OP_NOT_EQUAL || op == OP_GREATER ? left_over(fallback, a) : NULL;
    }
    if (op == OP_LESS)
        return counted(scope, a);
    if (op == OP_GREATER)
        return counted(scope, b);
    if (op != OP_NOT_EQUAL)
        return NULL;
    const struct expr *first = counted(scope, a);
    return first ? first : counted(scope, b);
}

/* What is missing where the condition holds, or does not: a variable; or NULL. */
static const struct expr *brought_of(const struct fallback *fallback, const struct expr *condition, bool is_true) {
    const struct scope *scope = fallback->scope;
    for (; condition->kind == EXPR_UNARY && condition->op == OP_NOT; condition = condition->a)
        is_true = !is_true;
    if (condition->kind == EXPR_BINARY && condition->op == (is_true ? OP_AND : OP_OR)) {
        const struct expr *first = brought_of(fallback, condition->a, is_true);
        return first ? first : brought_of(fallback, condition->b, is_true);
    }
    const struct expr *emptied = measured(scope, condition, true);
    if (emptied)
        return is_true && emptied->kind == EXPR_LOCAL ? emptied : NULL;
    if (condition->kind == EXPR_BINARY && condition->op >= OP_EQUAL && condition->op <= OP_GREATER_EQUAL) {
        enum expr_op op = is_true ? (enum expr_op)condition->op : comparison_negated((enum expr_op)condition->op);
        return missed(fallback, op, condition->a, condition->b);
    }
    if (!is_true) /* `!done.size()` */
        return counted(scope, condition);
    return left_over(fallback, condition);
}

/* --- requests ------------------------------------------------------------------------------------------------------
 */

static bool waits(const struct fallback *fallback, const struct call *call) {
    const struct scope *scope = fallback->scope;
    struct callee callee = costs_callee(fallback->costs->program, scope->function, call, scope->scratch);
    if (callee.model)
        return callee.model->effect == EFFECT_ROUNDTRIP || callee.model->effect == EFFECT_WAIT;
    for (uint32_t i = 0; i < callee.targets.count; i++) {
        const struct function_cost_summary *summary = &fallback->costs->functions[callee.targets.functions[i]];
        if (summary->is_done && !poly_is_zero(summary->value.trips))
            return true;
    }
    return false;
}

static bool loop_goes_over(const struct scope *scope, uint32_t loop, const struct expr *list) {
    const struct loop *region = scope->loops[loop].region->loop;
    return holds(scope, region->range, list, CALL_DEPTH) || holds(scope, region->condition, list, CALL_DEPTH);
}

/* The call, or assignment, puts something into the variable. */
static bool puts_into(const struct scope *scope, const struct region *region, const struct expr *variable) {
    if (region->kind == REGION_ASSIGN)
        return region->assign.value && expr_is_equal(expr_root(region->assign.target), variable);
    if (region->kind != REGION_CALL)
        return false;
    const struct call *call = region->call;
    bool is_const = call->symbol != SYMBOL_NONE && symbol_is(&scope->unit->symbols[call->symbol], SYMBOL_CONST_METHOD);
    if (call->receiver && call->argument_count > 0 && expr_is_equal(expr_root(call->receiver), variable))
        return !is_const && !(call->flags & (CALL_CONSTRUCTOR | CALL_DESTRUCTOR));
    for (uint32_t i = 0; i < call->argument_count; i++) {
        const struct expr *value = call->arguments[i].value;
        if (value->kind == EXPR_ADDRESS && expr_is_equal(expr_root(value), variable))
            return true;
    }
    return false;
}

struct putting {
    const struct scope *scope;
    const struct expr *variable;
    uint32_t begin, end; /* numbers */
    uint32_t first;      /* the first that does, in a loop or with more than numbers; UINT32_MAX: none */
    bool is_put;
};

/* `done.reserve(100)` */
static bool is_of_numbers(const struct region *region) {
    if (region->kind != REGION_CALL)
        return false;
    for (uint32_t i = 0; i < region->call->argument_count; i++) {
        const char *type = region->call->arguments[i].type;
        if (!type || !type[0] || strpbrk(type, "*&<[") || !(strstr(type, "int") || strstr(type, "long")))
            return false;
    }
    return true;
}

static bool is_in_loop(const struct scope *scope, uint32_t number) {
    for (uint32_t i = 0; i < scope->body->loop_count; i++)
        if (scope->loops[i].region && scope_is_inside(scope, number, i))
            return true;
    return false;
}

static bool is_empty_start(const struct region *region) {
    int64_t zero;
    if (region->kind != REGION_ASSIGN || !region->assign.is_declaration)
        return false;
    const struct expr *value = region->assign.value;
    return expr_is_zero(value) || (expr_is_constant(value, &zero) && zero == 0);
}

static void find_putting(struct region *region, void *context) {
    struct putting *putting = context;
    if (region->number < putting->begin || region->number > putting->end ||
        !puts_into(putting->scope, region, putting->variable))
        return;
    putting->is_put = true;
    bool is_other = !is_empty_start(region) && (!is_of_numbers(region) || is_in_loop(putting->scope, region->number));
    if (is_other && region->number < putting->first)
        putting->first = region->number;
}

static struct putting putting_of(const struct scope *scope, const struct expr *variable, uint32_t begin, uint32_t end) {
    struct putting putting = {.scope = scope, .variable = variable, .begin = begin, .end = end, .first = UINT32_MAX};
    region_walk(scope->body->body, find_putting, &putting);
    return putting;
}

/* The variable is filled by a loop over the list before that place. */
static bool is_collected(const struct scope *scope, const struct expr *variable, const struct expr *list,
                         uint32_t before) {
    for (uint32_t i = 0; i < scope->body->loop_count; i++)
        if (scope->loops[i].region && scope->loops[i].end < before && loop_goes_over(scope, i, list) &&
            putting_of(scope, variable, scope->loops[i].begin, scope->loops[i].end).is_put)
            return true;
    return false;
}

/* One request for the whole list, or one for as much of it as fits. */
static bool asks_for_all(const struct fallback *fallback, uint32_t index) {
    const struct scope *scope = fallback->scope;
    const struct call_place *place = &scope->calls[index];
    const struct call *call = place->region->call;
    struct packed packed;
    if (place->loop != LOOP_NONE)
        return packed_of(scope, place->loop, &packed) && loop_goes_over(scope, place->loop, fallback->list);
    if (is_given(scope, call, fallback->list))
        return true;
    for (uint32_t i = 0; i < call->argument_count; i++) {
        const struct expr *root = expr_root(call->arguments[i].value);
        if (root->kind == EXPR_LOCAL && is_collected(scope, root, fallback->list, place->number))
            return true;
    }
    return false;
}

static bool hands_on_lambda(const struct scope *scope, const struct call *call) {
    for (uint32_t i = 0; i < call->argument_count; i++)
        if (call->arguments[i].value->kind == EXPR_FUNCTION &&
            symbol_is(&scope->unit->symbols[call->arguments[i].value->index], SYMBOL_LAMBDA))
            return true;
    return false;
}

/* What the request brings goes into the variable: as its result, by its arguments, by a lambda, or behind it. */
static bool brings(const struct fallback *fallback, uint32_t index) {
    const struct scope *scope = fallback->scope;
    const struct expr *brought = fallback->brought;
    const struct call *call = scope->calls[index].region->call;
    uint32_t number = scope->calls[index].number;
    const struct assignment *set =
        scope_definition(scope, brought, (struct position){fallback->branch->number, LOOP_NONE});
    if (set && scope_call(scope, set->assign->value) == call)
        return true;
    bool is_captured = (scope->body->locals[brought->index].flags & LOCAL_CAPTURED) != 0;
    return (is_captured && hands_on_lambda(scope, call)) || is_given(scope, call, brought) ||
           putting_of(scope, brought, number, fallback->branch->number - 1).first != UINT32_MAX;
}

/* --- the arm ------------------------------------------------------------------------------------------------------ */

static bool is_in_arm(const struct fallback *fallback, uint32_t number) {
    return region_list_holds(fallback->arm, number);
}

/* The call asks for one of the list, or of what is left of it, on each turn. */
static bool asks_for_each(const struct fallback *fallback, uint32_t index) {
    const struct scope *scope = fallback->scope;
    const struct call_place *place = &scope->calls[index];
    bool is_inside = place->loop != LOOP_NONE && is_in_arm(fallback, scope->loops[place->loop].begin);
    if (!is_inside)
        return place->region->call->argument_count > 0 && hands_on_lambda(scope, place->region->call) &&
               is_given(scope, place->region->call, fallback->list);
    if (loop_goes_over(scope, place->loop, fallback->list))
        return true;
    for (uint32_t i = 0; i < scope->body->local_count; i++) {
        const struct expr *rest = expr_indexed(scope->scratch, EXPR_LOCAL, i);
        if (loop_goes_over(scope, place->loop, rest) &&
            is_collected(scope, rest, fallback->list, scope->loops[place->loop].begin))
            return true;
    }
    return false;
}

struct returning {
    const struct fallback *fallback;
    bool is_elsewhere; /* what was brought is returned, outside of the arm */
    bool is_inside;    /* the arm returns the answer to what it asks, or what it was brought */
};

static void find_return(struct region *region, void *context) {
    struct returning *returning = context;
    const struct fallback *fallback = returning->fallback;
    if (region->kind != REGION_RETURN || !region->value)
        return;
    const struct scope *scope = fallback->scope;
    const struct call *call = scope_call(scope, region->value);
    const struct expr *container = measured(scope, region->value, false);
    if (is_in_arm(fallback, region->number))
        returning->is_inside |= call && waits(fallback, call);
    else
        returning->is_elsewhere |= expr_is_equal(container ? container : region->value, fallback->brought);
}

static bool answers_go_where_others_went(const struct fallback *fallback) {
    struct returning returning = {.fallback = fallback};
    if (putting_of(fallback->scope, fallback->brought, fallback->arm->number, region_last_number(fallback->arm)).is_put)
        return true;
    region_walk(fallback->scope->body->body, find_return, &returning);
    return returning.is_elsewhere && returning.is_inside;
}

struct going_on {
    const struct fallback *fallback;
    bool is_found;
};

static void find_going_on(struct region *region, void *context) {
    struct going_on *going_on = context;
    const struct expr *brought = going_on->fallback->brought;
    if (region->kind == REGION_ASSIGN && is_in_arm(going_on->fallback, region->number))
        going_on->is_found |=
            !expr_is_equal(region->assign.target, brought) && expr_mentions(region->assign.value, brought);
}

/* A number does not say which are left: `for (i = done; i < n; i++)` takes it for those behind. To have changed none is
 * no failure to make them all. */
static bool knows_the_rest(const struct fallback *fallback) {
    const char *type = fallback->scope->body->locals[fallback->brought->index].type;
    struct going_on going_on = {.fallback = fallback};
    region_walk(fallback->scope->body->body, find_going_on, &going_on);
    return going_on.is_found || strpbrk(type, "<:") || strstr(type, "struct ");
}

/* --- both --------------------------------------------------------------------------------------------------------- */

static const char *peer_of(const struct fallback *fallback, uint32_t index, const struct model **model) {
    struct prefetch_leaf leaf =
        prefetch_leaf_of(fallback->costs, fallback->scope, fallback->scope->calls[index].region->call);
    *model = leaf.model;
    return leaf.model ? leaf.model->peer : NULL;
}

/* The same peer, and not one a read and the other none. */
static bool is_of_kind(const struct fallback *fallback, uint32_t all, uint32_t one) {
    const struct model *many, *single;
    const char *peer = peer_of(fallback, all, &many), *other = peer_of(fallback, one, &single);
    if (!peer || !other || strcmp(peer, other) != 0)
        return false;
    bool is_told = many->access != ACCESS_UNKNOWN && single->access != ACCESS_UNKNOWN;
    return !is_told || (many->access == ACCESS_READ) == (single->access == ACCESS_READ);
}

/* All requests before the branch that bring what is tested are for all of the list, and there is one. */
static bool has_asked_for_all(const struct fallback *fallback, uint32_t *all) {
    const struct scope *scope = fallback->scope;
    uint32_t first = UINT32_MAX;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct call_place *place = &scope->calls[i];
        if (!place->region || place->number >= fallback->branch->number || scope->is_dead[place->number] ||
            !waits(fallback, place->region->call) || !brings(fallback, i))
            continue;
        bool is_other = !asks_for_all(fallback, i);
        if (is_other && !is_in_loop(scope, place->number) && !is_given(scope, place->region->call, fallback->brought) &&
            !hands_on_lambda(scope, place->region->call) && first == UINT32_MAX)
            continue; /* how large a request may be */
        if (is_other)
            return false;
        *all = first == UINT32_MAX ? i : *all;
        first = place->number < first ? place->number : first;
    }
    return first != UINT32_MAX && putting_of(scope, fallback->brought, 0, first - 1).first == UINT32_MAX;
}

static bool is_fallback_over(struct fallback *fallback, const struct expr *list) {
    const struct scope *scope = fallback->scope;
    uint32_t all = CALL_NONE;
    bool has_each = false;
    fallback->list = list;
    if (expr_is_equal(list, fallback->brought) || !has_asked_for_all(fallback, &all))
        return false;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct call_place *place = &scope->calls[i];
        if (!place->region || !is_in_arm(fallback, place->number) || !waits(fallback, place->region->call))
            continue;
        if (!asks_for_each(fallback, i) || !is_of_kind(fallback, all, i))
            return false;
        has_each = true;
    }
    return has_each && answers_go_where_others_went(fallback) && knows_the_rest(fallback);
}

/* Most arms ask for nothing, or nothing was asked before. */
static bool both_ask(const struct fallback *fallback) {
    const struct scope *scope = fallback->scope;
    bool is_before = false, is_inside = false;
    for (uint32_t i = 0; i < scope->body->call_count && !(is_before && is_inside); i++) {
        const struct call_place *place = &scope->calls[i];
        bool is_early = place->number < fallback->branch->number;
        if (place->region && (is_early || is_in_arm(fallback, place->number)) && waits(fallback, place->region->call))
            *(is_early ? &is_before : &is_inside) = true;
    }
    return is_before && is_inside;
}

static bool is_fallback(struct fallback *fallback, bool holds_there) {
    const struct scope *scope = fallback->scope;
    if (!fallback->arm)
        return false;
    fallback->brought = brought_of(fallback, fallback->branch->branch.condition, holds_there);
    if (!fallback->brought || fallback->brought->index >= scope->body->local_count || !both_ask(fallback))
        return false;
    for (uint32_t i = 0; i < scope->body->parameter_count; i++)
        if (is_fallback_over(fallback, expr_indexed(scope->scratch, EXPR_PARAMETER, i)))
            return true;
    for (uint32_t i = 0; i < scope->body->local_count; i++)
        if (is_fallback_over(fallback, expr_indexed(scope->scratch, EXPR_LOCAL, i)))
            return true;
    return false;
}

static bool returns(const struct region *list) {
    const struct region *last = region_last(list);
    return last && last->kind == REGION_RETURN;
}

enum truth fallback_truth(struct costs *costs, const struct scope *scope, const struct region *region) {
    struct fallback fallback = {.costs = costs, .scope = scope, .branch = region, .arm = region->branch.then_list};
    if (is_fallback(&fallback, true))
        return TRUTH_NO;
    fallback.arm = region->branch.else_list;
    if (!fallback.arm && returns(region->branch.then_list))
        fallback.arm = region->next;
    return is_fallback(&fallback, false) ? TRUTH_YES : TRUTH_UNKNOWN;
}
