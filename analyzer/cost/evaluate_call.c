/* What one call costs: by its model, or by the summaries of what it may run.
 * Tests: testdata/_cost, tests/unit/cost/test_golden_cost.c */
#include "cost/evaluate_internal.h"

#include "base/error.h"
#include "cost/evaluate_wait.h"
#include "cost/handed.h"
#include "cost/later.h"
#include "cost/likely.h"
#include "cost/rest.h"
#include "cost/state.h"
#include "turns/bound.h"
#include "turns/path.h"

#include <string.h>

/* --- the callee's count in the caller's terms -------------------------------------------------------------------- */

struct substitution {
    const struct scope *caller;
    const struct call *call;
    struct position position;
    uint32_t callee;
    const struct facts *facts; /* where it is called, or NULL */
};

/* The argument or receiver that the path hangs on; NULL for none. */
static const struct expr *argument_of(const struct substitution *s, const struct expr *path) {
    const struct expr *root = expr_root(path);
    if ((uint32_t)root->value != s->callee)
        return NULL;
    if (root->kind == EXPR_PARAMETER && root->index < s->call->argument_count)
        return s->call->arguments[root->index].value;
    return root->kind == EXPR_THIS ? s->call->receiver : NULL;
}

/* What a library's iterator counts: a number, or, which the prototype cannot tell, the items of a list or a range. */
static bool has_items(const struct substitution *s, const struct atom *atom) {
    if (atom->path->kind != EXPR_PARAMETER || atom->is_nested)
        return false;
    const char *type = s->call->arguments[atom->path->index].type;
    bool is_object = strpbrk(type, "*<[") || strncmp(type, "struct ", strlen("struct ")) == 0;
    return atom->kind == ATOM_SIZE ||
           (atom->kind == ATOM_VALUE && is_object && s->caller->program->functions[s->callee].is_stand_in);
}

static const struct poly *items_of(const struct substitution *s, uint32_t parameter) {
    const struct argument *argument = &s->call->arguments[parameter];
    const struct expr *end = parameter + 1 < s->call->argument_count ? argument[1].value : NULL;
    return bound_size(s->caller, argument->value, end, s->position);
}

static const struct poly *replace_atom(const struct atom *atom, void *context) {
    const struct substitution *s = context;
    struct atom_table *atoms = s->caller->atoms;
    if (!atom->path)
        return poly_atom(atoms, atom, false);
    const struct expr *argument = argument_of(s, atom->path);
    const struct expr *root = expr_root(atom->path);
    if (!argument) /* of no parameter, or of one that is not passed */
        return poly_atom(atoms, atom, root->kind != EXPR_PARAMETER || (uint32_t)root->value != s->callee);
    const struct expr *path = path_substitute(s->caller, atom->path, s->callee, s->call);
    if (!path)
        return poly_atom(atoms, atom, false);
    if (has_items(s, atom))
        return items_of(s, atom->path->index);
    if (atom->kind == ATOM_VALUE && atom->path->kind == EXPR_PARAMETER)
        return bound_count(atoms, bound_of(s->caller, argument, s->position));
    const struct poly *handed = s->facts ? handed_count(s->caller, s->facts, atom, path) : NULL;
    if (handed)
        return handed;
    bool is_nested = atom->is_nested || bound_is_per_element(s->caller, argument, s->position);
    if (path_is_replaced(s->caller, path, s->position)) /* `save(list); list->count = 0; save(list);` */
        path = path_opaque(s->caller, path);
    return poly_atom(atoms, atom_path(atoms, atom->kind, path, is_nested), expr_root(path)->kind != EXPR_OPAQUE);
}

const struct poly *costs_substitute(const struct scope *caller, uint32_t callee, const struct call *call,
                                    const struct poly *poly) {
    int64_t constant;
    if (poly_is_constant(poly, &constant))
        return poly;
    struct substitution substitution = {caller, call, scope_at_call(caller, call->index), callee, NULL};
    return poly_substitute(caller->atoms, poly, replace_atom, &substitution);
}

/* What a call passes to one of its targets: the same counts of that target are asked for again, and the same atoms. */
#define COUNTS_AT_CALL 8
struct arguments {
    struct substitution substitution;
    struct poly_replacement replacement;
    uint32_t count;
    const struct poly *counts[COUNTS_AT_CALL];
    const struct poly *replaced[COUNTS_AT_CALL];
};

static void begin_target(struct evaluation *evaluation, uint32_t target, const struct call *call) {
    const struct scope *scope = evaluation->scope;
    struct arguments *arguments = evaluation->arguments;
    if (!arguments)
        arguments = evaluation->arguments = ARENA_NEW(scope->scratch, struct arguments);
    arguments->substitution =
        (struct substitution){scope, call, scope_at_call(scope, call->index), target, evaluation->facts};
    arguments->replacement.replace = replace_atom;
    arguments->replacement.context = &arguments->substitution;
    arguments->replacement.count = arguments->count = 0;
}

const struct poly *evaluate_substitute(struct evaluation *evaluation, const struct poly *poly) {
    struct arguments *arguments = evaluation->arguments;
    int64_t constant;
    if (poly_is_constant(poly, &constant))
        return poly;
    for (uint32_t i = 0; i < arguments->count; i++)
        if (arguments->counts[i] == poly)
            return arguments->replaced[i];
    const struct poly *replaced = poly_replaced(evaluation->algebra.atoms, poly, &arguments->replacement);
    if (arguments->count < COUNTS_AT_CALL) {
        arguments->counts[arguments->count] = poly;
        arguments->replaced[arguments->count++] = replaced;
    }
    return replaced;
}

/* --- values ------------------------------------------------------------------------------------------------------ */

static const struct site_tree *site_of(const struct evaluation *evaluation, uint32_t call, const struct poly *trips) {
    struct site_count site = {call, poly_constant(evaluation->algebra.atoms, 1), trips};
    return site_tree_of(evaluation->algebra.scratch, site);
}

static const struct value *value_of_model(struct evaluation *evaluation, const struct model *model,
                                          const struct call *call) {
    struct value *value = ARENA_NEW(evaluation->algebra.scratch, struct value);
    switch (model->effect) {
    case EFFECT_ROUNDTRIP:
    case EFFECT_CONNECT:
        evaluate_roundtrip(evaluation, value, model, call);
        break;
    case EFFECT_SEND: /* where it is the library that calls back, the answer has come by then */
        if (later_is_completion(evaluation->costs->program, evaluation->scope->function))
            evaluate_roundtrip(evaluation, value, model, call);
        else
            evaluate_send(evaluation, value, model, call);
        break;
    case EFFECT_WAIT:
        evaluate_wait(evaluation, value, model, call);
        break;
    case EFFECT_LOCAL:
    case EFFECT_FETCH:
    case EFFECT_MODE:
        return &value_zero;
    }
    return value_is_free(value) ? &value_zero : value;
}

/* Nothing, but for the note that the call may lead back into the function; never exact. */
static const struct value *value_of_recursion(struct evaluation *evaluation, uint32_t target, uint32_t call) {
    struct value *value = ARENA_NEW(evaluation->algebra.scratch, struct value);
    struct site_count site = {SITE_BACK | call, poly_constant(evaluation->algebra.atoms, 1), NULL};
    value->is_inexact = true;
    if (!recursion_is_back(evaluation->scope->function, target, evaluation->task->view))
        return value;
    value->sites = site_tree_of(evaluation->algebra.scratch, site);
    vec_push(&evaluation->calls_back, (struct call_back){evaluation->scope->calls[call].region->call, evaluation->facts,
                                                         target == evaluation->scope->function});
    return value;
}

/* Each factor becomes a number for these arguments, or one of them 0. Asked of the factors, which the call's
 * replacement knows: few products are worth building. */
static bool is_number_here(struct evaluation *evaluation, const struct monomial *m) {
    bool is_number = true, is_zero = false;
    for (uint32_t i = 0; i < m->factor_count; i++) {
        int64_t count;
        const struct poly *by =
            poly_replaced_atom(evaluation->algebra.atoms, m->factors[i], &evaluation->arguments->replacement);
        bool is_constant = poly_is_constant(by, &count);
        is_number &= is_constant;
        is_zero |= is_constant && count == 0;
    }
    return is_number || is_zero;
}

/* The count is that of a loop of the callee which is told of, and is a small number for these arguments. `*is_many`: a
 * larger one, or not known. */
static const struct poly *few_turns(struct evaluation *evaluation, const struct poly *trips, uint32_t index,
                                    bool *is_many) {
    const struct monomial *m = &trips->items[index];
    int64_t count;
    if (m->is_open)
        return NULL;
    if (is_number_here(evaluation, m)) {
        const struct poly *item = poly_of_item(evaluation->algebra.atoms, trips, index);
        const struct poly *here = evaluate_substitute(evaluation, item);
        if (poly_is_constant(here, &count) && count <= NOTE_TRIPS)
            return here;
    }
    *is_many = true;
    return NULL;
}

struct arm_search {
    uint32_t call; /* number of its region */
    bool is_found;
};

static void search_arm(struct region *region, void *context) {
    struct arm_search *search = context;
    if (region->kind == REGION_BRANCH && region->branch.then_list && region->branch.else_list)
        search->is_found |= region_list_holds(region->branch.then_list, search->call) ||
                            region_list_holds(region->branch.else_list, search->call);
    for (uint32_t i = 0; region->kind == REGION_SWITCH && i < region->switch_.case_count; i++)
        search->is_found |= region_list_holds(region->switch_.cases[i].body, search->call);
}

/* Another arm runs instead: what is told of there and what is not are no sum, and a count does not say so. */
static bool is_one_of_arms(const struct scope *scope, const struct call *call) {
    struct arm_search search = {scope->calls[call->index].number, false};
    region_walk(scope->body->body, search_arm, &search);
    return search.is_found;
}

/* A loop of the callee that is told of makes few turns here: `find_all(&item, 1)`, where that loop takes a list in
 * batches. What it tells of is how many there are in one list; that there is a list for each item nobody has told yet,
 * and this call stands for it. In the caller's terms; NULL: there is no such loop. */
static const struct poly *asked_anew(struct evaluation *evaluation, const struct poly *trips, const struct call *call) {
    struct atom_table *atoms = evaluation->algebra.atoms;
    const struct poly *loops = NULL, *rest = NULL;
    bool is_many = false;
    for (uint32_t i = 0; trips && i < trips->count; i++) {
        const struct poly *few = few_turns(evaluation, trips, i, &is_many);
        if (few && trips->items[i].factor_count > 0)
            loops = poly_add(atoms, loops, few);
        else
            rest = poly_add(atoms, rest, few); /* the last turn, which is none of the whole ones */
    }
    if (!loops || is_one_of_arms(evaluation->scope, call))
        return NULL;
    return poly_reopened(atoms, is_many ? loops : poly_add(atoms, loops, rest));
}

/* None of the callee's calls costs anything for these arguments: where two ways through it join and each is paid under
 * a condition of its own, the sum has lost both, the calls have not. */
static bool pays_nowhere(struct evaluation *evaluation, uint32_t target, const struct call *call) {
    const struct function_cost_summary *summary = &evaluation->costs->functions[target];
    for (uint32_t i = 0; i < summary->site_count; i++)
        if (guards_at_call(evaluation, summary->guarded[i], target, call))
            return false;
    return summary->site_count > 0;
}

/* The callee's summary with this call's arguments in it. */
static const struct value *value_of_target(struct evaluation *evaluation, uint32_t target, const struct call *call,
                                           enum confidence confidence) {
    const struct costs *costs = evaluation->costs;
    const struct function_cost_summary *summary = &costs->functions[target];
    struct atom_table *atoms = evaluation->algebra.atoms;
    const struct value *recursive = value_of_recursion(evaluation, target, call->index);
    bool is_back = evaluation->task->is_second && summary->is_trial;
    if (target == evaluation->scope->function) /* what it multiplies is for the whole function to say */
        return recursive;
    if (!summary->is_done) /* a back edge of its component; or outside of the cone */
        return costs->program->functions[target].is_in_cone ? recursive : &value_zero;
    const struct value *callee = &summary->value;
    if (value_is_free(callee))
        return is_back || callee->is_inexact ? recursive : &value_zero;
    begin_target(evaluation, target, call);
    struct value *value = ARENA_NEW(evaluation->algebra.scratch, struct value);
    value->trips = guards_at_call(evaluation, callee->trips, target, call);
    if (value->trips && pays_nowhere(evaluation, target, call))
        value->trips = poly_excess(atoms, value->trips, poly_open(atoms, value->trips));
    const struct poly *anew = asked_anew(evaluation, value->trips, call);
    value->trips = evaluate_substitute(evaluation, value->trips);
    if (anew)
        value->trips = poly_add(atoms, poly_excess(atoms, value->trips, poly_closed(atoms, anew)), anew);
    anew = poly_through(atoms, anew, confidence);
    value->trips = poly_through(atoms, value->trips, confidence);
    likely_note_target(evaluation, target, call, anew, confidence, value);
    value->sends = guards_at_call(evaluation, callee->sends, target, call);
    value->sends = evaluate_substitute(evaluation, value->sends);
    value->sends = poly_through(atoms, value->sends, confidence);
    guards_of_sites_at_call(evaluation, target, call);
    value->is_inexact = is_back || callee->is_inexact;
    value->sites = site_of(evaluation, call->index, poly_open(atoms, value->trips));
    evaluate_peers(evaluation, value, callee, target, call, confidence);
    return recursive->sites ? value_sequence(&evaluation->algebra, recursive, value) : value;
}

/* --- calls ------------------------------------------------------------------------------------------------------- */

static void count_library(struct costs *costs, const struct model *model) {
    const char *name = intern(costs->program->interner, model->library);
    uint32_t known = map_get_or_put(&costs->library_index, map_key(name), costs->library_count);
    if (known == MAP_NONE) {
        known = costs->library_count++;
        costs->libraries = checked_realloc(costs->libraries, costs->library_count, sizeof *costs->libraries);
        costs->libraries[known] = (struct library_count){.library = name};
    }
    costs->libraries[known].call_count++;
}

static struct exits evaluate_targets(struct evaluation *evaluation, const struct call *call, struct callee callee) {
    const struct program *program = evaluation->costs->program;
    const struct value *value = callee.targets.count == 0 ? &value_zero : NULL;
    bool returns = callee.targets.count == 0;
    for (uint32_t i = 0; i < callee.targets.count; i++) {
        uint32_t target = callee.targets.functions[i];
        const struct value *one = value_of_target(evaluation, target, call, callee.targets.confidence);
        value = value_join_targets(&evaluation->algebra, value, one);
        returns |= !program->functions[target].never_returns;
    }
    bool is_sure = callee.targets.count <= 1 && callee.targets.confidence == CONFIDENCE_HIGH;
    if (!is_sure && !value_is_free(value)) /* it may run others, of which nothing is known */
        value = value_inexact(&evaluation->algebra, value);
    if (callee.entity != SYMBOL_NONE && (program->entities[callee.entity].flags & SYMBOL_NORETURN))
        returns = false;
    const struct value *awaited = evaluate_awaited(evaluation, call);
    value = awaited ? value_sequence(&evaluation->algebra, awaited, value) : value;
    const struct guard *rest =
        callee.targets.count == 1 && !value_is_free(value)
            ? rest_of_call(evaluation->costs, evaluation->scope, call, callee.targets.functions[0])
            : NULL;
    const struct guards *guards = guards_here(evaluation);
    guards = rest ? guards_with(evaluation->algebra.atoms, guards, rest) : guards;
    value = value_guarded(&evaluation->algebra, value, guards);
    const struct facts *facts = assume_called(&evaluation->assumptions, evaluation->facts, call);
    return exits_only(returns ? EXIT_NEXT : EXIT_NORETURN, value, facts);
}

void note_call(struct evaluation *evaluation, const struct call *call) {
    const struct scope *scope = evaluation->scope;
    struct callee callee = costs_callee(evaluation->costs->program, scope->function, call, scope->scratch);
    if (!evaluation->is_counted)
        return;
    if (callee.model && callee.model->effect != EFFECT_LOCAL)
        count_library(evaluation->costs, callee.model);
}

struct exits evaluate_call(struct evaluation *evaluation, const struct call *call) {
    struct callee callee =
        costs_callee(evaluation->costs->program, evaluation->scope->function, call, evaluation->algebra.scratch);
    note_call(evaluation, call);
    likely_begin_call(evaluation, call);
    if (callee.entity == SYMBOL_NONE && callee.targets.count == 0)
        return exits_next(&value_zero, assume_called(&evaluation->assumptions, evaluation->facts, call));
    if (!callee.model)
        return evaluate_targets(evaluation, call, callee);
    if (state_is_cancelled(evaluation->scope, call)) {
        evaluation->scope->is_dead[evaluation->scope->calls[call->index].number] = true;
        return exits_next(&value_zero, evaluation->facts);
    }
    const struct value *value = value_of_model(evaluation, callee.model, call);
    value = value_guarded(&evaluation->algebra, value, guards_here(evaluation));
    return exits_next(value, assume_called(&evaluation->assumptions, evaluation->facts, call));
}
