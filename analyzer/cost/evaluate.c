/* Exit maps over the region tree: what each way through a function costs.
 *
 * `if (a) { query(); return; } query();` is one round trip, not two.
 * Tests: testdata/_cost, tests/unit/cost/test_golden_cost.c */
#include "cost/evaluate.h"

#include "cost/evaluate_internal.h"
#include "cost/evaluate_wait.h"
#include "cost/turns.h"

#include <stdlib.h>

/* Takes what the exits cost out of the turn: it is paid once beside the turns. */
static struct exits set_aside(struct evaluation *evaluation, struct exits exits) {
    const struct algebra *algebra = &evaluation->algebra;
    const struct value *all = NULL;
    struct goto_exit *gotos = ARENA_ARRAY(algebra->scratch, struct goto_exit, exits.goto_count);
    for (int i = 0; i < EXIT_COUNT; i++) {
        all = value_join(algebra, all, exits.by_kind[i]);
        exits.by_kind[i] = exits.by_kind[i] ? &value_zero : NULL;
    }
    for (uint32_t i = 0; i < exits.goto_count; i++) {
        all = value_join(algebra, all, exits.gotos[i].value);
        gotos[i] = (struct goto_exit){exits.gotos[i].label, &value_zero};
    }
    exits.gotos = gotos;
    if (all)
        evaluation->once = value_sequence(algebra, evaluation->once, value_inexact(algebra, all));
    return exits;
}

static struct exits evaluate_branch(struct evaluation *evaluation, const struct branch *branch) {
    struct exits then_exits = evaluate_list(evaluation, branch->then_list);
    if (branch_runs_once(evaluation->scope, branch, evaluation->loop))
        then_exits = set_aside(evaluation, then_exits);
    return exits_join(&evaluation->algebra, then_exits, evaluate_list(evaluation, branch->else_list));
}

static struct exits evaluate_switch(struct evaluation *evaluation, const struct switch_region *region) {
    const struct algebra *algebra = &evaluation->algebra;
    struct exits all = {0};
    const struct value *falling = NULL; /* from the case before */
    bool has_default = false;
    for (uint32_t i = 0; i < region->case_count; i++) {
        const struct switch_case *one = &region->cases[i];
        has_default |= one->is_default;
        struct exits entry = exits_next(value_join(algebra, &value_zero, falling));
        struct exits run = exits_sequence(algebra, entry, evaluate_list(evaluation, one->body));
        falling = run.by_kind[EXIT_NEXT];
        run.by_kind[EXIT_NEXT] = NULL;
        all = exits_join(algebra, all, run);
    }
    const struct value *next = value_join(algebra, falling, all.by_kind[EXIT_BREAK]);
    if (!has_default)
        next = value_join(algebra, next, &value_zero);
    all.by_kind[EXIT_BREAK] = NULL;
    all.by_kind[EXIT_NEXT] = next;
    return all;
}

static struct exits evaluate_try(struct evaluation *evaluation, const struct try_region *region) {
    const struct algebra *algebra = &evaluation->algebra;
    struct exits all = evaluate_list(evaluation, region->body);
    const struct value *thrown = all.by_kind[EXIT_THROW];
    if (region->handler_count == 0)
        return all;
    if (!thrown) /* anything that it calls may throw: the handlers run after all of it at worst */
        thrown = all.by_kind[EXIT_NEXT] ? all.by_kind[EXIT_NEXT] : &value_zero;
    all.by_kind[EXIT_THROW] = NULL;
    for (uint32_t i = 0; i < region->handler_count; i++) {
        struct exits handler = evaluate_list(evaluation, region->handlers[i].body);
        all = exits_join(algebra, all, exits_sequence(algebra, exits_next(thrown), handler));
    }
    return all;
}

static struct exits evaluate_region(struct evaluation *evaluation, const struct region *region) {
    const struct algebra *algebra = &evaluation->algebra;
    switch ((enum region_kind)region->kind) {
    case REGION_CALL:
        return evaluate_call(evaluation, region->call);
    case REGION_BRANCH:
        return evaluate_branch(evaluation, &region->branch);
    case REGION_SWITCH:
        return evaluate_switch(evaluation, &region->switch_);
    case REGION_LOOP:
        return evaluate_loop(evaluation, region->loop);
    case REGION_TRY:
        return evaluate_try(evaluation, &region->try_);
    case REGION_BREAK:
        return exits_only(EXIT_BREAK, &value_zero);
    case REGION_CONTINUE:
        return exits_only(EXIT_CONTINUE, &value_zero);
    case REGION_RETURN:
        return exits_only(EXIT_RETURN, &value_zero);
    case REGION_THROW:
        return exits_only(EXIT_THROW, &value_zero);
    case REGION_GOTO:
        return exits_goto(algebra, region->label, &value_zero);
    case REGION_ASSIGN:
    case REGION_LABEL:
        break;
    }
    return exits_next(&value_zero);
}

struct exits evaluate_list(struct evaluation *evaluation, const struct region *list) {
    const struct algebra *algebra = &evaluation->algebra;
    struct exits all = exits_next(&value_zero);
    for (const struct region *region = list; region; region = region->next) {
        if (region->kind == REGION_LABEL) { /* forward gotos arrive here */
            const struct value *arriving = exits_take_goto(algebra, &all, region->label);
            all.by_kind[EXIT_NEXT] = value_join(algebra, all.by_kind[EXIT_NEXT], arriving);
        }
        /* What comes after a way that always leaves is unreachable, but a label may bring control back. */
        if (region->kind != REGION_ASSIGN && region->kind != REGION_LABEL)
            all = exits_sequence(algebra, all, evaluate_region(evaluation, region));
    }
    return all;
}

/* --- what is kept ------------------------------------------------------------------------------------------------ */

static bool comes_after(const struct scope *scope, const struct loop_cost *a, const struct loop_cost *b) {
    return scope->loops[a->loop].begin > scope->loops[b->loop].begin;
}

static const struct poly *kept_product(struct atom_table *atoms, const struct poly *times, const struct poly *poly) {
    return poly_keep(atoms, poly_multiply(atoms, times, poly));
}

/* Per execution of the function instead of per execution of the loop. */
static void multiply_loop(struct atom_table *atoms, struct loop_cost *loop, const struct poly *times) {
    struct site_count *sites = ARENA_ARRAY(atoms->arena, struct site_count, loop->site_count);
    for (uint32_t i = 0; i < loop->site_count; i++)
        sites[i] = (struct site_count){loop->sites[i].call, kept_product(atoms, times, loop->sites[i].times),
                                       kept_product(atoms, times, loop->sites[i].trips)};
    loop->all_turns = kept_product(atoms, times, loop->turns);
    loop->trips = kept_product(atoms, times, loop->trips);
    loop->turns = poly_keep(atoms, loop->turns);
    loop->per_turn = poly_keep(atoms, loop->per_turn);
    loop->sites = sites;
}

/* `all` is the costliest of all ways out: it tells how often each loop runs. What it does not hold is never reached. */
static void keep_loops(struct evaluation *evaluation, struct function_cost_summary *summary, const struct value *all) {
    struct arena *arena = evaluation->costs->program->arena;
    struct loop_cost *loops = ARENA_ARRAY(arena, struct loop_cost, evaluation->loops.count);
    uint32_t count = 0;
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
    *(uint32_t *)context += (site->call & SITE_LOOP) == 0;
}

struct keeping {
    struct atom_table *atoms;
    struct site_count *sites;
    uint32_t count;
};

static void keep_site(const struct site_count *site, void *context) {
    struct keeping *keeping = context;
    if ((site->call & SITE_LOOP) == 0)
        keeping->sites[keeping->count++] = (struct site_count){site->call, poly_keep(keeping->atoms, site->times),
                                                               poly_keep(keeping->atoms, site->trips)};
}

static const struct region *const *keep_calls(struct arena *arena, const struct scope *scope) {
    const struct region **calls = ARENA_ARRAY(arena, const struct region *, scope->body->call_count);
    for (uint32_t i = 0; i < scope->body->call_count; i++)
        calls[i] = scope->calls[i].region;
    return calls;
}

static void keep_value(struct evaluation *evaluation, struct function_cost_summary *summary,
                       const struct value *value) {
    struct arena *arena = evaluation->costs->program->arena;
    uint32_t count = 0;
    site_tree_visit(value->sites, count_site, &count);
    struct keeping keeping = {&evaluation->costs->atoms, ARENA_ARRAY(arena, struct site_count, count), 0};
    site_tree_visit(value->sites, keep_site, &keeping);
    summary->sites = keeping.sites;
    summary->site_count = keeping.count;
    summary->value = *value;
    summary->value.trips = poly_keep(&evaluation->costs->atoms, value->trips);
    summary->value.sends = poly_keep(&evaluation->costs->atoms, value->sends);
    summary->value.peers = peers_keep(arena, value);
    summary->value.sites = NULL;
    summary->calls = value_is_free(value) && summary->loop_count == 0 ? NULL : keep_calls(arena, evaluation->scope);
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

static int32_t request_of(const struct evaluation *evaluation, const struct function_cost_summary *summary) {
    const struct costs *costs = evaluation->costs;
    const struct scope *scope = evaluation->scope;
    uint32_t index = only_call(summary);
    int64_t trips;
    if (index == CALL_NONE || summary->loop_count > 0 || !poly_is_constant(summary->value.trips, &trips))
        return -1;
    const struct call *call = scope->calls[index].region->call;
    struct callee callee = costs_callee(costs->program, scope->function, call, scope->scratch);
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
static uint32_t length_of(const struct evaluation *evaluation, uint32_t index) {
    const struct costs *costs = evaluation->costs;
    const struct scope *scope = evaluation->scope;
    uint32_t least = 0;
    struct callee callee =
        costs_callee(costs->program, scope->function, scope->calls[index].region->call, scope->scratch);
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
static void offer_path(const struct evaluation *evaluation, struct function_cost_summary *summary, uint32_t call,
                       uint32_t degree, uint32_t *best_degree) {
    uint32_t length = length_of(evaluation, call);
    bool is_better = degree > *best_degree || (degree == *best_degree && length < summary->path_length);
    if (length && (summary->path_call == CALL_NONE || is_better)) {
        summary->path_call = call;
        summary->path_length = length;
        *best_degree = degree;
    }
}

static void keep_witness(const struct evaluation *evaluation, struct function_cost_summary *summary) {
    uint32_t best_degree = 0;
    summary->path_call = CALL_NONE;
    for (uint32_t i = 0; i < summary->site_count; i++)
        if (summary->sites[i].trips)
            offer_path(evaluation, summary, summary->sites[i].call, poly_degree(summary->sites[i].trips), &best_degree);
    uint32_t waiting = wait_first_call(&summary->value);
    if (summary->path_call == CALL_NONE && waiting != CALL_NONE)
        offer_path(evaluation, summary, waiting, 0, &best_degree);
    summary->request = request_of(evaluation, summary);
}

/* --- the function ------------------------------------------------------------------------------------------------ */

/* Ways that come back to the caller; where there are none, those that never do. */
static const struct value *value_of_function(struct evaluation *evaluation, const struct exits *exits,
                                             const struct value *all) {
    const struct algebra *algebra = &evaluation->algebra;
    const struct value *value = value_join(algebra, exits->by_kind[EXIT_NEXT], exits->by_kind[EXIT_RETURN]);
    for (uint32_t i = 0; i < exits->goto_count; i++) /* a jump that no list around it explains */
        value = value_join(algebra, value, value_inexact(algebra, exits->gotos[i].value));
    if (!value && !exits->by_kind[EXIT_THROW])
        evaluation->costs->program->functions[evaluation->scope->function].never_returns = true;
    return value_settled(algebra, value ? value : all);
}

void evaluate_function(struct costs *costs, const struct scope *scope) {
    struct evaluation evaluation = {.costs = costs,
                                    .scope = scope,
                                    .algebra = {.atoms = &costs->atoms, .scratch = scope->scratch},
                                    .loop = LOOP_NONE,
                                    .once = &value_zero,
                                    .is_counted = !program_is_repeated(costs->program, scope->function)};
    struct exits exits = evaluate_list(&evaluation, scope->body->body);
    const struct value *all = NULL;
    for (int i = 0; i < EXIT_COUNT; i++)
        all = value_join(&evaluation.algebra, all, exits.by_kind[i]);
    for (uint32_t i = 0; i < exits.goto_count; i++)
        all = value_join(&evaluation.algebra, all, exits.gotos[i].value);
    all = all ? all : &value_zero;
    const struct value *value = evaluate_end(&evaluation, value_of_function(&evaluation, &exits, all));
    struct function_cost_summary *summary = &costs->functions[scope->function];
    keep_loops(&evaluation, summary, all);
    keep_value(&evaluation, summary, value);
    keep_witness(&evaluation, summary);
    vec_finish(&evaluation.loops);
    vec_finish(&evaluation.quiet_loops);
}
