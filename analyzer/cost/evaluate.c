/* Exit maps over the region tree: what each way through a function costs when nothing fails.
 *
 * `if (a) { query(); return; } query();` is one round trip, not two.
 * Tests: testdata/_cost, tests/unit/cost/test_golden_cost.c */
#include "cost/evaluate.h"

#include "cost/evaluate_internal.h"
#include "cost/evaluate_wait.h"
#include "cost/last_turn.h"
#include "facts/gives_up.h"
#include "facts/names.h"

#include <string.h>

/* --- what never runs --------------------------------------------------------------------------------------------- */

static void note_dead(struct region *region, void *context) {
    struct evaluation *evaluation = context;
    evaluation->scope->is_dead[region->number] = true;
    if (region->kind == REGION_CALL)
        note_call(evaluation, region->call);
}

void evaluate_dead(struct evaluation *evaluation, const struct region *list) {
    region_walk((struct region *)list, note_dead, evaluation);
}

/* --- returns ----------------------------------------------------------------------------------------------------- */

static bool returns_pointer(const struct evaluation *evaluation) {
    const struct scope *scope = evaluation->scope;
    if (scope->body->symbol == SYMBOL_NONE)
        return false;
    return name_returns_pointer(scope->unit->symbols[scope->body->symbol].type);
}

/* -1, NULL: what functions return when they could not do what they were asked for. */
static bool is_failure(const struct evaluation *evaluation, const struct expr *value) {
    int64_t constant;
    if (!value || !expr_is_constant(value, &constant))
        return false;
    return constant < 0 || (constant == 0 && returns_pointer(evaluation));
}

/* What is returned in an arm that runs says no more than that it was returned: -1 may mean that there is no such thing.
 */
static struct exits evaluate_return(struct evaluation *evaluation, const struct expr *value) {
    struct known known = assume_value(&evaluation->assumptions, evaluation->facts, value);
    evaluation->returns = evaluation->has_returned ? known_join(evaluation->returns, known) : known;
    struct returned members = returned_of_value(&evaluation->assumptions, evaluation->facts, value);
    evaluation->members = evaluation->has_returned ? returned_join(&evaluation->members, &members) : members;
    evaluation->has_returned = true;
    return exits_only(is_failure(evaluation, value) ? EXIT_FAILED : EXIT_RETURN, &value_zero, evaluation->facts);
}

static struct exits evaluate_goto(struct evaluation *evaluation, uint32_t label) {
    if (gives_up_at_label(evaluation->scope->body, label))
        return exits_only(EXIT_FAILED, &value_zero, evaluation->facts);
    return exits_goto(&evaluation->algebra, label, &value_zero, evaluation->facts);
}

/* --- regions ----------------------------------------------------------------------------------------------------- */

/* Where it ends the turns of a loop, the next thing that counts comes behind that loop. */
static struct exits evaluate_assign(struct evaluation *evaluation, const struct region *region) {
    const struct facts *facts = assume_assigned(&evaluation->assumptions, evaluation->facts, &region->assign);
    uint32_t loop =
        evaluation->loop == LOOP_NONE ? LOOP_NONE : last_turn_of(evaluation->costs, evaluation->scope, region);
    if (loop == LOOP_NONE)
        return exits_next(&value_zero, facts);
    return exits_goto(&evaluation->algebra, last_turn_label(loop), &value_zero, facts);
}

static struct exits evaluate_region(struct evaluation *evaluation, const struct region *region) {
    const struct facts *facts = evaluation->facts;
    switch ((enum region_kind)region->kind) {
    case REGION_CALL:
        return evaluate_prefetched(evaluation, region->call, evaluate_call(evaluation, region->call));
    case REGION_BRANCH:
        return evaluate_branch(evaluation, region);
    case REGION_SWITCH:
        return evaluate_switch(evaluation, region);
    case REGION_LOOP:
        return evaluate_loop(evaluation, region->loop);
    case REGION_TRY:
        return evaluate_try(evaluation, &region->try_);
    case REGION_BREAK:
        return exits_only(EXIT_BREAK, &value_zero, facts);
    case REGION_CONTINUE:
        return exits_only(EXIT_CONTINUE, &value_zero, facts);
    case REGION_RETURN:
        return evaluate_return(evaluation, region->value);
    case REGION_THROW:
        return exits_only(EXIT_THROW, &value_zero, facts);
    case REGION_GOTO:
        return evaluate_goto(evaluation, region->label);
    case REGION_ASSIGN:
        return evaluate_assign(evaluation, region);
    case REGION_LABEL:
        break;
    }
    return exits_next(&value_zero, facts);
}

struct exits evaluate_list(struct evaluation *evaluation, const struct region *list) {
    const struct algebra *algebra = &evaluation->algebra;
    struct exits all = exits_next(&value_zero, evaluation->facts);
    for (const struct region *region = list; region; region = region->next) {
        struct way *next = &all.by_kind[EXIT_NEXT];
        if (region->kind == REGION_LABEL) /* forward gotos arrive here */
            *next = way_join(algebra, *next, exits_take_goto(algebra, &all, region->label));
        if (!next->value && all.goto_count == 0) { /* a jump may lead into what comes */
            struct region alone = *region;
            alone.next = NULL;
            evaluate_dead(evaluation, &alone);
            continue;
        }
        /* From below a label, control may come with anything. */
        evaluation->facts = next->value && region->kind != REGION_LABEL ? next->facts : &facts_none;
        all = exits_sequence(algebra, all, evaluate_region(evaluation, region));
        struct exits rest;
        if (region->kind != REGION_BRANCH || !all.by_kind[EXIT_NEXT].value)
            continue;
        evaluation->facts = all.by_kind[EXIT_NEXT].facts;
        if (evaluate_rare_rest(evaluation, region, &rest))
            return exits_sequence(algebra, all, rest);
    }
    return all;
}

/* --- the function ------------------------------------------------------------------------------------------------ */

/* Ways that come back to the caller; where there are none, those that come back with a failure, or never. */
static const struct value *value_of_function(struct evaluation *evaluation, const struct exits *exits,
                                             const struct value *all) {
    const struct algebra *algebra = &evaluation->algebra;
    const struct value *value = value_join(algebra, exits->by_kind[EXIT_NEXT].value, exits->by_kind[EXIT_RETURN].value);
    for (uint32_t i = 0; i < exits->goto_count; i++) /* a jump that no list around it explains */
        value = value_join(algebra, value, value_inexact(algebra, exits->gotos[i].way.value));
    if (!value)
        value = exits->by_kind[EXIT_FAILED].value;
    if (!value && !exits->by_kind[EXIT_THROW].value)
        evaluation->costs->program->functions[evaluation->scope->function].never_returns = true;
    return value_settled(algebra, value ? value : all);
}

/* `*all`: the costliest of all ways out. */
static const struct value *evaluate_body(struct evaluation *evaluation, const struct value **all) {
    const struct algebra *algebra = &evaluation->algebra;
    const struct scope *scope = evaluation->scope;
    memset(scope->is_dead, 0, (scope->region_count + 1) * sizeof *scope->is_dead);
    struct exits exits = evaluate_list(evaluation, scope->body->body);
    const struct value *most = exits_all(algebra, &exits);
    *all = most ? most : &value_zero;
    evaluation->costs->evaluation_count++;
    return value_of_function(evaluation, &exits, *all);
}

static struct evaluation evaluation_of(struct costs *costs, const struct scope *scope,
                                       const struct evaluation_task *task) {
    return (struct evaluation){.costs = costs,
                               .scope = scope,
                               .task = task,
                               .assumptions = {costs, scope},
                               .facts = &facts_none,
                               .algebra = {.atoms = &costs->atoms, .scratch = scope->scratch},
                               .loop = LOOP_NONE,
                               .once = &value_zero,
                               .likely = ARENA_ARRAY(scope->scratch, struct likely_call, scope->body->call_count + 1),
                               .is_conditional = ARENA_ARRAY(scope->scratch, bool, scope->body->call_count + 1),
                               .is_of_change = ARENA_ARRAY(scope->scratch, bool, scope->body->call_count + 1),
                               .is_counted = !task->is_trial && !program_is_repeated(costs->program, scope->function)};
}

static void evaluation_finish(struct evaluation *evaluation) {
    vec_finish(&evaluation->loops);
    vec_finish(&evaluation->quiet_loops);
    vec_finish(&evaluation->failing_loops);
    vec_finish(&evaluation->reasons);
    vec_finish(&evaluation->outcomes);
    vec_finish(&evaluation->calls_back);
}

/* A flag is set in a loop under some condition: `if (!ask()) again = 1;`. */
static bool sets_flag_in_loop(const struct scope *scope) {
    int64_t value;
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct assignment *a = &scope->assignments[i];
        if (a->loop != LOOP_NONE && a->is_conditional && a->assign->op == OP_NONE && a->assign->value &&
            expr_is_constant(a->assign->value, &value))
            return true;
    }
    return false;
}

/* What is set inside of a loop is not known where the loop begins, unless it is only set when something fails: which
 * that is shows an evaluation of its own, which counts nothing. */
static void find_was_dead(struct costs *costs, const struct scope *scope, const struct evaluation_task *task) {
    if (!sets_flag_in_loop(scope))
        return;
    struct evaluation evaluation = evaluation_of(costs, scope, task);
    const struct value *all;
    evaluation.is_counted = false;
    evaluate_body(&evaluation, &all);
    memcpy(scope->was_dead, scope->is_dead, (scope->region_count + 1) * sizeof *scope->was_dead);
    evaluation_finish(&evaluation);
}

/* What the function does when it calls itself: from an evaluation of its own, which counts nothing. `*inner`: what is
 * known in runs that it calls itself. */
static struct recursion find_recursion(struct costs *costs, const struct scope *scope,
                                       const struct evaluation_task *task, const struct facts **inner) {
    *inner = &facts_none;
    if (!recursion_is_possible(costs->program, scope->function, task->view))
        return (struct recursion){0};
    struct evaluation evaluation = evaluation_of(costs, scope, task);
    const struct value *all;
    evaluation.is_counted = false;
    const struct value *value = evaluate_body(&evaluation, &all);
    *inner = evaluate_inner_facts(&evaluation);
    evaluation_finish(&evaluation);
    return recursion_find(costs, scope, value->sites, task->view);
}

/* What a run costs of which more is known than of others; NULL: no more is. Counts nothing. */
static const struct value *evaluate_inner(struct costs *costs, const struct scope *scope,
                                          const struct evaluation_task *task, const struct facts *facts,
                                          const bool *is_tree_loop) {
    if (facts->count == 0)
        return NULL;
    struct evaluation evaluation = evaluation_of(costs, scope, task);
    const struct value *all;
    evaluation.is_counted = false;
    evaluation.is_tree_loop = is_tree_loop;
    evaluation.facts = facts;
    const struct value *value = evaluate_body(&evaluation, &all);
    evaluation_finish(&evaluation);
    return value;
}

void evaluate_function(struct costs *costs, const struct scope *scope, const struct evaluation_task *task) {
    const struct facts *facts;
    const struct value *all, *inner = NULL;
    find_was_dead(costs, scope, task);
    struct recursion recursion = find_recursion(costs, scope, task, &facts);
    if (recursion.runs)
        inner = evaluate_inner(costs, scope, task, facts, recursion.is_tree_loop);
    struct evaluation evaluation = evaluation_of(costs, scope, task);
    evaluation.is_tree_loop = recursion.is_tree_loop;
    const struct value *value = evaluate_body(&evaluation, &all);
    if (recursion.runs)
        value = evaluate_runs(&evaluation, recursion.runs, inner ? inner : value, value, &all);
    value = evaluate_end(&evaluation, value);
    evaluation_keep(&evaluation, &recursion, value, all);
    flow_summarize(costs, scope);
    evaluation_finish(&evaluation);
}
