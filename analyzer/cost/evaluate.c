/* Exit maps over the region tree: what each way through a function costs.
 *
 * `if (a) { query(); return; } query();` is one round trip, not two.
 * Tests: testdata/_cost, tests/unit/cost/test_golden_cost.c */
#include "cost/evaluate.h"

#include "cost/evaluate_internal.h"

#include <stdlib.h>
#include <string.h>

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
        return exits_join(algebra, evaluate_list(evaluation, region->branch.then_list),
                          evaluate_list(evaluation, region->branch.else_list));
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

/* --- the function ------------------------------------------------------------------------------------------------ */

static bool comes_after(const struct scope *scope, const struct loop_cost *a, const struct loop_cost *b) {
    return scope->loops[a->loop].begin > scope->loops[b->loop].begin;
}

static struct site_count multiplied(struct atom_table *atoms, struct site_count site, const struct poly *times) {
    return (struct site_count){site.call, poly_multiply(atoms, times, site.times),
                               poly_multiply(atoms, times, site.trips)};
}

/* Per execution of the function instead of per execution of the loop. */
static void multiply_loop(struct atom_table *atoms, struct loop_cost *loop, const struct poly *times) {
    struct site_count *sites = ARENA_ARRAY(atoms->arena, struct site_count, loop->site_count);
    for (uint32_t i = 0; i < loop->site_count; i++)
        sites[i] = multiplied(atoms, loop->sites[i], times);
    loop->all_turns = poly_multiply(atoms, times, loop->turns);
    loop->trips = poly_multiply(atoms, times, loop->trips);
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

static void keep_site(const struct site_count *site, void *context) {
    struct function_cost_summary *summary = context;
    struct site_count *sites = (struct site_count *)summary->sites;
    if ((site->call & SITE_LOOP) == 0)
        sites[summary->site_count++] = *site;
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
    summary->sites = ARENA_ARRAY(arena, struct site_count, count);
    site_tree_visit(value->sites, keep_site, summary);
    struct peer_state *peers = ARENA_ARRAY(arena, struct peer_state, value->peer_count);
    if (value->peer_count)
        memcpy(peers, value->peers, value->peer_count * sizeof *peers);
    summary->value = *value;
    summary->value.peers = peers;
    summary->value.sites = NULL;
    summary->calls = value_is_free(value) && summary->loop_count == 0 ? NULL : keep_calls(arena, evaluation->scope);
    summary->is_done = true;
}

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
                                    .is_counted = !program_is_repeated(costs->program, scope->function)};
    struct exits exits = evaluate_list(&evaluation, scope->body->body);
    const struct value *all = NULL;
    for (int i = 0; i < EXIT_COUNT; i++)
        all = value_join(&evaluation.algebra, all, exits.by_kind[i]);
    for (uint32_t i = 0; i < exits.goto_count; i++)
        all = value_join(&evaluation.algebra, all, exits.gotos[i].value);
    all = all ? all : &value_zero;
    const struct value *value = value_of_function(&evaluation, &exits, all);
    struct function_cost_summary *summary = &costs->functions[scope->function];
    keep_loops(&evaluation, summary, all);
    keep_value(&evaluation, summary, value);
    vec_finish(&evaluation.loops);
    vec_finish(&evaluation.quiet_loops);
}
