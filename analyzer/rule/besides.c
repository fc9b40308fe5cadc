/* Looks for the nearest loops whose round trips are closed. Tests: tests/unit/rule/test_besides.c */
#include "rule/besides.h"

#include "base/map.h"
#include "base/vec.h"
#include "flow/entered.h"
#include "rule/witness.h"

#include <string.h>

#define FUNCTIONS 500 /* that are looked at for one finding */

struct looking {
    struct costs *costs;
    const struct scope *scope;
    struct arena scratch;
    struct map seen;
    VEC(const struct entered *) ways; /* to functions that are to be looked at, in the order in which they are met */
    struct place *out;
    uint32_t count; /* of out */
};

bool besides_is_told(const struct loop_cost *loop) {
    int64_t constant;
    return !loop->is_fan_out && !(poly_is_constant(loop->trips, &constant) && constant <= NOTE_TRIPS);
}

static bool leaves_out(const struct poly *trips) {
    for (uint32_t i = 0; trips && i < trips->count; i++)
        if (!trips->items[i].is_open && trips->items[i].peer)
            return true;
    return false;
}

static void meet(struct looking *looking, const struct entered *outer, const struct call *call) {
    struct costs *costs = looking->costs;
    struct callee callee = costs_callee(costs->program, outer->function, call, &looking->scratch);
    for (uint32_t i = 0; i < callee.targets.count && !callee.model; i++) {
        uint32_t function = callee.targets.functions[i];
        const struct function_cost_summary *summary = &costs->functions[function];
        if (looking->ways.count >= FUNCTIONS || !summary->is_done || !leaves_out(summary->value.trips) ||
            map_get_or_put(&looking->seen, function, 0) != MAP_NONE)
            continue;
        struct entered *inner = ARENA_NEW(&looking->scratch, struct entered);
        *inner = (struct entered){outer, function, call, outer->depth + 1};
        vec_push(&looking->ways, inner);
    }
}

static void add_place(struct looking *looking, uint32_t function, const struct loop_cost *loop) {
    struct costs *costs = looking->costs;
    const struct region *region = costs->functions[function].calls[loop_dearest_site(costs, function, loop)->call];
    struct place place = place_of(costs->program, function, region->location);
    for (uint32_t i = 0; i < looking->count; i++)
        if (looking->out[i].line == place.line && strcmp(looking->out[i].file, place.file) == 0)
            return;
    if (looking->count < BESIDES_LIMIT)
        looking->out[looking->count++] = place;
}

/* Loops inside this one. */
static void find_inside(struct looking *looking, const struct loop_cost *loop) {
    const struct scope *scope = looking->scope;
    const struct function_cost_summary *summary = &looking->costs->functions[scope->function];
    for (uint32_t i = 0; i < summary->loop_count; i++) {
        const struct loop_cost *other = &summary->loops[i];
        if (other == loop || other->loop == LOOP_NONE || !besides_is_told(other))
            continue;
        if (loop->loop == LOOP_NONE || scope_is_inside(scope, scope->loops[other->loop].begin, loop->loop))
            add_place(looking, scope->function, other);
    }
}

struct assign_search {
    uint32_t parameter;
    bool is_found;
};

static void search_assign(struct region *region, void *context) {
    struct assign_search *search = context;
    const struct expr *target = region->kind == REGION_ASSIGN ? region->assign.target : NULL;
    search->is_found |= target && target->kind == EXPR_PARAMETER && target->index == search->parameter;
}

static bool is_assigned(const struct program *program, uint32_t function, uint32_t parameter) {
    const struct function *body = program->bodies[function];
    struct assign_search search = {parameter, !body};
    if (body)
        region_walk(body->body, search_assign, &search);
    return search.is_found;
}

/* What the calls on the way pass makes the condition false. */
static bool fails_on_way(const struct program *program, const struct entered *way, const struct guard *guard) {
    uint32_t parameter = guard->path->index;
    int64_t value;
    bool is_passed = guard->kind == GUARD_MODE && guard->path->kind == EXPR_PARAMETER;
    for (; is_passed && way->outer && parameter < way->entry->argument_count; way = way->outer) {
        const struct expr *argument = way->entry->arguments[parameter].value;
        if (expr_is_constant(argument, &value)) {
            struct known known = known_value(value);
            return known_compare(&known, guard->op, guard->constant) == (guard->is_negated ? TRUTH_YES : TRUTH_NO);
        }
        is_passed = argument->kind == EXPR_PARAMETER && !is_assigned(program, way->outer->function, argument->index);
        parameter = argument->index;
    }
    return false;
}

static bool is_excluded(const struct program *program, const struct entered *way, const struct loop_cost *loop) {
    for (uint32_t i = 0; loop->when && i < loop->when->count; i++)
        if (fails_on_way(program, way, loop->when->items[i]))
            return true;
    return false;
}

/* A loop of the function, or its recursion, tells of what the call leads to. */
static bool is_told(const struct program *program, const struct entered *way,
                    const struct function_cost_summary *summary, uint32_t call) {
    for (uint32_t i = 0; i < summary->loop_count; i++) {
        const struct loop_cost *loop = &summary->loops[i];
        if (!besides_is_told(loop) || is_excluded(program, way, loop))
            continue;
        if (loop->loop == LOOP_NONE)
            return true;
        for (uint32_t k = 0; k < loop->site_count; k++)
            if (loop->sites[k].call == call)
                return true;
    }
    return false;
}

/* Loops of the function; what it calls outside of them is next to be looked at. */
static void find_in(struct looking *looking, const struct entered *way) {
    const struct program *program = looking->costs->program;
    const struct function_cost_summary *summary = &looking->costs->functions[way->function];
    const struct function *body = program->bodies[way->function];
    for (uint32_t i = 0; i < summary->loop_count; i++)
        if (besides_is_told(&summary->loops[i]) && !is_excluded(program, way, &summary->loops[i]))
            add_place(looking, way->function, &summary->loops[i]);
    for (uint32_t i = 0; body && summary->calls && i < body->call_count; i++) {
        const struct region *region = summary->calls[i];
        bool is_dead = region && summary->is_dead && summary->is_dead[region->number];
        if (region && !is_dead && !is_told(program, way, summary, i) && !entered_is_silent(looking->costs, way, i))
            meet(looking, way, region->call);
    }
}

uint32_t besides_find(struct costs *costs, const struct scope *scope, const struct loop_cost *loop,
                      struct place out[BESIDES_LIMIT]) {
    struct looking looking = {.costs = costs, .scope = scope, .out = out};
    struct entered top = {.function = scope->function};
    if (!loop->is_rest)
        return 0;
    arena_init(&looking.scratch);
    find_inside(&looking, loop);
    map_put(&looking.seen, scope->function, 0);
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct call_place *call = &scope->calls[i];
        bool is_inside = loop->loop == LOOP_NONE || (call->region && scope_is_inside(scope, call->number, loop->loop));
        if (call->region && is_inside && !scope->is_dead[call->number])
            meet(&looking, &top, call->region->call);
    }
    for (uint32_t i = 0; i < looking.ways.count && looking.count < BESIDES_LIMIT; i++)
        find_in(&looking, looking.ways.items[i]);
    map_finish(&looking.seen);
    vec_finish(&looking.ways);
    arena_finish(&looking.scratch);
    return looking.count;
}
