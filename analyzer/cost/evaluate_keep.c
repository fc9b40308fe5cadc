/* What of an evaluation is kept as the function's summary. Tests: testdata/_cost, tests/unit/cost/test_cost.c */
#include "cost/arms.h"
#include "cost/changed.h"
#include "cost/evaluate_internal.h"
#include "cost/evaluate_wait.h"
#include "cost/later.h"
#include "cost/likely.h"

#include "turns/captured.h"
#include "turns/outward.h"
#include "turns/turns.h"

#include <string.h>

/* --- loops, sites, value ----------------------------------------------------------------------------------------- */

static bool comes_after(const struct scope *scope, const struct loop_cost *a, const struct loop_cost *b) {
    return a->loop != LOOP_NONE && scope->loops[a->loop].begin > scope->loops[b->loop].begin;
}

static const struct poly *kept_product(struct atom_table *atoms, const struct poly *times, const struct poly *poly) {
    return poly_keep(atoms, poly_multiply(atoms, times, poly));
}

static const struct poly *in_arm(struct atom_table *atoms, bool is_in_arm, const struct poly *poly) {
    return is_in_arm ? poly_inexact(atoms, poly) : poly;
}

/* Per execution of the function instead of per execution of the loop. */
static void multiply_loop(struct evaluation *evaluation, struct loop_cost *loop, const struct poly *times) {
    struct atom_table *atoms = &evaluation->costs->atoms;
    struct site_count *sites = ARENA_ARRAY(atoms->arena, struct site_count, loop->site_count);
    uint8_t *doubts = ARENA_ARRAY(atoms->arena, uint8_t, loop->site_count);
    bool *is_sometimes = ARENA_ARRAY(atoms->arena, bool, loop->site_count);
    bool *is_in_arm = ARENA_ARRAY(evaluation->scope->scratch, bool, evaluation->scope->body->call_count + 1);
    if (loop->loop != LOOP_NONE)
        arms_of_loop(evaluation->scope, loop->loop, is_in_arm);
    bool *is_inner = ARENA_ARRAY(atoms->arena, bool, loop->site_count);
    for (uint32_t i = 0; i < loop->site_count; i++) {
        uint32_t call = loop->sites[i].call;
        bool is_known = call < evaluation->scope->body->call_count;
        bool is_conditional = is_known && evaluation->is_conditional[call];
        is_inner[i] = is_known && evaluation->scope->calls[call].loop != loop->loop;
        doubts[i] = poly_doubt(loop->sites[i].trips);
        if (is_conditional && doubts[i] == 0)
            doubts[i] = 1;
        const struct poly *trips = poly_unguarded(atoms, loop->sites[i].trips);
        is_sometimes[i] = is_in_arm[call];
        sites[i] =
            (struct site_count){call, kept_product(atoms, times, in_arm(atoms, is_in_arm[call], loop->sites[i].times)),
                                kept_product(atoms, times, in_arm(atoms, is_in_arm[call], trips))};
    }
    loop->doubts = doubts;
    loop->is_sometimes = is_sometimes;
    loop->is_inner = is_inner;
    loop->when = poly_common_modes(atoms, loop->trips);
    loop->times = poly_keep(atoms, times);
    loop->all_turns = kept_product(atoms, times, loop->turns);
    loop->trips = kept_product(atoms, times, poly_unguarded(atoms, loop->trips));
    loop->most = kept_product(atoms, times, poly_unguarded(atoms, loop->most));
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

/* A note inside a loop that is reported, which counts its round trips too. */
static bool is_told_by_outer(const struct evaluation *evaluation, const struct loop_cost *loop,
                             const struct value *all) {
    int64_t constant;
    uint32_t begin = evaluation->scope->loops[loop->loop].begin;
    if (!loop->page && (!poly_is_constant(loop->trips, &constant) || constant > NOTE_TRIPS))
        return false;
    for (uint32_t i = 0; i < evaluation->loops.count; i++) {
        uint32_t outer = evaluation->loops.items[i].loop;
        if (outer != loop->loop && scope_is_inside(evaluation->scope, begin, outer) &&
            site_tree_find(all->sites, SITE_LOOP | outer))
            return true;
    }
    return false;
}

/* `all` is the costliest of all ways out: it tells how often each loop runs. What it does not hold is never reached. */
static void keep_loops(struct evaluation *evaluation, struct function_cost_summary *summary, const struct value *all) {
    struct arena *arena = evaluation->costs->program->arena;
    struct loop_cost *loops = ARENA_ARRAY(arena, struct loop_cost, evaluation->loops.count + 1);
    uint32_t count = 0;
    if (evaluation->recursion.sites) {
        loops[count] = evaluation->recursion;
        multiply_loop(evaluation, &loops[count++], poly_constant(&evaluation->costs->atoms, 1));
    }
    for (uint32_t i = 0; i < evaluation->loops.count; i++) {
        struct loop_cost loop = evaluation->loops.items[i];
        const struct site_count *site = site_tree_find(all->sites, SITE_LOOP | loop.loop);
        if (!site || is_told_by_outer(evaluation, &loop, all))
            continue;
        multiply_loop(evaluation, &loop, poly_unguarded(&evaluation->costs->atoms, site->times));
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

/* Where the parameter is assigned, it is something that stays: `if (!key) key = "default";`. */
static bool has_default_only(const struct scope *scope, const struct expr *parameter) {
    for (const struct assignment *a = NULL; (a = scope_next(scope, parameter, a)) != NULL;) {
        const struct expr *value = a->assign->value;
        if (!assignment_is_to(a, parameter) || a->assign->op != OP_NONE || !value ||
            (value->kind != EXPR_STRING && value->kind != EXPR_CONSTANT))
            return false;
    }
    return true;
}

/* A variable is gone when the function returns, unless it is static or of a function around it; what was kept where it
 * leads is still there. */
static enum guard_fate leave_with_variable(const struct scope *scope, const struct guard *guard,
                                           const struct guard **out) {
    const struct expr *root = expr_root(guard->path);
    if (root->index < scope->body->local_count && (scope->body->locals[root->index].flags & LOCAL_STATIC))
        return GUARD_BECOMES;
    if (guard->kind == GUARD_MODE && captured_number(scope, root->index) != CAPTURED_NONE)
        return GUARD_BECOMES;
    const struct expr *path = guard->kind == GUARD_MEMO && guard->op == OP_NONE && !guard_is_state(guard)
                                  ? outward_path(scope, guard->path)
                                  : guard->path;
    if (path == guard->path)
        return GUARD_HOLDS;
    *out = guard_of_path(scope->atoms, guard, path);
    return GUARD_BECOMES;
}

/* What a caller cannot see, or does not change by what it passes, says nothing to it. */
static enum guard_fate leave_function(const struct guard *guard, const struct guard **out, void *context) {
    const struct evaluation *evaluation = context;
    const struct scope *scope = evaluation->scope;
    const struct expr *root = expr_root(guard->path);
    *out = guard;
    if (guard->kind == GUARD_MEMO && guard_memo_is_dropped(guard, evaluation))
        return GUARD_LOST;
    if (guard->kind == GUARD_CHANGED) {
        *out = changed_behind(scope, guard);
        return *out ? GUARD_BECOMES : GUARD_HOLDS;
    }
    if (guard->kind == GUARD_CACHED && guard->path->kind != EXPR_CALL)
        return GUARD_BECOMES;
    if (guard->kind == GUARD_CACHED) { /* one for all */
        struct expr call = {.kind = EXPR_CALL, .index = CALL_NONE, .value = scope->function};
        *out = guard_cached(scope->atoms, &call);
        return GUARD_BECOMES;
    }
    if (guard->kind == GUARD_OPTION || root->kind == EXPR_GLOBAL || (uint32_t)root->value != scope->function)
        return GUARD_BECOMES;
    if (root->kind == EXPR_LOCAL)
        return leave_with_variable(scope, guard, out);
    if (guard->kind == GUARD_MEMO && guard->op == OP_EQUAL && has_default_only(scope, root))
        return GUARD_BECOMES;
    bool is_set = root->kind != EXPR_THIS && scope_next(scope, root, NULL); /* nobody sets `this` */
    return is_set && guard->kind == GUARD_MEMO ? GUARD_LOST : GUARD_BECOMES;
}

/* guard_per_key() of the function, where the count has it: few do, and a guard that nothing has need not be made. */
static const struct guard *key_guard_in(const struct scope *scope, const struct poly *poly) {
    uint32_t own = scope->program->functions[scope->function].entity;
    for (uint32_t i = 0; poly && i < poly->count; i++) {
        const struct guards *guards = poly->items[i].guards;
        for (uint32_t k = 0; guards && k < guards->count; k++) {
            const struct guard *guard = guards->items[k];
            if (guard->kind == GUARD_MEMO && guard->path->kind == EXPR_FUNCTION && guard->path->index == own &&
                guard == guard_per_key(scope))
                return guard;
        }
    }
    return NULL;
}

/* Nobody has to hear of it again: each key is asked for once. */
static const struct poly *paid_per_key(const struct evaluation *evaluation, const struct poly *poly) {
    struct atom_table *atoms = evaluation->algebra.atoms;
    const struct guard *guard = key_guard_in(evaluation->scope, poly);
    return guard ? poly_per_guard(atoms, poly, guard, atom_path(atoms, ATOM_KEYS, guard->path, false)) : poly;
}

struct keeping {
    const struct evaluation *evaluation;
    const struct scope *scope;
    struct site_count *sites;
    const struct poly **guarded;
    uint8_t *conditions;
    uint32_t count;
};

static void keep_site(const struct site_count *site, void *context) {
    struct keeping *keeping = context;
    struct atom_table *atoms = keeping->scope->atoms;
    if (site->call & SITE_NOTE)
        return;
    const struct poly *trips = poly_open(atoms, paid_per_key(keeping->evaluation, site->trips));
    keeping->guarded[keeping->count] =
        poly_keep(atoms, poly_change_guards(atoms, trips, leave_function, (void *)keeping->evaluation));
    uint32_t conditions = keeping->evaluation->likely[site->call].conditions;
    keeping->conditions[keeping->count] = (uint8_t)(conditions < UINT8_MAX ? conditions : UINT8_MAX);
    keeping->sites[keeping->count++] =
        (struct site_count){site->call, poly_keep(atoms, site->times), poly_keep(atoms, poly_unguarded(atoms, trips))};
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
    struct keeping keeping = {.evaluation = evaluation,
                              .scope = evaluation->scope,
                              .sites = ARENA_ARRAY(arena, struct site_count, count),
                              .guarded = ARENA_ARRAY(arena, const struct poly *, count),
                              .conditions = ARENA_ARRAY(arena, uint8_t, count)};
    site_tree_visit(value->sites, keep_site, &keeping);
    summary->sites = keeping.sites;
    summary->guarded = keeping.guarded;
    summary->conditions = keeping.conditions;
    summary->site_count = keeping.count;
    summary->calls = value_is_free(value) && summary->loop_count == 0 ? NULL : keep_calls(arena, evaluation->scope);
}

static void keep_reasons(struct evaluation *evaluation, struct function_cost_summary *summary) {
    uint32_t count = evaluation->reasons.count;
    struct quiet_loop *kept = ARENA_ARRAY(evaluation->costs->program->arena, struct quiet_loop, count);
    if (count)
        memcpy(kept, evaluation->reasons.items, count * sizeof *kept);
    summary->quiet_loops = kept;
    summary->quiet_loop_count = count;
}

static void keep_outcomes(struct evaluation *evaluation, struct function_cost_summary *summary) {
    uint32_t count = evaluation->outcomes.count;
    struct guard_outcome *kept = ARENA_ARRAY(evaluation->costs->program->arena, struct guard_outcome, count);
    if (count)
        memcpy(kept, evaluation->outcomes.items, count * sizeof *kept);
    summary->outcomes = kept;
    summary->outcome_count = count;
}

static bool is_paid_anew(const struct guards *guards, void *unused) {
    (void)unused;
    for (uint32_t i = 0; guards && i < guards->count; i++)
        if (guards->items[i]->kind == GUARD_MEMO || guards->items[i]->kind == GUARD_CHANGED)
            return false;
    return true;
}

/* What others pay that call it again and again. */
static double value_of_each(struct atom_table *atoms, const struct poly *trips) {
    const struct poly *open = poly_where(atoms, poly_open(atoms, trips), is_paid_anew, NULL);
    return poly_value(poly_unguarded(atoms, open ? open : trips), turns_assumed, NULL);
}

static void keep_value(struct evaluation *evaluation, struct function_cost_summary *summary,
                       const struct value *value) {
    struct arena *arena = evaluation->costs->program->arena;
    if (!summary->is_trial)
        keep_sites(evaluation, summary, value);
    summary->value = *value;
    summary->is_later = later_is_all(evaluation->costs, evaluation->scope, value->sites);
    struct atom_table *atoms = &evaluation->costs->atoms;
    void *context = evaluation;
    const struct poly *trips = paid_per_key(evaluation, value->trips);
    summary->value.trips = poly_keep(atoms, poly_change_guards(atoms, trips, leave_function, context));
    summary->value.sends = poly_keep(atoms, poly_change_guards(atoms, value->sends, leave_function, context));
    summary->trips = poly_keep(atoms, poly_unguarded(atoms, summary->value.trips));
    summary->assumed = value_of_each(atoms, summary->value.trips);
    summary->sends = poly_keep(atoms, poly_unguarded(atoms, summary->value.sends));
    struct likely likely = likely_of_function(evaluation, value);
    for (uint32_t k = 0; k < LIKELY_LEVELS; k++)
        summary->likely.few[k] = poly_keep(
            atoms, poly_change_guards(atoms, paid_per_key(evaluation, likely.few[k]), leave_function, context));
    summary->value.peers = peers_keep(arena, value);
    summary->value.sites = NULL;
    memset(summary->value.few, 0, sizeof summary->value.few); /* `likely` tells more */
    summary->is_done = true;
}

/* --- what rule/ follows down to the library ----------------------------------------------------------------------- */

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

struct way_down {
    uint32_t call;
    uint32_t length; /* calls from this one down to the library's, itself included; 0: no way is known */
    uint32_t degree;
    uint32_t conditions; /* around the calls of the way */
    uint8_t doubt;       /* poly_doubt() */
};

/* A way of more calls is followed where there is no other. */
#define WAY_CALLS 5

static void measure_way(const struct costs *costs, uint32_t function, struct way_down *way, struct arena *scratch) {
    const struct call *call = costs->functions[function].calls[way->call]->call;
    const struct function_cost_summary *least = NULL;
    struct callee callee = costs_callee(costs->program, function, call, scratch);
    for (uint32_t i = 0; !callee.model && i < callee.targets.count; i++) {
        const struct function_cost_summary *target = &costs->functions[callee.targets.functions[i]];
        if (target->is_done && target->path_length && (!least || target->path_length < least->path_length))
            least = target;
    }
    way->length = callee.model ? 1 : least ? least->path_length + 1 : 0;
    way->conditions += least ? least->path_conditions : 0;
}

static bool is_better_way(const struct way_down *a, const struct way_down *b) {
    if (b->call == CALL_NONE || a->degree != b->degree)
        return b->call == CALL_NONE || a->degree > b->degree;
    if (a->conditions / CONDITIONS_RARE != b->conditions / CONDITIONS_RARE)
        return a->conditions < b->conditions;
    if (a->doubt != b->doubt)
        return a->doubt < b->doubt;
    if ((a->length > WAY_CALLS) != (b->length > WAY_CALLS))
        return a->length < b->length;
    return a->conditions != b->conditions ? a->conditions < b->conditions : a->length < b->length;
}

/* The better one for people: more round trips by degree; as many, but in no rare case; paid for sure; behind fewer
 * conditions; or shorter. */
static void offer_way(const struct costs *costs, uint32_t function, struct way_down way, struct way_down *best,
                      struct arena *scratch) {
    measure_way(costs, function, &way, scratch);
    if (way.length && is_better_way(&way, best))
        *best = way;
}

/* What nobody sees open any more is reported in a loop of the function; in a cycle, others may still count on it. */
static void offer_loop_sites(const struct costs *costs, uint32_t function, struct way_down *best,
                             struct arena *scratch) {
    const struct function_cost_summary *summary = &costs->functions[function];
    for (uint32_t i = 0; i < summary->loop_count; i++)
        for (uint32_t k = 0; k < summary->loops[i].site_count; k++)
            offer_way(costs, function, (struct way_down){.call = summary->loops[i].sites[k].call}, best, scratch);
}

void evaluate_witness(const struct costs *costs, uint32_t function, bool is_shortest, struct arena *scratch) {
    struct function_cost_summary *summary = &costs->functions[function];
    struct way_down best = {.call = CALL_NONE};
    for (uint32_t i = 0; i < summary->site_count; i++) {
        const struct site_count *site = &summary->sites[i];
        uint32_t degree = is_shortest ? 0 : poly_degree(site->trips);
        struct way_down way = {.call = site->call,
                               .degree = degree,
                               .conditions = is_shortest ? 0 : summary->conditions[i],
                               .doubt = is_shortest ? 0 : poly_doubt(summary->guarded[i])};
        if (site->trips)
            offer_way(costs, function, way, &best, scratch);
    }
    uint32_t waiting = wait_first_call(&summary->value);
    if (best.degree == 0 && best.doubt == DOUBT_KEPT && waiting != CALL_NONE && !is_shortest)
        best = (struct way_down){.call = CALL_NONE}; /* what is kept is not what each call is about */
    if (best.call == CALL_NONE)
        waiting = wait_or_step_call(&summary->value);
    if (best.call == CALL_NONE && waiting != CALL_NONE)
        offer_way(costs, function, (struct way_down){.call = waiting}, &best, scratch);
    if (best.call == CALL_NONE)
        offer_loop_sites(costs, function, &best, scratch);
    summary->path_call = best.call;
    summary->path_length = best.length;
    summary->path_conditions = is_shortest ? 0 : best.conditions;
    summary->request = request_of(costs, function, summary, scratch);
}

static const bool *keep_dead(struct arena *arena, const struct scope *scope) {
    bool *kept = ARENA_ARRAY(arena, bool, scope->region_count + 1);
    memcpy(kept, scope->is_dead, (scope->region_count + 1) * sizeof *kept);
    return kept;
}

static const struct known *keep_returns(const struct evaluation *evaluation) {
    if (!evaluation->has_returned || evaluation->returns.kind == KNOWN_NOTHING)
        return NULL;
    struct known *kept = ARENA_NEW(evaluation->costs->program->arena, struct known);
    *kept = evaluation->returns;
    return kept;
}

static const struct returned *keep_members(const struct evaluation *evaluation) {
    if (evaluation->members.count == 0)
        return NULL;
    struct returned *kept = ARENA_NEW(evaluation->costs->program->arena, struct returned);
    *kept = evaluation->members;
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
    summary->returns = keep_returns(evaluation);
    summary->members = keep_members(evaluation);
    if (is_trial)
        return;
    keep_reasons(evaluation, summary);
    keep_outcomes(evaluation, summary);
    evaluate_witness(evaluation->costs, scope->function, false, scope->scratch);
    summary->is_dead = keep_dead(evaluation->costs->program->arena, scope);
}
