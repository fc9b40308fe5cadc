/* The order in which functions are counted. Tests: tests/unit/cost/test_cost.c, testdata/_cost */
#include "cost/cost.h"

#include "base/vec.h"
#include "cost/component.h"
#include "cost/evaluate.h"
#include "cost/kept.h"
#include "cost/pause.h"
#include "cost/prefetch.h"
#include "facts/lent.h"
#include "facts/made.h"
#include "facts/predicate.h"
#include "facts/taken.h"
#include "facts/thrown.h"
#include "facts/unset.h"
#include "facts/writes.h"

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
    if (program_is_cancelled(costs->program, counting->err))
        return false;
    const struct function *body = program_body(costs->program, function, counting->err);
    if (!body)
        return false;
    struct scope scope;
    scope_init(&scope, costs->program, &costs->atoms, &counting->scratch, function, body);
    writes_watch(costs, &scope);
    lent_watch(costs->lent, &scope);
    evaluate_function(costs, &scope, task);
    atom_table_forget(&costs->atoms);
    arena_reset(&counting->scratch);
    return true;
}

/* --- components -------------------------------------------------------------------------------------------------- */

/* What is known of a function that is counted: it changes while its component is. */
struct counted {
    struct function_cost_summary summary;
    const struct function_flows *flows;
};

static struct counted take_counted(const struct costs *costs, uint32_t function) {
    return (struct counted){costs->functions[function], costs->flows[function]};
}

static void put_counted(struct costs *costs, uint32_t function, const struct counted *counted) {
    costs->functions[function] = counted->summary;
    costs->flows[function] = counted->flows;
}

static void close_members(struct counting *counting, const struct component *component) {
    const struct counted nothing = {.flows = NULL};
    for (uint32_t m = 0; m < component->count; m++)
        put_counted(counting->costs, component->members[m], &nothing);
}

/* The first `count` in `order` are tried. */
static bool try_members(struct counting *counting, const struct component *component, const uint32_t *order,
                        uint32_t count, struct recursion_view *view) {
    const struct evaluation_task task = {.is_trial = true, .view = view};
    bool ok = true;
    close_members(counting, component);
    for (uint32_t i = 0; i < count && ok; i++)
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
    struct evaluation_task task = {.is_trial = true, .view = &view};
    open_view(counting, component, root, true, &view);
    bool ok = try_members(counting, component, order, component->count - 1, &view);
    if (ok && view.has_tree_loops) {
        ok = count_function(counting, component->members[root], &task);
        if (ok && !view.root_is_tree) {
            open_view(counting, component, root, false, &view);
            ok = try_members(counting, component, order, component->count - 1, &view);
        }
    }
    task.is_trial = false;
    return ok && count_function(counting, component->members[root], &task);
}

static bool count_by_views(struct counting *counting, const struct component *component, uint32_t *order) {
    struct counted counted[VIEW_MEMBERS];
    bool ok = true;
    for (uint32_t m = 0; m < component->count && ok; m++) {
        component_postorder(component, m, order);
        ok = count_view(counting, component, m, order);
        counted[m] = take_counted(counting->costs, component->members[m]);
    }
    for (uint32_t m = 0; m < component->count && ok; m++)
        put_counted(counting->costs, component->members[m], &counted[m]);
    return ok;
}

/* --- large components -------------------------------------------------------------------------------------------- */

/* What a member that was tried has come to: the better it is known, the larger. */
enum reach { REACH_NOTHING, REACH_REPORTED, REACH_OPEN };

static enum reach reach_of(const struct costs *costs, uint32_t function) {
    const struct value *value = &costs->functions[function].value;
    if (value_is_free(value))
        return REACH_NOTHING;
    for (uint32_t i = 0; value->trips && i < value->trips->count; i++)
        if (value->trips->items[i].is_open)
            return REACH_OPEN;
    return value->peer_count > 0 ? REACH_OPEN : REACH_REPORTED;
}

/* Members whose callees have come to more since they were tried. */
struct waiting {
    const struct component *component;
    uint32_t *first; /* calls inside the other way round: callers[first[m] .. first[m + 1])   [count + 1] */
    uint32_t *callers;
    uint32_t *queue; /* a ring   [count] */
    uint32_t head, length;
    bool *is_queued;
};

static void waiting_init(struct waiting *waiting, const struct component *component) {
    uint32_t count = component->count, edge_count = component->first[count];
    *waiting = (struct waiting){.component = component};
    waiting->first = checked_alloc((uint64_t)count + 2, sizeof *waiting->first);
    waiting->callers = checked_alloc((uint64_t)edge_count + 1, sizeof *waiting->callers);
    waiting->queue = checked_alloc(count, sizeof *waiting->queue);
    waiting->is_queued = checked_alloc(count, sizeof *waiting->is_queued);
    memset(waiting->first, 0, ((size_t)count + 2) * sizeof *waiting->first);
    memset(waiting->is_queued, 0, count * sizeof *waiting->is_queued);
    for (uint32_t i = 0; i < edge_count; i++)
        waiting->first[component->callees[i] + 2]++;
    for (uint32_t m = 0; m < count; m++)
        waiting->first[m + 2] += waiting->first[m + 1];
    for (uint32_t m = 0; m < count; m++)
        for (uint32_t i = component->first[m]; i < component->first[m + 1]; i++)
            waiting->callers[waiting->first[component->callees[i] + 1]++] = m;
}

static void waiting_finish(struct waiting *waiting) {
    free(waiting->first);
    free(waiting->callers);
    free(waiting->queue);
    free(waiting->is_queued);
}

static void queue_callers(struct waiting *waiting, const struct costs *costs, uint32_t member) {
    const struct component *component = waiting->component;
    for (uint32_t i = waiting->first[member]; i < waiting->first[member + 1]; i++) {
        uint32_t caller = waiting->callers[i];
        if (caller == member || waiting->is_queued[caller] || reach_of(costs, component->members[caller]) == REACH_OPEN)
            continue;
        waiting->is_queued[caller] = true;
        waiting->queue[(waiting->head + waiting->length++) % component->count] = caller;
    }
}

static uint32_t take_first(struct waiting *waiting) {
    uint32_t member = waiting->queue[waiting->head];
    waiting->head = (waiting->head + 1) % waiting->component->count;
    waiting->length--;
    waiting->is_queued[member] = false;
    return member;
}

/* Members that reach the wire by calls back only, nearest to it first: what they come to without another call back. */
static bool try_rest(struct counting *counting, const struct component *component) {
    const struct evaluation_task task = {.is_trial = true, .is_second = true};
    const struct costs *costs = counting->costs;
    struct waiting waiting;
    bool ok = true;
    waiting_init(&waiting, component);
    for (uint32_t m = 0; m < component->count; m++)
        if (reach_of(costs, component->members[m]) != REACH_NOTHING)
            queue_callers(&waiting, costs, m);
    while (waiting.length > 0 && ok) {
        uint32_t member = take_first(&waiting), function = component->members[member];
        enum reach before = reach_of(costs, function);
        ok = count_function(counting, function, &task);
        if (reach_of(costs, function) > before)
            queue_callers(&waiting, costs, member);
    }
    waiting_finish(&waiting);
    return ok;
}

/* The second walk sees what all others came to when they were tried. */
static bool count_again(struct counting *counting, uint32_t function, struct counted *counted) {
    const struct evaluation_task task = {.is_second = true};
    struct counted tried = take_counted(counting->costs, function);
    bool ok = count_function(counting, function, &task);
    *counted = take_counted(counting->costs, function);
    put_counted(counting->costs, function, &tried);
    return ok;
}

static bool count_in_two_walks(struct counting *counting, const struct component *component, uint32_t *order) {
    uint32_t count = component->count;
    struct counted *counted = checked_alloc(count, sizeof *counted);
    component_postorder(component, component->entry, order);
    bool ok = try_members(counting, component, order, count, NULL) && try_rest(counting, component);
    for (uint32_t i = 0; i < count && ok; i++)
        ok = count_again(counting, component->members[order[i]], &counted[i]);
    for (uint32_t i = 0; i < count && ok; i++)
        put_counted(counting->costs, component->members[order[i]], &counted[i]);
    free(counted);
    return ok;
}

/* --- ways down to the library ------------------------------------------------------------------------------------ */

struct way {
    uint32_t member;
    uint32_t length;
};

struct ways {
    struct counting *counting;
    const struct component *component;
    VEC(struct way) straight; /* by a call that leaves the component; by length, then by place */
    VEC(struct way) found;    /* by a call to a member that has a way; by length */
};

static struct function_cost_summary *find_way(struct counting *counting, uint32_t function) {
    evaluate_witness(counting->costs, function, true, &counting->scratch);
    arena_reset(&counting->scratch);
    return &counting->costs->functions[function];
}

static void forget_way(struct function_cost_summary *summary) {
    summary->path_call = CALL_NONE;
    summary->path_length = 0;
}

static int compare_ways(const void *a, const void *b) {
    const struct way *x = a, *y = b;
    if (x->length != y->length)
        return x->length < y->length ? -1 : 1;
    return x->member < y->member ? -1 : x->member > y->member;
}

static void find_straight_ways(struct ways *ways) {
    struct function_cost_summary *functions = ways->counting->costs->functions;
    const struct component *component = ways->component;
    for (uint32_t m = 0; m < component->count; m++)
        forget_way(&functions[component->members[m]]);
    for (uint32_t m = 0; m < component->count; m++) {
        struct function_cost_summary *summary = find_way(ways->counting, component->members[m]);
        if (summary->path_call != CALL_NONE)
            vec_push(&ways->straight, (struct way){m, summary->path_length});
        forget_way(summary);
    }
    if (ways->straight.count > 0)
        qsort(ways->straight.items, ways->straight.count, sizeof *ways->straight.items, compare_ways);
}

/* Those that call `function`, which has the shortest of the ways that are not followed yet. */
static void follow_way(struct ways *ways, uint32_t function) {
    struct costs *costs = ways->counting->costs;
    const struct call_edges *callers = &costs->program->callers;
    for (uint32_t i = callers->first[function]; i < callers->first[function + 1]; i++) {
        uint32_t caller = callers->functions[i];
        if (!component_holds(ways->component, caller) || costs->functions[caller].path_call != CALL_NONE)
            continue;
        const struct function_cost_summary *summary = find_way(ways->counting, caller);
        if (summary->path_call != CALL_NONE)
            vec_push(&ways->found, (struct way){ways->component->number_of[caller], summary->path_length});
    }
}

/* Inside a component every member reaches all others, by ways that nobody believes: the shortest one is kept. Every
 * step of it leads to a function with a shorter one, so that no way ends where it began. Breadth first from two queues.
 */
static void find_ways(struct counting *counting, const struct component *component) {
    struct ways ways = {.counting = counting, .component = component};
    find_straight_ways(&ways);
    for (uint32_t i = 0, k = 0; i < ways.straight.count || k < ways.found.count;) {
        bool is_straight = k == ways.found.count ||
                           (i < ways.straight.count && ways.straight.items[i].length <= ways.found.items[k].length);
        struct way way = is_straight ? ways.straight.items[i++] : ways.found.items[k++];
        uint32_t function = component->members[way.member];
        if (is_straight && counting->costs->functions[function].path_call != CALL_NONE)
            continue; /* a shorter one by a member was found */
        if (is_straight)
            find_way(counting, function);
        follow_way(&ways, function);
    }
    vec_finish(&ways.straight);
    vec_finish(&ways.found);
}

static bool count_component(const struct component *component, void *context) {
    struct counting *counting = context;
    const struct evaluation_task alone = {.is_trial = false};
    if (component->count == 1)
        return count_function(counting, component->members[0], &alone);
    uint32_t *order = checked_alloc(component->count, sizeof *order);
    bool ok = component->count <= VIEW_MEMBERS ? count_by_views(counting, component, order)
                                               : count_in_two_walks(counting, component, order);
    if (ok)
        find_ways(counting, component);
    free(order);
    return ok;
}

/* --- the program ------------------------------------------------------------------------------------------------- */

bool costs_count(struct costs *costs, struct program *program, struct error *err) {
    *costs = (struct costs){.program = program,
                            .pauses = pause_table_new(program),
                            .prefetches = prefetch_table_new(program),
                            .writes = write_table_new(program),
                            .made = made_table_new(program),
                            .lent = lent_table_new(program),
                            .unset = unset_table_new(program),
                            .predicates = predicate_table_new(program),
                            .taken = taken_table_new(program),
                            .kept = kept_table_new(),
                            .thrown = thrown_table_new()};
    atom_table_init(&costs->atoms, program->arena);
    costs->functions = checked_zero_alloc(program->function_count, sizeof *costs->functions); /* few are counted */
    costs->flows = checked_zero_alloc(program->function_count, sizeof *costs->flows);
    struct counting counting = {.costs = costs, .err = err};
    arena_init(&counting.scratch);
    arena_init(&counting.view_arena);
    bool ok = components_visit(program, count_component, &counting);
    arena_finish(&counting.scratch);
    arena_finish(&counting.view_arena);
    return ok;
}

void costs_finish(struct costs *costs) {
    if (costs) {
        atom_table_finish(&costs->atoms);
        write_table_free(costs->writes);
        made_table_free(costs->made);
        lent_table_free(costs->lent);
        unset_table_free(costs->unset);
        predicate_table_free(costs->predicates);
        taken_table_free(costs->taken);
        kept_table_free(costs->kept);
        thrown_table_free(costs->thrown);
        free(costs->functions);
        free(costs->flows);
        map_finish(&costs->path_index);
        vec_finish(&costs->path_ends);
        map_finish(&costs->library_index);
        free(costs->libraries);
    }
}
