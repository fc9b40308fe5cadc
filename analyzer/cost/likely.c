/* Tests: testdata/call-in-loop/bad_deep_conditions.c, good_deep_conditions.c */
#include "cost/likely.h"

#include "cost/used_up.h"

#include "turns/turns.h"

/* --- conditions that were passed ---------------------------------------------------------------------------------- */

static const struct facts *with_filters(const struct evaluation *evaluation, const struct facts *facts,
                                        uint32_t filters) {
    if (facts->filters == filters)
        return facts;
    struct facts *out = ARENA_NEW(evaluation->scope->scratch, struct facts);
    *out = *facts;
    out->filters = filters;
    return out;
}

struct wire_search {
    const struct evaluation *evaluation;
    bool is_found;
};

static bool costs_something(const struct evaluation *evaluation, const struct callee *callee) {
    if (callee->model)
        return callee->model->effect != EFFECT_LOCAL && callee->model->effect != EFFECT_MODE;
    for (uint32_t i = 0; i < callee->targets.count; i++) {
        uint32_t target = callee->targets.functions[i];
        const struct function_cost_summary *summary = &evaluation->costs->functions[target];
        if (summary->is_done ? !value_is_free(&summary->value)
                             : evaluation->costs->program->functions[target].is_in_cone)
            return true;
    }
    return false;
}

static void search_wire(struct region *region, void *context) {
    struct wire_search *search = context;
    if (region->kind != REGION_CALL || search->is_found)
        return;
    const struct evaluation *evaluation = search->evaluation;
    struct callee callee = costs_callee(evaluation->costs->program, evaluation->scope->function, region->call,
                                        evaluation->algebra.scratch);
    search->is_found = costs_something(evaluation, &callee);
}

static bool reaches_wire(const struct evaluation *evaluation, const struct region *list) {
    struct wire_search search = {evaluation, false};
    region_walk((struct region *)list, search_wire, &search);
    return search.is_found;
}

/* Something else than values is known now: so many conditions are guards. */
static uint32_t new_guards(const struct facts *before, const struct facts *arm) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < arm->condition_count; i++)
        count += !facts_hold(before, arm->conditions[i]);
    return count;
}

/* `else if`: the arm is one more case of one choice. */
static bool is_choice(const struct region *list) {
    while (list && list->next && list->kind == REGION_CALL)
        list = list->next;
    return list && !list->next && list->kind == REGION_BRANCH;
}

/* --- conditions of one test --------------------------------------------------------------------------------------- */

#define OPERANDS 2 /* that one test may count as; more of them make no rarer case than nested tests would */

struct operands {
    const struct scope *scope;
    const struct expr *roots[OPERANDS];
    uint32_t count;
};

/* The variable that the operand is about; a call is about what it is given first. */
static const struct expr *subject_of(const struct scope *scope, const struct expr *operand) {
    int64_t value;
    while (operand->kind == EXPR_UNARY || operand->kind == EXPR_BINARY)
        operand = operand->kind == EXPR_BINARY && expr_is_constant(operand->a, &value) ? operand->b : operand->a;
    const struct expr *root = expr_root(operand);
    const struct call *call = scope_call(scope, root);
    return call && call->argument_count > 0 ? expr_root(call->arguments[0].value) : root;
}

/* Of `a && b` that holds, of `a || b` that does not: what must come together. */
static void note_operands(struct operands *operands, const struct expr *condition, bool holds) {
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT) {
        note_operands(operands, condition->a, !holds);
        return;
    }
    if (condition->kind == EXPR_BINARY && condition->op == (holds ? OP_AND : OP_OR)) {
        note_operands(operands, condition->a, holds);
        note_operands(operands, condition->b, holds);
        return;
    }
    const struct expr *subject = subject_of(operands->scope, condition);
    bool is_new = operands->count < OPERANDS && subject->kind != EXPR_CONSTANT && subject->kind != EXPR_OPAQUE;
    for (uint32_t i = 0; i < operands->count; i++)
        is_new &= !expr_is_equal(operands->roots[i], subject);
    if (is_new)
        operands->roots[operands->count++] = subject;
}

/* Of what the arm itself uses up, the next run needs another one: a condition more. */
static uint32_t condition_count(const struct evaluation *evaluation, const struct branch *branch, bool holds) {
    struct operands operands = {.scope = evaluation->scope};
    const struct region *arm = holds ? branch->then_list : branch->else_list;
    note_operands(&operands, branch->condition, holds);
    uint32_t count = operands.count > 0 ? operands.count : 1;
    for (uint32_t i = 0; i < operands.count && evaluation->loop == LOOP_NONE; i++)
        if (used_up_in_arm(evaluation->costs, evaluation->scope, operands.roots[i], arm))
            return count + 1;
    return count;
}

const struct facts *likely_in_arm(const struct evaluation *evaluation, const struct facts *before,
                                  const struct facts *arm, const struct branch *branch, bool holds) {
    uint32_t guards = new_guards(before, arm), count = condition_count(evaluation, branch, holds);
    if (guards >= count || (!holds && is_choice(branch->else_list)) ||
        (branch->else_list && reaches_wire(evaluation, branch->then_list) &&
         reaches_wire(evaluation, branch->else_list)))
        return arm;
    return with_filters(evaluation, arm, before->filters + count - guards);
}

const struct facts *likely_restored(const struct evaluation *evaluation, const struct facts *before,
                                    const struct facts *facts) {
    return facts->filters > before->filters ? with_filters(evaluation, facts, before->filters) : facts;
}

/* --- calls -------------------------------------------------------------------------------------------------------- */

void likely_begin_call(struct evaluation *evaluation, const struct call *call) {
    struct likely_call *noted = &evaluation->likely[call->index];
    uint32_t filters = evaluation->facts->filters, conditions = evaluation->facts->asked;
    const struct guards *early = NULL;
    for (uint32_t i = 0; i < evaluation->facts->condition_count; i++)
        if (evaluation->facts->is_early[i] && evaluation->facts->conditions[i]->kind == GUARD_MODE)
            early = guards_with(evaluation->algebra.atoms, early, evaluation->facts->conditions[i]);
    *noted = (struct likely_call){.is_noted = true,
                                  .early = early,
                                  .filters = noted->is_noted && noted->filters < filters ? noted->filters : filters,
                                  .conditions = noted->is_noted && noted->conditions < conditions ? noted->conditions
                                                                                                  : conditions};
}

static double value_of(const struct poly *poly) { return poly_value(poly, turns_assumed, NULL); }

struct losing {
    struct evaluation *evaluation;
    const struct call *call;
    uint32_t target;
};

static bool loses_one_at_most(const struct guards *guards, void *context) {
    const struct losing *losing = context;
    return guards_lost_at_call(losing->evaluation, guards, losing->target, losing->call) <= 1;
}

/* Behind so many conditions at most, in the caller's terms, with the callee's guards. Of guards that can no longer be
 * told, those of one variable are one condition. */
static const struct poly *few_at_call(struct evaluation *evaluation, uint32_t target, const struct call *call,
                                      enum confidence confidence, const struct poly *trips, uint32_t level) {
    const struct likely *likely = &evaluation->costs->functions[target].likely;
    struct atom_table *atoms = evaluation->algebra.atoms;
    const struct poly *sure = guards_told_at_call(evaluation, likely->few[level], target, call, true);
    struct losing losing = {evaluation, call, target};
    const struct poly *less = level ? poly_where(atoms, likely->few[level - 1], loses_one_at_most, &losing) : NULL;
    less = guards_told_at_call(evaluation, less, target, call, false);
    const struct poly *few = poly_add(atoms, sure, poly_excess(atoms, less, sure));
    less = guards_told_at_call(evaluation, level > 1 ? likely->few[level - 2] : NULL, target, call, false);
    few = poly_add(atoms, few, poly_excess(atoms, less, few));
    few = poly_through(atoms, evaluate_substitute(evaluation, few), confidence);
    bool is_all = value_of(poly_unguarded(atoms, few)) >= value_of(poly_unguarded(atoms, trips));
    return is_all ? trips : few; /* of arms that exclude each other, it is the sum */
}

void likely_note_target(struct evaluation *evaluation, uint32_t target, const struct call *call,
                        const struct poly *anew, enum confidence confidence, struct value *value) {
    struct atom_table *atoms = evaluation->algebra.atoms;
    struct likely_call *noted = &evaluation->likely[call->index];
    const struct guards *here = guards_here(evaluation);
    const struct poly *open = poly_open(atoms, value->trips), *closed = poly_excess(atoms, value->trips, open);
    const struct poly *asked = anew ? poly_excess(atoms, open, anew) : open;
    noted->has_target = true;
    noted->all = poly_join(atoms, noted->all, poly_unguarded(atoms, open));
    for (uint32_t k = 0; k < LIKELY_LEVELS; k++) {
        const struct poly *few = few_at_call(evaluation, target, call, confidence, asked, k);
        few = few == asked ? open : poly_add(atoms, few, anew);
        if (k >= LIKELY_LEVELS - VALUE_FEW)
            value->few[k - (LIKELY_LEVELS - VALUE_FEW)] = few == open ? value->trips : poly_add(atoms, few, closed);
        few = here ? poly_guarded(atoms, few, here) : few;
        noted->likely.few[k] = poly_join(atoms, noted->likely.few[k], few);
    }
}

/* --- sums ----------------------------------------------------------------------------------------------------------
 */

/* With guards. What the site costs besides what the callee's count says is sure: it waits for what was sent before. */
static const struct poly *part_of_site(const struct evaluation *evaluation, const struct site_count *site,
                                       uint32_t level) {
    struct atom_table *atoms = evaluation->algebra.atoms;
    const struct likely_call *noted = &evaluation->likely[site->call];
    if (!noted->has_target || !site->trips)
        return site->trips;
    const struct poly *known = poly_multiply(atoms, site->times, noted->all);
    const struct poly *rest = poly_excess(atoms, poly_unguarded(atoms, site->trips), known);
    return poly_add(atoms, poly_multiply(atoms, site->times, noted->likely.few[level]), rest);
}

struct summing {
    const struct evaluation *evaluation;
    struct likely sums;
    const struct guards *early; /* of all sites */
};

static enum guard_fate early_goes(const struct guard *guard, const struct guard **out, void *context) {
    *out = guard;
    return guards_hold(context, guard) ? GUARD_LOST : GUARD_BECOMES;
}

static void add_site(const struct site_count *site, void *context) {
    struct summing *summing = context;
    const struct evaluation *evaluation = summing->evaluation;
    if ((site->call & SITE_NOTE) || !site->trips)
        return;
    const struct likely_call *noted = &evaluation->likely[site->call];
    struct atom_table *atoms = evaluation->algebra.atoms;
    for (uint32_t k = noted->filters; k < LIKELY_LEVELS; k++) {
        const struct poly *part = part_of_site(evaluation, site, k - noted->filters);
        part = noted->early ? poly_change_guards(atoms, part, early_goes, (void *)noted->early) : part;
        summing->sums.few[k] = poly_add(atoms, summing->sums.few[k], part);
    }
}

static void add_early(const struct site_count *site, void *context) {
    struct summing *summing = context;
    const struct guards *early = (site->call & SITE_NOTE) ? NULL : summing->evaluation->likely[site->call].early;
    for (uint32_t i = 0; early && i < early->count; i++)
        summing->early = guards_with(summing->evaluation->algebra.atoms, summing->early, early->items[i]);
}

/* The smaller of a sum over sites, to which arms that exclude each other add, and of what the value says, which does
 * not know of own conditions. */
static const struct poly *smaller_of(const struct summing *summing, const struct poly *sum, const struct poly *few) {
    struct atom_table *atoms = summing->evaluation->algebra.atoms;
    few = poly_open(atoms, few);
    few = summing->early ? poly_change_guards(atoms, few, early_goes, (void *)summing->early) : few;
    return value_of(poly_unguarded(atoms, few)) < value_of(poly_unguarded(atoms, sum)) ? few : sum;
}

struct likely likely_of_function(const struct evaluation *evaluation, const struct value *value) {
    struct summing summing = {.evaluation = evaluation};
    site_tree_visit(value->sites, add_site, &summing);
    site_tree_visit(value->sites, add_early, &summing);
    for (uint32_t k = 0; k < LIKELY_LEVELS; k++) {
        uint32_t place = k < LIKELY_LEVELS - VALUE_FEW ? 0 : k - (LIKELY_LEVELS - VALUE_FEW);
        summing.sums.few[k] = smaller_of(&summing, summing.sums.few[k], value->few[place]);
    }
    return summing.sums;
}
