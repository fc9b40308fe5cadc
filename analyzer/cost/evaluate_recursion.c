/* A function that calls itself: its own count times how often it runs then, as for a loop around its body.
 * Tests: testdata/_cost/recursion*.region, testdata/call-in-loop */
#include "cost/evaluate_internal.h"

struct own_sites {
    const struct evaluation *evaluation;
    struct site_count *items;
    uint32_t count;
    const struct poly *trips; /* of those that are left out: NULL for none */
};

/* In a cycle of several functions, what a call back makes is reported where it is made. */
static bool leads_back(const struct evaluation *evaluation, uint32_t call) {
    const struct scope *scope = evaluation->scope;
    struct callee callee =
        costs_callee(evaluation->costs->program, scope->function, scope->calls[call].region->call, scope->scratch);
    for (uint32_t i = 0; i < callee.targets.count; i++)
        if (recursion_is_back(scope->function, callee.targets.functions[i], evaluation->task->view))
            return true;
    return false;
}

static void count_own_site(const struct site_count *site, void *context) {
    struct own_sites *own = context;
    own->count += site->trips != NULL;
}

static void add_own_site(const struct site_count *site, void *context) {
    struct own_sites *own = context;
    struct atom_table *atoms = own->evaluation->algebra.atoms;
    if (!site->trips)
        return;
    if (leads_back(own->evaluation, site->call))
        own->trips = poly_add(atoms, own->trips, site->trips);
    else
        own->items[own->count++] = *site;
}

static const struct poly *sum_of_sites(struct atom_table *atoms, const struct own_sites *own) {
    const struct poly *sum = NULL;
    for (uint32_t i = 0; i < own->count; i++)
        sum = poly_add(atoms, sum, own->items[i].trips);
    return sum;
}

/* The sites of the value, without those that lead back. */
static struct own_sites own_sites_of(const struct evaluation *evaluation, const struct value *value) {
    struct own_sites own = {.evaluation = evaluation};
    site_tree_visit(value->sites, count_own_site, &own);
    own.items = ARENA_ARRAY(evaluation->algebra.scratch, struct site_count, own.count);
    own.count = 0;
    site_tree_visit(value->sites, add_own_site, &own);
    return own;
}

/* What the function itself asks for, it asks for once in all of its runs. */
static bool is_paid_once(const struct evaluation *evaluation, const struct value *once, const struct own_sites *own) {
    struct atom_table *atoms = evaluation->algebra.atoms;
    struct own_sites of_one_run = own_sites_of(evaluation, once);
    const struct poly *one = poly_unguarded(atoms, sum_of_sites(atoms, &of_one_run));
    const struct poly *all = poly_unguarded(atoms, sum_of_sites(atoms, own));
    return poly_is_equal(poly_inexact(atoms, one), poly_inexact(atoms, all));
}

/* Notes the recursion as a loop around all of the function. */
static void report_recursion(struct evaluation *evaluation, const struct poly *runs, const struct value *once,
                             const struct value *whole) {
    struct atom_table *atoms = evaluation->algebra.atoms;
    struct own_sites own = own_sites_of(evaluation, whole);
    const struct poly *trips = own.trips ? sum_of_sites(atoms, &own) : poly_open(atoms, whole->trips);
    if (own.count == 0 || !trips || (own.trips && is_paid_once(evaluation, once, &own)))
        return;
    if (evaluation->is_counted) {
        evaluation->costs->remote_loop_count++;
        evaluation->costs->named_loop_count++;
    }
    evaluation->recursion = (struct loop_cost){.loop = LOOP_NONE,
                                               .turns = runs,
                                               .per_turn = own.trips ? NULL : poly_open(atoms, once->trips),
                                               .trips = poly_inexact(atoms, trips),
                                               .sites = own.items,
                                               .site_count = own.count,
                                               .is_named = true,
                                               .is_rest = !poly_is_equal(trips, whole->trips)};
}

/* What is kept once for the process is paid once, however often the function runs; so is what a callee keeps for the
 * one key that it is passed. What the function itself keeps, it keeps for many. */
static bool is_kept(const struct guard *guard, void *context) {
    const struct scope *scope = context;
    enum expr_kind root = (enum expr_kind)expr_root(guard->path)->kind;
    return guard->kind == GUARD_MEMO && !guard_is_state(guard) &&
           (root == EXPR_GLOBAL || root == EXPR_LOCAL || (root == EXPR_FUNCTION && guard != guard_per_key(scope)));
}

const struct facts *evaluate_inner_facts(struct evaluation *evaluation) {
    const struct scope *scope = evaluation->scope;
    const struct facts *inner = &facts_none;
    for (uint32_t slot = 0; slot < scope->body->parameter_count && evaluation->calls_back.count > 0; slot++) {
        struct known all = {0};
        for (uint32_t i = 0; i < evaluation->calls_back.count; i++) {
            const struct call_back *back = &evaluation->calls_back.items[i];
            if (!back->is_direct || slot >= back->call->argument_count)
                return inner;
            struct known one = assume_value(&evaluation->assumptions, back->facts, back->call->arguments[slot].value);
            all = i == 0 ? one : known_join(all, one);
        }
        all.is_status = false;
        if (all.kind != KNOWN_NOTHING)
            inner = facts_assign(scope->scratch, inner, FACT_PARAMETER | slot, all);
    }
    return inner;
}

const struct value *evaluate_runs(struct evaluation *evaluation, const struct poly *runs, const struct value *inner,
                                  const struct value *value, const struct value **all) {
    const struct algebra *algebra = &evaluation->algebra;
    void *scope = (void *)evaluation->scope;
    if (value_is_free(value) && value_is_free(*all))
        return value;
    const struct value *each = value_without(algebra, inner, is_kept, scope);
    struct value first = {.trips = poly_excess(algebra->atoms, value->trips, each->trips),
                          .sites = value_excess(algebra, value, each)->sites};
    for (int i = 0; i < VALUE_FEW; i++)
        first.few[i] = poly_excess(algebra->atoms, value->few[i], each->few[i]);
    const struct value *once = value_run(algebra, each), *whole = value_repeat(algebra, once, runs, is_kept, scope);
    whole = value_settled(algebra, value_inexact(algebra, whole));
    bool is_told = poly_open(algebra->atoms, whole->trips) && !value_is_paid_once(algebra, once, whole);
    if (is_told)
        report_recursion(evaluation, runs, once, whole);
    *all = value_repeat(algebra, *all, runs, is_kept, scope);
    whole = is_told ? value_closed(algebra, whole) : whole;
    return first.trips ? value_sequence(algebra, whole, &first) : whole;
}
