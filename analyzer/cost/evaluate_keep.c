/* What of an evaluation is kept as the function's summary. Tests: testdata/_cost, tests/unit/cost/test_cost.c */
#include "cost/evaluate_internal.h"
#include "cost/evaluate_wait.h"

#include "cost/turns.h"

#include <string.h>

/* --- loops, sites, value ----------------------------------------------------------------------------------------- */

static bool comes_after(const struct scope *scope, const struct loop_cost *a, const struct loop_cost *b) {
    return a->loop != LOOP_NONE && scope->loops[a->loop].begin > scope->loops[b->loop].begin;
}

static const struct poly *kept_product(struct atom_table *atoms, const struct poly *times, const struct poly *poly) {
    return poly_keep(atoms, poly_multiply(atoms, times, poly));
}

/* Per execution of the function instead of per execution of the loop. */
static void multiply_loop(struct atom_table *atoms, struct loop_cost *loop, const struct poly *times) {
    struct site_count *sites = ARENA_ARRAY(atoms->arena, struct site_count, loop->site_count);
    for (uint32_t i = 0; i < loop->site_count; i++)
        sites[i] = (struct site_count){loop->sites[i].call, kept_product(atoms, times, loop->sites[i].times),
                                       kept_product(atoms, times, poly_unguarded(atoms, loop->sites[i].trips))};
    loop->times = poly_keep(atoms, times);
    loop->all_turns = kept_product(atoms, times, loop->turns);
    loop->trips = kept_product(atoms, times, poly_unguarded(atoms, loop->trips));
    loop->turns = poly_keep(atoms, loop->turns);
    loop->per_turn = poly_keep(atoms, poly_unguarded(atoms, loop->per_turn));
    loop->sites = sites;
}

static void keep_recursion(struct evaluation *evaluation, struct function_cost_summary *summary,
                           const struct recursion *recursion) {
    uint32_t count = evaluation->scope->body->loop_count;
    bool *is_tree_loop = NULL;
    if (recursion->is_tree_loop) {
        is_tree_loop = ARENA_ARRAY(evaluation->costs->program->arena, bool, count);
        memcpy(is_tree_loop, recursion->is_tree_loop, count * sizeof *is_tree_loop);
    }
    summary->runs = poly_keep(&evaluation->costs->atoms, recursion->runs);
    summary->is_tree_loop = is_tree_loop;
}

/* `all` is the costliest of all ways out: it tells how often each loop runs. What it does not hold is never reached. */
static void keep_loops(struct evaluation *evaluation, struct function_cost_summary *summary, const struct value *all) {
    struct arena *arena = evaluation->costs->program->arena;
    struct loop_cost *loops = ARENA_ARRAY(arena, struct loop_cost, evaluation->loops.count + 1);
    uint32_t count = 0;
    if (evaluation->recursion.sites) {
        loops[count] = evaluation->recursion;
        multiply_loop(&evaluation->costs->atoms, &loops[count++], poly_constant(&evaluation->costs->atoms, 1));
    }
    for (uint32_t i = 0; i < evaluation->loops.count; i++) {
        struct loop_cost loop = evaluation->loops.items[i];
        const struct site_count *site = site_tree_find(all->sites, SITE_LOOP | loop.loop);
        if (!site)
            continue;
        multiply_loop(&evaluation->costs->atoms, &loop, site->times);
        uint32_t place = count++;
        for (; place > 0 && comes_after(evaluation->scope, &loops[place - 1], &loop); place--) /* nearly sorted */
            loops[place] = loops[place - 1];
        loops[place] = loop;
    }
    summary->loops = loops;
    summary->loop_count = count;
}

static void count_site(const struct site_count *site, void *context) {
    *(uint32_t *)context += (site->call & SITE_NOTE) == 0;
}

struct keeping {
    struct atom_table *atoms;
    struct site_count *sites;
    uint32_t count;
};

static void keep_site(const struct site_count *site, void *context) {
    struct keeping *keeping = context;
    if ((site->call & SITE_NOTE) == 0)
        keeping->sites[keeping->count++] =
            (struct site_count){site->call, poly_keep(keeping->atoms, site->times),
                                poly_keep(keeping->atoms, poly_unguarded(keeping->atoms, site->trips))};
}

static const struct region *const *keep_calls(struct arena *arena, const struct scope *scope) {
    const struct region **calls = ARENA_ARRAY(arena, const struct region *, scope->body->call_count);
    for (uint32_t i = 0; i < scope->body->call_count; i++)
        calls[i] = scope->calls[i].region;
    return calls;
}

static void keep_sites(struct evaluation *evaluation, struct function_cost_summary *summary,
                       const struct value *value) {
    struct arena *arena = evaluation->costs->program->arena;
    uint32_t count = 0;
    site_tree_visit(value->sites, count_site, &count);
    struct keeping keeping = {&evaluation->costs->atoms, ARENA_ARRAY(arena, struct site_count, count), 0};
    site_tree_visit(value->sites, keep_site, &keeping);
    summary->sites = keeping.sites;
    summary->site_count = keeping.count;
    summary->calls = value_is_free(value) && summary->loop_count == 0 ? NULL : keep_calls(arena, evaluation->scope);
}

/* What a caller cannot see, or does not change by what it passes, says nothing to it. */
static enum guard_fate leave_function(const struct guard *guard, const struct guard **out, void *context) {
    const struct scope *scope = context;
    const struct expr *root = expr_root(guard->path);
    *out = guard;
    if (root->kind == EXPR_GLOBAL || (uint32_t)root->value != scope->function)
        return GUARD_BECOMES;
    if (root->kind == EXPR_LOCAL)
        return root->index < scope->body->local_count && (scope->body->locals[root->index].flags & LOCAL_STATIC)
                   ? GUARD_BECOMES
                   : GUARD_HOLDS;
    return scope_next(scope, root, NULL) && guard->kind == GUARD_MEMO ? GUARD_LOST : GUARD_BECOMES;
}

static void keep_reasons(struct evaluation *evaluation, struct function_cost_summary *summary) {
    uint32_t count = evaluation->reasons.count;
    struct quiet_loop *kept = ARENA_ARRAY(evaluation->costs->program->arena, struct quiet_loop, count);
    if (count)
        memcpy(kept, evaluation->reasons.items, count * sizeof *kept);
    summary->quiet_loops = kept;
    summary->quiet_loop_count = count;
}

static void keep_value(struct evaluation *evaluation, struct function_cost_summary *summary,
                       const struct value *value) {
    struct arena *arena = evaluation->costs->program->arena;
    if (!summary->is_trial)
        keep_sites(evaluation, summary, value);
    summary->value = *value;
    struct atom_table *atoms = &evaluation->costs->atoms;
    void *context = (void *)evaluation->scope;
    summary->value.trips = poly_keep(atoms, poly_change_guards(atoms, value->trips, leave_function, context));
    summary->value.sends = poly_keep(atoms, poly_change_guards(atoms, value->sends, leave_function, context));
    summary->trips = poly_keep(atoms, poly_unguarded(atoms, summary->value.trips));
    summary->sends = poly_keep(atoms, poly_unguarded(atoms, summary->value.sends));
    summary->value.peers = peers_keep(arena, value);
    summary->value.sites = NULL;
    summary->is_done = true;
}

/* --- what rule/ follows down to the library ----------------------------------------------------------------------- */

int costs_compare_sites(const struct site_count *a, const struct site_count *b) {
    uint32_t x = poly_degree(a->trips), y = poly_degree(b->trips);
    if (x != y)
        return x > y ? -1 : 1;
    double p = poly_value(a->trips, turns_assumed, NULL), q = poly_value(b->trips, turns_assumed, NULL);
    return p > q ? -1 : p < q;
}

/* The only call with open round trips, or CALL_NONE. */
static uint32_t only_call(const struct function_cost_summary *summary) {
    uint32_t call = CALL_NONE;
    for (uint32_t i = 0; i < summary->site_count; i++) {
        if (!summary->sites[i].trips)
            continue;
        if (call != CALL_NONE)
            return CALL_NONE;
        call = summary->sites[i].call;
    }
    return call;
}

static int32_t request_of(const struct costs *costs, uint32_t function, const struct function_cost_summary *summary,
                          struct arena *scratch) {
    uint32_t index = only_call(summary);
    int64_t trips;
    if (index == CALL_NONE || summary->loop_count > 0 || !poly_is_constant(summary->trips, &trips))
        return -1;
    const struct call *call = summary->calls[index]->call;
    struct callee callee = costs_callee(costs->program, function, call, scratch);
    int32_t request = -1;
    if (callee.model)
        request = callee.model->request;
    else if (callee.targets.count == 1 && costs->functions[callee.targets.functions[0]].is_done)
        request = costs->functions[callee.targets.functions[0]].request;
    if (request < 0 || (uint32_t)request >= call->argument_count)
        return -1;
    const struct expr *root = expr_root(call->arguments[request].value);
    return root->kind == EXPR_PARAMETER ? (int32_t)root->index : -1;
}

/* Calls from this one down to the library's, itself included; 0: no way is known. */
static uint32_t length_of(const struct costs *costs, uint32_t function, const struct call *call,
                          struct arena *scratch) {
    uint32_t least = 0;
    struct callee callee = costs_callee(costs->program, function, call, scratch);
    if (callee.model)
        return 1;
    for (uint32_t i = 0; i < callee.targets.count; i++) {
        const struct function_cost_summary *target = &costs->functions[callee.targets.functions[i]];
        if (target->is_done && target->path_length && (!least || target->path_length < least))
            least = target->path_length;
    }
    return least ? least + 1 : 0;
}

/* The way by `call` is the better one for people: more round trips by degree, or as many and shorter. */
static void offer_path(struct function_cost_summary *summary, uint32_t call, uint32_t length, uint32_t degree,
                       uint32_t *best_degree) {
    bool is_better = degree > *best_degree || (degree == *best_degree && length < summary->path_length);
    if (length && (summary->path_call == CALL_NONE || is_better)) {
        summary->path_call = call;
        summary->path_length = length;
        *best_degree = degree;
    }
}

/* What nobody sees open any more is reported in a loop of the function; in a cycle, others may still count on it. */
static void offer_loop_sites(const struct costs *costs, uint32_t function, struct arena *scratch) {
    struct function_cost_summary *summary = &costs->functions[function];
    uint32_t best_degree = 0;
    for (uint32_t i = 0; i < summary->loop_count; i++)
        for (uint32_t k = 0; k < summary->loops[i].site_count; k++) {
            uint32_t call = summary->loops[i].sites[k].call;
            offer_path(summary, call, length_of(costs, function, summary->calls[call]->call, scratch), 0, &best_degree);
        }
}

void evaluate_witness(const struct costs *costs, uint32_t function, bool is_shortest, struct arena *scratch) {
    struct function_cost_summary *summary = &costs->functions[function];
    uint32_t best_degree = 0;
    summary->path_call = CALL_NONE;
    summary->path_length = 0;
    for (uint32_t i = 0; i < summary->site_count; i++) {
        const struct site_count *site = &summary->sites[i];
        if (site->trips)
            offer_path(summary, site->call, length_of(costs, function, summary->calls[site->call]->call, scratch),
                       is_shortest ? 0 : poly_degree(site->trips), &best_degree);
    }
    uint32_t waiting = wait_first_call(&summary->value);
    if (summary->path_call == CALL_NONE && waiting != CALL_NONE)
        offer_path(summary, waiting, length_of(costs, function, summary->calls[waiting]->call, scratch), 0,
                   &best_degree);
    if (is_shortest && summary->path_call == CALL_NONE)
        offer_loop_sites(costs, function, scratch);
    summary->request = request_of(costs, function, summary, scratch);
}

static const bool *keep_dead(struct arena *arena, const struct scope *scope) {
    bool *kept = ARENA_ARRAY(arena, bool, scope->region_count + 1);
    memcpy(kept, scope->is_dead, (scope->region_count + 1) * sizeof *kept);
    return kept;
}

void evaluation_keep(struct evaluation *evaluation, const struct recursion *recursion, const struct value *value,
                     const struct value *all) {
    const struct scope *scope = evaluation->scope;
    struct function_cost_summary *summary = &evaluation->costs->functions[scope->function];
    bool is_trial = evaluation->task->is_trial;
    *summary = (struct function_cost_summary){.is_trial = is_trial, .path_call = CALL_NONE, .request = -1};
    if (!is_trial) {
        keep_recursion(evaluation, summary, recursion);
        keep_loops(evaluation, summary, all);
    }
    keep_value(evaluation, summary, value);
    summary->returns = evaluation->has_returned ? evaluation->returns : (struct known){0};
    if (is_trial)
        return;
    keep_reasons(evaluation, summary);
    evaluate_witness(evaluation->costs, scope->function, false, scope->scratch);
    summary->is_dead = keep_dead(evaluation->costs->program->arena, scope);
}
