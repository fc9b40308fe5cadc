/* The order in which functions are counted. Tests: tests/unit/cost/test_cost.c, testdata/_cost */
#include "cost/cost.h"

#include "base/vec.h"
#include "cost/component.h"
#include "cost/evaluate.h"

#include <stdlib.h>
#include <string.h>

/* In components up to this size, each member is counted on a walk of its own. */
#define VIEW_MEMBERS 6

struct counting {
    struct costs *costs;
    struct arena scratch;
    struct error *err;
};

static bool count_function(struct counting *counting, uint32_t function, const struct evaluation_task *task) {
    struct costs *costs = counting->costs;
    const struct function *body = program_body(costs->program, function, counting->err);
    if (!body)
        return false;
    struct scope scope;
    scope_init(&scope, costs->program, &costs->atoms, &counting->scratch, function, body);
    evaluate_function(costs, &scope, task);
    atom_table_forget(&costs->atoms);
    arena_reset(&counting->scratch);
    return true;
}

/* --- components -------------------------------------------------------------------------------------------------- */

static void close_members(struct counting *counting, const struct component *component) {
    for (uint32_t m = 0; m < component->count; m++)
        counting->costs->functions[component->members[m]] = (struct function_cost_summary){0};
}

/* One walk from `start`: the others are tried in postorder, then `start` is counted. */
static bool count_view(struct counting *counting, const struct component *component, const uint32_t *order) {
    bool ok = true;
    for (uint32_t i = 0; i < component->count && ok; i++) {
        struct evaluation_task task = {.is_trial = i + 1 < component->count, .stand_in = FUNCTION_NONE};
        ok = count_function(counting, component->members[order[i]], &task);
    }
    return ok;
}

static bool count_by_views(struct counting *counting, const struct component *component, uint32_t *order) {
    struct function_cost_summary counted[VIEW_MEMBERS];
    struct function_cost_summary *functions = counting->costs->functions;
    bool ok = true;
    for (uint32_t m = 0; m < component->count && ok; m++) {
        close_members(counting, component);
        component_postorder(component, m, order);
        ok = count_view(counting, component, order);
        counted[m] = functions[component->members[m]];
    }
    for (uint32_t m = 0; m < component->count && ok; m++)
        functions[component->members[m]] = counted[m];
    return ok;
}

static bool count_in_two_passes(struct counting *counting, const struct component *component, uint32_t *order) {
    struct evaluation_task task = {.stand_in = component->members[component->entry]};
    component_postorder(component, component->entry, order);
    bool ok = count_view(counting, component, order);
    for (uint32_t i = 0; i + 1 < component->count && ok; i++)
        ok = count_function(counting, component->members[order[i]], &task);
    return ok;
}

/* --- ways down to the library ------------------------------------------------------------------------------------ */

static bool find_way(struct counting *counting, uint32_t function) {
    const struct function_cost_summary *summary = &counting->costs->functions[function];
    evaluate_witness(counting->costs, function, &counting->scratch);
    arena_reset(&counting->scratch);
    return summary->path_call != CALL_NONE;
}

/* First along the walk, back edges apart; who has none then has a way by a back edge, the nearest to such a function
 * first. Each function's way leads to one that had a way before it: no way ends where it began. */
static void find_ways(struct counting *counting, const struct component *component, const uint32_t *order) {
    struct costs *costs = counting->costs;
    const struct program *program = costs->program;
    VEC(uint32_t) queue = {0};
    for (uint32_t i = 0; i < component->count; i++) {
        costs->functions[component->members[i]].path_call = CALL_NONE;
        costs->functions[component->members[i]].path_length = 0;
    }
    for (uint32_t i = 0; i < component->count; i++)
        if (find_way(counting, component->members[order[i]]))
            vec_push(&queue, order[i]);
    for (uint32_t next = 0; next < queue.count; next++) {
        uint32_t function = component->members[queue.items[next]];
        for (uint32_t i = program->callers.first[function]; i < program->callers.first[function + 1]; i++) {
            uint32_t caller = program->callers.functions[i];
            if (component_holds(component, caller) && costs->functions[caller].path_call == CALL_NONE &&
                find_way(counting, caller))
                vec_push(&queue, component->number_of[caller]);
        }
    }
    vec_finish(&queue);
}

static bool count_component(const struct component *component, void *context) {
    struct counting *counting = context;
    struct evaluation_task alone = {.stand_in = FUNCTION_NONE};
    if (component->count == 1)
        return count_function(counting, component->members[0], &alone);
    uint32_t *order = checked_alloc(component->count, sizeof *order);
    bool ok = component->count <= VIEW_MEMBERS ? count_by_views(counting, component, order)
                                               : count_in_two_passes(counting, component, order);
    if (ok)
        find_ways(counting, component, order);
    free(order);
    return ok;
}

/* --- the program ------------------------------------------------------------------------------------------------- */

bool costs_count(struct costs *costs, struct program *program, struct error *err) {
    *costs = (struct costs){.program = program};
    atom_table_init(&costs->atoms, program->arena);
    costs->functions = ARENA_ARRAY(program->arena, struct function_cost_summary, program->function_count);
    struct counting counting = {.costs = costs, .err = err};
    arena_init(&counting.scratch);
    bool ok = components_visit(program, count_component, &counting);
    arena_finish(&counting.scratch);
    return ok;
}

void costs_finish(struct costs *costs) {
    if (costs) {
        atom_table_finish(&costs->atoms);
        map_finish(&costs->library_index);
        free(costs->libraries);
    }
}
