/* Tests: testdata/call-in-loop/verdict_unpipelined.c */
#include "rule/unpipelined.h"

#include "facts/counted_scope.h"

#define DEPTH_LIMIT    5
#define FUNCTION_LIMIT 40

struct search {
    struct costs *costs;
    uint32_t seen[FUNCTION_LIMIT];
    uint32_t seen_count;
};

static bool is_new(struct search *search, uint32_t function) {
    for (uint32_t i = 0; i < search->seen_count; i++)
        if (search->seen[i] == function)
            return false;
    if (search->seen_count == FUNCTION_LIMIT || !search->costs->functions[function].is_done ||
        !search->costs->functions[function].calls)
        return false;
    search->seen[search->seen_count++] = function;
    return true;
}

static const struct model *found_in_call(struct search *search, const struct scope *scope, uint32_t call, int depth);

static const struct model *found_in(struct search *search, uint32_t function, int depth) {
    struct arena scratch;
    struct scope scope;
    const struct model *found = NULL;
    if (!is_new(search, function))
        return NULL;
    arena_init(&scratch);
    counted_scope(search->costs, &scope, &scratch, function);
    for (uint32_t i = 0; i < scope.body->call_count && !found; i++)
        found = found_in_call(search, &scope, i, depth);
    arena_finish(&scratch);
    return found;
}

static const struct model *found_in_call(struct search *search, const struct scope *scope, uint32_t call, int depth) {
    const struct call_place *place = &scope->calls[call];
    if (!place->region || scope->is_dead[place->number])
        return NULL;
    struct callee callee = costs_callee(search->costs->program, scope->function, place->region->call, scope->scratch);
    if (callee.model)
        return callee.model->is_unpipelined ? callee.model : NULL;
    const struct model *found = NULL;
    for (uint32_t i = 0; i < callee.targets.count && depth > 0 && !found; i++)
        found = found_in(search, callee.targets.functions[i], depth - 1);
    return found;
}

const struct model *unpipelined_in_loop(struct costs *costs, const struct scope *scope, uint32_t loop) {
    struct search search = {.costs = costs};
    const struct model *found = NULL;
    for (uint32_t i = 0; i < scope->body->call_count && !found; i++)
        if (scope->calls[i].region && scope_is_inside(scope, scope->calls[i].number, loop))
            found = found_in_call(&search, scope, i, DEPTH_LIMIT);
    return found;
}
