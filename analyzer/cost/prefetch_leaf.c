/* One call further down, up to the library. Tests: testdata/call-in-loop, tests/unit/cost/test_prefetch.c */
#include "cost/prefetch_leaf.h"

#include "cost/prefetch_guard.h"
#include "cost/prefetch_items.h"

/* The way down of a function whose path is not known yet, as in a circle of functions. */
struct way_down {
    const struct program *program;
    struct arena *scratch;
    uint32_t function;
    const struct call *direct; /* of the library's function that waits: the only one */
    const struct call *helper; /* of the only function that may lead to one */
    uint32_t direct_entity, helper_target;
    bool has_more_direct, has_more_helpers;
};

static void see_call(struct region *region, void *context) {
    struct way_down *way = context;
    if (region->kind != REGION_CALL)
        return;
    struct callee callee = costs_callee(way->program, way->function, region->call, way->scratch);
    if (callee.model && callee.model->effect == EFFECT_ROUNDTRIP) {
        way->has_more_direct |= way->direct && way->direct_entity != callee.entity;
        way->direct = region->call;
        way->direct_entity = callee.entity;
    }
    for (uint32_t i = 0; !callee.model && i < callee.targets.count; i++) {
        uint32_t target = callee.targets.functions[i];
        if (target == way->function || !way->program->functions[target].is_in_cone)
            continue;
        way->has_more_helpers |= way->helper && way->helper_target != target;
        way->helper = region->call;
        way->helper_target = target;
    }
}

static const struct call *way_down_of(const struct program *program, struct arena *scratch, uint32_t function) {
    struct way_down way = {.program = program, .scratch = scratch, .function = function};
    region_walk(program->bodies[function]->body, see_call, &way);
    if (way.direct)
        return way.has_more_direct ? NULL : way.direct;
    return way.has_more_helpers ? NULL : way.helper;
}

#define LEAF_DEPTH 64 /* no path is longer */

struct prefetch_leaf prefetch_leaf_of(struct costs *costs, const struct scope *scope, const struct call *call) {
    struct prefetch_leaf leaf = {0};
    const struct program *program = costs->program;
    const struct function *body = scope->body;
    uint32_t function = scope->function;
    for (int depth = 0; call && depth < LEAF_DEPTH; depth++) {
        leaf.is_guarded |= prefetch_is_guarded(body, call, function != scope->function);
        struct callee callee = costs_callee(program, function, call, scope->scratch);
        if (callee.model) {
            leaf.model = callee.model;
            leaf.is_one = prefetch_items_of(call) == ITEMS_ONE;
            return leaf;
        }
        const struct function_cost_summary *summary = NULL;
        for (uint32_t i = 0; i < callee.targets.count && !summary; i++) {
            function = callee.targets.functions[i];
            if (costs->functions[function].is_done && costs->functions[function].path_call != CALL_NONE)
                summary = &costs->functions[function];
        }
        if (callee.targets.count == 0 || !program->bodies[function])
            return leaf;
        body = program->bodies[function];
        call = summary && summary->calls ? summary->calls[summary->path_call]->call
                                         : way_down_of(program, scope->scratch, function);
    }
    return leaf;
}
