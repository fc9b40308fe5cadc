/* Calls whose answers come to callbacks. Tests: testdata/call-in-loop/good_chain_of_callbacks.c */
#include "cost/later.h"

bool later_is_completion(const struct program *program, uint32_t function) {
    uint32_t entity = program->functions[function].entity;
    const struct model *model = entity == SYMBOL_NONE ? NULL : program->entities[entity].model;
    return function >= program->own_count && model && model->completes != ARGUMENT_NONE;
}

/* The last call before the position that was handed the address of the variable. */
static const struct call *call_that_fills(const struct scope *scope, const struct expr *variable, uint32_t number) {
    const struct call *last = NULL;
    uint32_t last_number = 0;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct region *region = scope->calls[i].region;
        for (uint32_t k = 0; region && k < region->call->argument_count; k++) {
            const struct expr *value = region->call->arguments[k].value;
            bool is_given = value->kind == EXPR_ADDRESS && expr_is_equal(value->a, variable);
            if (!is_given || scope->calls[i].number >= number || (last && scope->calls[i].number < last_number))
                continue;
            last = region->call;
            last_number = scope->calls[i].number;
        }
    }
    return last;
}

/* The last call before the position whose result is stored there. */
static const struct call *call_stored_in(const struct scope *scope, const struct expr *place, uint32_t number) {
    const struct call *last = NULL;
    for (uint32_t i = 0; i < scope->assignment_count && scope->assignments[i].number < number; i++) {
        const struct assign *assign = scope->assignments[i].assign;
        if (assign->op == OP_NONE && assign->value && expr_is_equal(assign->target, place))
            last = scope_call(scope, assign->value);
    }
    return last;
}

const struct call *later_sender(const struct scope *scope, const struct call *call, const struct model *model) {
    struct position position = scope_at_call(scope, call->index);
    if (model->pass_count == 0 || model->passes[0] < 0 || (uint32_t)model->passes[0] >= call->argument_count)
        return call;
    const struct expr *handle = call->arguments[model->passes[0]].value;
    bool is_variable = handle->kind == EXPR_LOCAL || handle->kind == EXPR_PARAMETER;
    const struct assignment *definition = is_variable ? scope_definition(scope, handle, position) : NULL;
    const struct call *sender = scope_call(scope, definition ? definition->assign->value : handle);
    if (!sender && handle->kind == EXPR_FIELD)
        sender = call_stored_in(scope, handle, position.number);
    if (!sender && is_variable)
        sender = call_that_fills(scope, handle, position.number);
    return sender ? sender : call;
}

/* --- what waits in callbacks ------------------------------------------------------------------------------------- */

struct search {
    const struct costs *costs;
    const struct scope *scope;
    uint32_t first; /* such call, or CALL_NONE */
    bool has_other;
};

/* What the call sent is waited for where the callback is set on it (CALL_AWAITED), and told at the call. */
static bool is_awaited_by_callback(const struct scope *scope, uint32_t call) {
    uint32_t unit = scope->program->functions[scope->function].unit;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct call *setting = scope->calls[i].region ? scope->calls[i].region->call : NULL;
        if (setting && (setting->flags & CALL_AWAITED) &&
            later_sender(scope, setting, program_entity(scope->program, unit, setting->symbol)->model)->index == call)
            return true;
    }
    return false;
}

/* A target that costs nothing does not matter. */
static bool is_later(const struct search *search, uint32_t call) {
    const struct scope *scope = search->scope;
    struct callee callee =
        costs_callee(search->costs->program, scope->function, scope->calls[call].region->call, scope->scratch);
    const struct resolved_call *resolved = program_resolved(search->costs->program, scope->function, call);
    bool has_later = false;
    if (resolved && resolved->is_over)
        return false;
    if (is_awaited_by_callback(scope, call))
        return true;
    for (uint32_t i = 0; i < callee.targets.count; i++) {
        uint32_t target = callee.targets.functions[i];
        const struct function_cost_summary *summary = &search->costs->functions[target];
        bool is_one = later_is_completion(search->costs->program, target) || (summary->is_done && summary->is_later);
        if (!is_one && summary->is_done && !value_is_free(&summary->value))
            return false;
        has_later |= is_one;
    }
    return has_later;
}

static void look_at_site(const struct site_count *site, void *context) {
    struct search *search = context;
    if ((site->call & SITE_NOTE) || !site->trips)
        return;
    if (!is_later(search, site->call))
        search->has_other = true;
    else if (search->first == CALL_NONE)
        search->first = site->call;
}

static struct search searched(const struct costs *costs, const struct scope *scope, const struct site_tree *sites) {
    struct search search = {.costs = costs, .scope = scope, .first = CALL_NONE};
    site_tree_visit(sites, look_at_site, &search);
    return search;
}

bool later_is_all(const struct costs *costs, const struct scope *scope, const struct site_tree *sites) {
    struct search search = searched(costs, scope, sites);
    return search.first != CALL_NONE && !search.has_other;
}

bool later_is_turn(const struct costs *costs, const struct scope *scope, uint32_t loop, const struct site_tree *sites,
                   struct quiet_loop *out) {
    struct search search = searched(costs, scope, sites);
    if (search.first == CALL_NONE || search.has_other)
        return false;
    const struct region *region = scope->calls[search.first].region;
    *out = (struct quiet_loop){
        .loop = loop,
        .call = CALL_NONE,
        .class = CLASS_LATER,
        .place = region->location,
        .what = region->call->symbol == SYMBOL_NONE ? NULL : scope->unit->symbols[region->call->symbol].name};
    return true;
}
