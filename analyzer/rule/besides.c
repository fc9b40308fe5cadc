/* Looks for the nearest loop whose round trips are closed. Tests: tests/unit/rule/test_besides.c */
#include "rule/besides.h"

#include "base/map.h"
#include "base/vec.h"
#include "rule/witness.h"

#define FUNCTIONS 500 /* that are looked at for one finding */

struct looking {
    struct costs *costs;
    const struct scope *scope;
    struct arena scratch;
    struct map seen;
    VEC(uint32_t) functions; /* to look at, in the order in which they are met */
};

/* Loops and callers around it do not count it again. */
static bool is_closed(const struct loop_cost *loop) {
    int64_t constant;
    return !loop->is_fan_out && !(poly_is_constant(loop->trips, &constant) && constant <= NOTE_TRIPS);
}

static bool leaves_out(const struct poly *trips) {
    for (uint32_t i = 0; trips && i < trips->count; i++)
        if (!trips->items[i].is_open && trips->items[i].peer)
            return true;
    return false;
}

static void meet(struct looking *looking, uint32_t function) {
    const struct function_cost_summary *summary = &looking->costs->functions[function];
    if (looking->functions.count < FUNCTIONS && summary->is_done && leaves_out(summary->value.trips) &&
        map_get_or_put(&looking->seen, function, 0) == MAP_NONE)
        vec_push(&looking->functions, function);
}

static void meet_targets(struct looking *looking, uint32_t function, const struct call *call) {
    const struct program *program = looking->costs->program;
    struct callee callee = costs_callee(program, function, call, &looking->scratch);
    for (uint32_t i = 0; i < callee.targets.count; i++)
        meet(looking, callee.targets.functions[i]);
}

static struct place place_of_loop(struct costs *costs, uint32_t function, const struct loop_cost *loop) {
    const struct region *region = costs->functions[function].calls[loop_dearest_site(costs, function, loop)->call];
    return place_of(costs->program, function, region->location);
}

/* A loop inside this one. */
static bool find_inside(const struct looking *looking, const struct loop_cost *loop, struct place *out) {
    const struct scope *scope = looking->scope;
    const struct function_cost_summary *summary = &looking->costs->functions[scope->function];
    for (uint32_t i = 0; i < summary->loop_count; i++) {
        const struct loop_cost *other = &summary->loops[i];
        if (other == loop || other->loop == LOOP_NONE || !is_closed(other))
            continue;
        if (loop->loop == LOOP_NONE || scope_is_inside(scope, scope->loops[other->loop].begin, loop->loop)) {
            *out = place_of_loop(looking->costs, scope->function, other);
            return true;
        }
    }
    return false;
}

/* A loop of the function; if there is none, its callees are next to be looked at. */
static bool find_in(struct looking *looking, uint32_t function, struct place *out) {
    const struct program *program = looking->costs->program;
    const struct function_cost_summary *summary = &looking->costs->functions[function];
    for (uint32_t i = 0; i < summary->loop_count; i++)
        if (is_closed(&summary->loops[i])) {
            *out = place_of_loop(looking->costs, function, &summary->loops[i]);
            return true;
        }
    for (uint32_t i = program->callees.first[function]; i < program->callees.first[function + 1]; i++)
        meet(looking, program->callees.functions[i]);
    return false;
}

bool besides_find(struct costs *costs, const struct scope *scope, const struct loop_cost *loop, struct place *out) {
    struct looking looking = {.costs = costs, .scope = scope};
    bool is_found = false;
    if (!loop->is_rest)
        return false;
    arena_init(&looking.scratch);
    is_found = find_inside(&looking, loop, out);
    map_put(&looking.seen, scope->function, 0);
    for (uint32_t i = 0; i < scope->body->call_count && !is_found; i++) {
        const struct call_place *call = &scope->calls[i];
        bool is_inside = loop->loop == LOOP_NONE || (call->region && scope_is_inside(scope, call->number, loop->loop));
        if (call->region && is_inside && !scope->is_dead[call->number])
            meet_targets(&looking, scope->function, call->region->call);
    }
    for (uint32_t i = 0; i < looking.functions.count && !is_found; i++)
        is_found = find_in(&looking, looking.functions.items[i], out);
    map_finish(&looking.seen);
    vec_finish(&looking.functions);
    arena_finish(&looking.scratch);
    return is_found;
}
