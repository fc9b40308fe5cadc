/* Tests: testdata/call-in-loop/good_rest.c, bad_rest.c */
#include "cost/rest.h"

#include "turns/path.h"

/* --- where nothing was found -------------------------------------------------------------------------------------- */

static uint32_t entity_called(const struct scope *scope, const struct expr *expr) {
    const struct call *call = scope_call(scope, expr);
    const uint32_t *entities = scope->program->units[scope->program->functions[scope->function].unit].entities;
    return call && call->symbol != SYMBOL_NONE ? entities[call->symbol] : SYMBOL_NONE;
}

/* What has found nothing where the condition holds, or does not: `look_up(x) < 0`, `!look_up(x)`. */
static uint32_t missed_by(const struct scope *scope, const struct expr *condition, bool holds) {
    int64_t value;
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT)
        return missed_by(scope, condition->a, !holds);
    if (condition->kind == EXPR_CALL)
        return holds ? SYMBOL_NONE : entity_called(scope, condition);
    if (condition->kind != EXPR_BINARY || !expr_is_constant(condition->b, &value))
        return SYMBOL_NONE;
    bool is_miss = condition->op == (holds ? OP_LESS : OP_GREATER_EQUAL) ? value == 0
                   : condition->op == (holds ? OP_EQUAL : OP_NOT_EQUAL)  ? value <= 0
                                                                         : false;
    return is_miss ? entity_called(scope, condition->a) : SYMBOL_NONE;
}

/* --- what fetches the rest ---------------------------------------------------------------------------------------- */

struct rest {
    const struct scope *scope; /* of what fetches */
    uint32_t loop;
    uint32_t index; /* the parameter that the loop begins with */
};

/* It only ever goes up. */
static bool rises_in(const struct scope *scope, const struct expr *local, uint32_t loop) {
    bool is_stepped = false;
    if (loop == LOOP_NONE || local->kind != EXPR_LOCAL || scope_is_shared(scope, local))
        return false;
    for (const struct assignment *a = NULL; (a = scope_next(scope, local, a)) != NULL;) {
        int64_t step;
        if (!scope_is_inside(scope, a->number, loop))
            continue;
        if (a->assign->op != OP_ADD || !expr_is_constant(a->assign->value, &step) || step <= 0)
            return false;
        is_stepped = true;
    }
    return is_stepped;
}

static bool is_global_place(const struct expr *expr) {
    while (expr->kind == EXPR_FIELD)
        expr = expr->a;
    return expr->kind == EXPR_GLOBAL;
}

/* `for (i = index; i < all.count; i++)` */
static bool walks_rest(struct rest *rest) {
    const struct scope *scope = rest->scope;
    const struct expr *test = scope->loops[rest->loop].region->loop->condition;
    if (!test || test->kind != EXPR_BINARY || test->op != OP_LESS || !is_global_place(test->b) ||
        !rises_in(scope, test->a, rest->loop))
        return false;
    const struct assignment *start = scope_definition(scope, test->a, scope_before_loop(scope, rest->loop));
    const struct expr *value = start && start->assign->op == OP_NONE ? start->assign->value : NULL;
    if (!value || value->kind != EXPR_PARAMETER || scope_next(scope, value, NULL))
        return false;
    rest->index = value->index;
    return true;
}

static bool looks_up(const struct rest *rest, uint32_t lookup) {
    const struct scope *scope = rest->scope;
    const uint32_t *entities = scope->program->units[scope->program->functions[scope->function].unit].entities;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct region *region = scope->calls[i].region;
        if (region && scope_is_inside(scope, scope->calls[i].number, rest->loop) &&
            region->call->symbol != SYMBOL_NONE && entities[region->call->symbol] == lookup)
            return true;
    }
    return false;
}

static bool is_root_of_argument(const struct call *call, const struct expr *local) {
    for (uint32_t i = 0; i < call->argument_count; i++)
        if (expr_is_equal(expr_root(call->arguments[i].value), local))
            return true;
    return false;
}

/* The loop adds to a local variable that the call is given: `list.items[list.count++] = x`, `add(&list, x)`. */
static bool collects_for(const struct rest *rest, const struct call *fetch) {
    const struct scope *scope = rest->scope;
    for (uint32_t i = 0; i < fetch->argument_count; i++) {
        const struct expr *list = expr_root(fetch->arguments[i].value);
        if (list->kind != EXPR_LOCAL)
            continue;
        for (uint32_t k = 0; k < scope->assignment_count; k++)
            if (scope_is_inside(scope, scope->assignments[k].number, rest->loop) &&
                expr_is_equal(expr_root(scope->assignments[k].assign->target), list))
                return true;
        for (uint32_t k = 0; k < scope->body->call_count; k++)
            if (scope->calls[k].region && scope_is_inside(scope, scope->calls[k].number, rest->loop) &&
                is_root_of_argument(scope->calls[k].region->call, list))
                return true;
    }
    return false;
}

static const struct call_place *only_waiting(const struct costs *costs, const struct scope *scope) {
    const struct function_cost_summary *summary = &costs->functions[scope->function];
    const struct call_place *only = NULL;
    for (uint32_t i = 0; i < summary->site_count; i++) {
        const struct call_place *place = &scope->calls[summary->sites[i].call];
        if (!summary->sites[i].trips)
            continue;
        if (only || !place->region)
            return NULL;
        only = place;
    }
    return only;
}

/* The one call that waits stands behind the loop, and is given what the loop has collected. */
static bool fetches_rest(const struct costs *costs, struct rest *rest, uint32_t lookup) {
    const struct scope *scope = rest->scope;
    const struct call_place *place = only_waiting(costs, scope);
    if (!place)
        return false;
    for (rest->loop = 0; rest->loop < scope->body->loop_count; rest->loop++)
        if (scope->loops[rest->loop].region && place->loop == LOOP_NONE &&
            scope->loops[rest->loop].end < place->number && walks_rest(rest) && looks_up(rest, lookup) &&
            collects_for(rest, place->region->call))
            return true;
    return false;
}

/* --- calls -------------------------------------------------------------------------------------------------------- */

const struct guard *rest_of_index(const struct scope *scope, const struct call *call, const struct expr *index,
                                  uint32_t target) {
    const struct expr once = {.kind = EXPR_FUNCTION, .index = scope->program->functions[target].entity};
    if (index->kind == EXPR_PARAMETER && !scope_next(scope, index, NULL) && !scope_is_shared(scope, index))
        return guard_memo_of_rest(scope->atoms, path_convert(scope, index));
    return rises_in(scope, index, scope->calls[call->index].loop) ? guard_memo(scope->atoms, &once, false) : NULL;
}

static bool passes_index(const struct call *call) {
    for (uint32_t i = 0; i < call->argument_count; i++)
        if (call->arguments[i].value->kind == EXPR_PARAMETER || call->arguments[i].value->kind == EXPR_LOCAL)
            return true;
    return false;
}

const struct guard *rest_of_call(const struct costs *costs, const struct scope *scope, const struct call *call,
                                 uint32_t target) {
    uint32_t number = scope->calls[call->index].number, lookup = SYMBOL_NONE;
    for (uint32_t i = 0; i < scope->holding_count && lookup == SYMBOL_NONE; i++)
        if (scope->holding[i].begin <= number && number <= scope->holding[i].end)
            lookup = missed_by(scope, scope->holding[i].condition, scope->holding[i].is_true);
    const struct function *body = lookup == SYMBOL_NONE || !passes_index(call) ? NULL : scope->program->bodies[target];
    if (!body || body->loop_count == 0 || !costs->functions[target].is_done || target == scope->function)
        return NULL;
    struct scope own;
    scope_init(&own, scope->program, scope->atoms, scope->scratch, target, body);
    struct rest rest = {.scope = &own};
    if (!fetches_rest(costs, &rest, lookup) || rest.index >= call->argument_count)
        return NULL;
    return rest_of_index(scope, call, call->arguments[rest.index].value, target);
}
