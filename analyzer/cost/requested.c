/* Tests and steps of the requests that callbacks are set on. Tests: testdata/call-in-loop/bad_chain_of_requests.c */
#include "cost/requested.h"

#include "cost/later.h"

#include <string.h>

static const struct model *completion_of(const struct costs *costs, const struct callee *callee) {
    for (uint32_t i = 0; i < callee->targets.count; i++)
        if (later_is_completion(costs->program, callee->targets.functions[i]))
            return costs->program->entities[costs->program->functions[callee->targets.functions[i]].entity].model;
    return NULL;
}

/* It sends, or waits. */
static bool asks(const struct costs *costs, const struct callee *callee) {
    if (callee->model)
        return callee->model->effect != EFFECT_LOCAL;
    for (uint32_t i = 0; i < callee->targets.count; i++) {
        const struct function_cost_summary *summary = &costs->functions[callee->targets.functions[i]];
        if (summary->is_done && !value_is_free(&summary->value))
            return true;
    }
    return false;
}

/* --- handles that are handed back -------------------------------------------------------------------------------- */

struct handing {
    const struct scope *scope;
    const struct call *call;
    bool is_found;
};

/* The value is what the call gave, as it stands or by a local variable. */
static bool is_of_call(const struct handing *handing, const struct expr *value) {
    const struct assignment *a = NULL;
    if (!value || scope_call(handing->scope, value) == handing->call)
        return value != NULL;
    while (value->kind == EXPR_LOCAL && (a = scope_next(handing->scope, value, a)) != NULL)
        if (assignment_is_to(a, value) && scope_call(handing->scope, a->assign->value) == handing->call)
            return true;
    return false;
}

static void look_at_region(struct region *region, void *context) {
    struct handing *handing = context;
    if (region->kind == REGION_RETURN)
        handing->is_found |= is_of_call(handing, region->value);
    else if (region->kind == REGION_ASSIGN && region->assign.target->kind == EXPR_DEREF &&
             region->assign.target->a->kind == EXPR_PARAMETER)
        handing->is_found |= is_of_call(handing, region->assign.value);
}

/* `return send();`, `*out = send();`: the handle is not another one of the function's own making. */
static bool is_handed_back(const struct scope *scope, const struct call *call) {
    struct handing handing = {scope, call, false};
    region_walk(scope->body->body, look_at_region, &handing);
    return handing.is_found;
}

/* --- senders ----------------------------------------------------------------------------------------------------- */

static void add_sender(const struct costs *costs, const struct scope *scope, const struct call *sender, uint32_t depth,
                       struct countdowns *out);

/* What holds at all calls of the function that ask and whose handle it hands back. False: there are none, or the
 * function cannot be looked into. */
static bool inside(const struct costs *costs, const struct scope *outer, uint32_t function, uint32_t depth,
                   struct countdowns *out) {
    const struct function *body = outer->program->bodies[function];
    const struct function_cost_summary *summary = &costs->functions[function];
    bool has_calls = false;
    if (!body || !summary->is_done || function == outer->function)
        return false;
    struct scope scope;
    scope_init(&scope, outer->program, outer->atoms, outer->scratch, function, body);
    if (summary->is_dead)
        memcpy(scope.is_dead, summary->is_dead, (scope.region_count + 1) * sizeof *scope.is_dead);
    for (uint32_t i = 0; i < body->call_count; i++) {
        const struct region *region = scope.calls[i].region;
        if (!region || scope.is_dead[scope.calls[i].number])
            continue;
        struct callee callee = costs_callee(scope.program, function, region->call, scope.scratch);
        if (!asks(costs, &callee) || !is_handed_back(&scope, region->call))
            continue;
        struct countdowns one;
        countdowns_past(&scope, region->call, &one);
        add_sender(costs, &scope, region->call, depth + 1, &one);
        if (has_calls)
            countdowns_both(&scope, out, &one);
        else
            *out = one;
        has_calls = true;
    }
    return has_calls;
}

/* Nothing is said of a call that may run several functions. */
static void add_sender(const struct costs *costs, const struct scope *scope, const struct call *sender, uint32_t depth,
                       struct countdowns *out) {
    struct callee callee = costs_callee(scope->program, scope->function, sender, scope->scratch);
    struct countdowns rest;
    if (depth < REQUEST_DEPTH && !callee.model && callee.targets.count == 1 &&
        inside(costs, scope, callee.targets.functions[0], depth, &rest))
        countdowns_through(scope, sender, callee.targets.functions[0], &rest, out);
}

void requested_add(const struct costs *costs, const struct scope *scope, const struct call *call,
                   struct countdowns *out) {
    struct callee callee = costs_callee(scope->program, scope->function, call, scope->scratch);
    const struct model *model = completion_of(costs, &callee);
    const struct call *sender = model ? later_sender(scope, call, model) : call;
    if (sender != call)
        add_sender(costs, scope, sender, 0, out);
}
