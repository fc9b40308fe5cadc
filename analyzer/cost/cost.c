/* The order in which functions are counted. Tests: tests/unit/cost/test_cost.c, testdata/_cost */
#include "cost/cost.h"

#include "base/vec.h"
#include "cost/component.h"
#include "cost/evaluate.h"
#include "cost/pause.h"
#include "cost/prefetch.h"

#include <stdlib.h>
#include <string.h>

struct counting {
    struct costs *costs;
    struct arena scratch;    /* of one evaluation */
    struct arena view_arena; /* of one walk */
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

/* All are tried in postorder, apart from the last. */
static bool try_members(struct counting *counting, const struct component *component, const uint32_t *order,
                        struct recursion_view *view) {
    const struct evaluation_task task = {.is_trial = true, .stand_in = FUNCTION_NONE, .view = view};
    bool ok = true;
    close_members(counting, component);
    for (uint32_t i = 0; i + 1 < component->count && ok; i++)
        ok = count_function(counting, component->members[order[i]], &task);
    return ok;
}

static void open_view(struct counting *counting, const struct component *component, uint32_t root, bool is_tree,
                      struct recursion_view *view) {
    arena_reset(&counting->view_arena);
    *view = (struct recursion_view){.root = component->members[root],
                                    .arena = &counting->view_arena,
                                    .member_count = component->count,
                                    .is_tree = is_tree};
    for (uint32_t m = 0; m < component->count; m++)
        view->members[m] = component->members[m];
}

/* One member at the end of a walk of its own. Loops around calls back count as one turn if the member turns out to walk
 * a tree. */
static bool count_view(struct counting *counting, const struct component *component, uint32_t root,
                       const uint32_t *order) {
    struct recursion_view view;
    struct evaluation_task task = {.is_trial = true, .stand_in = FUNCTION_NONE, .view = &view};
    open_view(counting, component, root, true, &view);
    bool ok = try_members(counting, component, order, &view);
    if (ok && view.has_tree_loops) {
        ok = count_function(counting, component->members[root], &task);
        if (ok && !view.root_is_tree) {
            open_view(counting, component, root, false, &view);
            ok = try_members(counting, component, order, &view);
        }
    }
    task.is_trial = false;
    return ok && count_function(counting, component->members[root], &task);
}

static bool count_by_views(struct counting *counting, const struct component *component, uint32_t *order) {
    struct function_cost_summary counted[VIEW_MEMBERS];
    struct function_cost_summary *functions = counting->costs->functions;
    bool ok = true;
    for (uint32_t m = 0; m < component->count && ok; m++) {
        component_postorder(component, m, order);
        ok = count_view(counting, component, m, order);
        counted[m] = functions[component->members[m]];
    }
    for (uint32_t m = 0; m < component->count && ok; m++)
        functions[component->members[m]] = counted[m];
    return ok;
}

static bool count_in_two_walks(struct counting *counting, const struct component *component, uint32_t *order) {
    struct evaluation_task first = {.stand_in = FUNCTION_NONE};
    struct evaluation_task second = {.stand_in = component->members[component->entry]};
    component_postorder(component, component->entry, order);
    bool ok = try_members(counting, component, order, NULL) &&
              count_function(counting, component->members[component->entry], &first);
    for (uint32_t i = 0; i + 1 < component->count && ok; i++)
        ok = count_function(counting, component->members[order[i]], &second);
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
                                               : count_in_two_walks(counting, component, order);
    if (ok)
        find_ways(counting, component, order);
    free(order);
    return ok;
}

/* --- the program ------------------------------------------------------------------------------------------------- */

bool costs_count(struct costs *costs, struct program *program, struct error *err) {
    *costs = (struct costs){
        .program = program, .pauses = pause_table_new(program), .prefetches = prefetch_table_new(program)};
    atom_table_init(&costs->atoms, program->arena);
    costs->functions = ARENA_ARRAY(program->arena, struct function_cost_summary, program->function_count);
    struct counting counting = {.costs = costs, .err = err};
    arena_init(&counting.scratch);
    arena_init(&counting.view_arena);
    bool ok = components_visit(program, count_component, &counting);
    arena_finish(&counting.scratch);
    arena_finish(&counting.view_arena);
    return ok;
}

void costs_scope(struct costs *costs, struct scope *scope, struct arena *scratch, uint32_t function) {
    const bool *is_dead = costs->functions[function].is_dead;
    scope_init(scope, costs->program, &costs->atoms, scratch, function, costs->program->bodies[function]);
    if (is_dead)
        memcpy(scope->is_dead, is_dead, (scope->region_count + 1) * sizeof *is_dead);
}

void costs_finish(struct costs *costs) {
    if (costs) {
        atom_table_finish(&costs->atoms);
        map_finish(&costs->library_index);
        free(costs->libraries);
    }
}
