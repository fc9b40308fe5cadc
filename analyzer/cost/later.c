/* Calls whose answers come to callbacks. Tests: testdata/call-in-loop/good_chain_of_callbacks.c */
#include "cost/later.h"

bool later_is_completion(const struct program *program, uint32_t function) {
    uint32_t entity = program->functions[function].entity;
    const struct model *model = entity == SYMBOL_NONE ? NULL : program->entities[entity].model;
    return function >= program->own_count && model && model->completes != ARGUMENT_NONE;
}

struct search {
    const struct costs *costs;
    const struct scope *scope;
    uint32_t first; /* such call, or CALL_NONE */
    bool has_other;
};

/* A target that costs nothing does not matter. */
static bool is_later(const struct search *search, uint32_t call) {
    const struct scope *scope = search->scope;
    struct callee callee =
        costs_callee(search->costs->program, scope->function, scope->calls[call].region->call, scope->scratch);
    bool has_later = false;
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
