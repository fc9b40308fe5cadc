/* Bulk calls before loops. Tests: testdata/call-in-loop, tests/unit/cost/test_prefetch.c */
#include "cost/prefetch.h"

#include "cost/prefetch_guard.h"
#include "cost/prefetch_items.h"
#include "cost/prefetch_leaf.h"
#include "turns/bound.h"
#include "turns/path.h"
#include "turns/turns.h"

#include <string.h>

/* --- bulk forms -------------------------------------------------------------------------------------------------- */

struct prefetch_table {
    struct program *program;
    const bool *is_bulk;          /* [entity_count] */
    const bool *is_own_bulk;      /* of itself: cost/prefetch_items.h   [entity_count] */
    const struct model **reached; /* the bulk form that a function calls itself, or NULL   [function_count] */
};

static const struct model *bulk_called_by(const struct prefetch_table *table, uint32_t function) {
    const struct program *program = table->program;
    const struct function_entry *entry = program_entry(program, function);
    const uint32_t *entities = program->units[program->functions[function].unit].entities;
    for (uint32_t i = 0; i < entry->callee_count; i++) {
        uint32_t entity = entities[entry->callees[i]];
        if (table->is_bulk[entity] || (table->is_own_bulk[entity] && prefetch_asks_for_many(program, function, entity)))
            return program->entities[entity].model;
    }
    return NULL;
}

/* Those that say so, and those that others name as theirs. What only sends fetches nothing. */
static const bool *find_bulk_forms(struct program *program, bool *has_any) {
    bool *is_bulk = ARENA_ARRAY(program->arena, bool, program->entity_count);
    struct map names = {0};
    for (uint32_t i = 0; i < program->entity_count; i++) {
        const struct model *model = program->entities[i].model;
        if (model && model->bulk)
            map_put(&names, map_key(intern(program->interner, model->bulk)), 1);
    }
    for (uint32_t i = 0; i < program->entity_count; i++) {
        const struct entity *entity = &program->entities[i];
        bool waits = entity->model && entity->model->effect == EFFECT_ROUNDTRIP;
        is_bulk[i] = waits && (entity->model->is_bulk ||
                               map_get(&names, map_key(intern(program->interner, entity->name))) != MAP_NONE);
        *has_any |= is_bulk[i];
    }
    map_finish(&names);
    return is_bulk;
}

struct prefetch_table *prefetch_table_new(struct program *program) {
    bool has_any = false;
    const bool *is_bulk = find_bulk_forms(program, &has_any);
    const bool *is_own_bulk = prefetch_bulk_of_itself(program, &has_any);
    if (!has_any)
        return NULL;
    struct prefetch_table *table = ARENA_NEW(program->arena, struct prefetch_table);
    *table = (struct prefetch_table){program, is_bulk, is_own_bulk, NULL};
    table->reached = ARENA_ARRAY(program->arena, const struct model *, program->function_count);
    for (uint32_t f = 0; f < program->function_count; f++)
        table->reached[f] = bulk_called_by(table, f);
    return table;
}

static const struct model *bulk_below(const struct prefetch_table *table, uint32_t function, uint32_t levels) {
    const struct call_edges *callees = &table->program->callees;
    const struct model *model = table->reached[function];
    for (uint32_t i = callees->first[function]; !model && levels > 1 && i < callees->first[function + 1]; i++)
        model = bulk_below(table, callees->functions[i], levels - 1);
    return model;
}

/* The bulk form that the call is or reaches, or NULL. */
static const struct model *bulk_of_call(const struct prefetch_table *table, const struct scope *scope,
                                        const struct call *call) {
    struct callee callee = costs_callee(table->program, scope->function, call, scope->scratch);
    if (callee.entity == SYMBOL_NONE)
        return NULL;
    if (callee.model) {
        bool is_many = table->is_own_bulk[callee.entity] && prefetch_items_of(call) == ITEMS_MANY;
        return table->is_bulk[callee.entity] || is_many ? callee.model : NULL;
    }
    return callee.targets.count == 1 ? bulk_below(table, callee.targets.functions[0], PREFETCH_LEVELS) : NULL;
}

/* --- the same collection ----------------------------------------------------------------------------------------- */

struct part_search {
    const struct expr *whole;
    bool is_found;
};

/* The atom is the number, or the length, of something in `whole`. */
static void find_part(const struct atom *atom, void *context) {
    struct part_search *search = context;
    const struct expr *whole = search->whole;
    while (whole->kind == EXPR_ADDRESS || whole->kind == EXPR_DEREF)
        whole = whole->a;
    for (const struct expr *part = atom->path; part; part = part->a) {
        search->is_found |= expr_is_equal(whole, part);
        if (part->kind != EXPR_FIELD && part->kind != EXPR_DEREF && part->kind != EXPR_ADDRESS)
            break;
    }
}

static bool is_passed_collection(const struct scope *scope, const struct call *bulk, const struct poly *turns) {
    for (uint32_t i = 0; i < bulk->argument_count; i++) {
        const struct expr *value = bulk->arguments[i].value;
        if (!path_can_be(value) || expr_root(value)->kind == EXPR_CONSTANT)
            continue;
        struct part_search search = {path_of(scope, value, scope_at_call(scope, bulk->index)), false};
        poly_visit_atoms(turns, find_part, &search);
        if (search.is_found)
            return true;
    }
    return false;
}

static bool is_rooted_in_argument(const struct expr *path, const struct call *bulk) {
    const struct expr *root = path ? expr_root(path) : NULL;
    bool is_variable = root && (root->kind == EXPR_LOCAL || root->kind == EXPR_PARAMETER || root->kind == EXPR_GLOBAL);
    for (uint32_t i = 0; is_variable && i < bulk->argument_count; i++)
        if (expr_is_equal(expr_root(bulk->arguments[i].value), root))
            return true;
    return false;
}

/* The loop adds to what is passed to the bulk call. */
static bool collects_for(const struct scope *scope, uint32_t loop, const struct call *bulk) {
    for (uint32_t i = 0; i < scope->assignment_count; i++)
        if (scope_is_inside(scope, scope->assignments[i].number, loop) &&
            is_rooted_in_argument(scope->assignments[i].assign->target, bulk))
            return true;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        if (!scope->calls[i].region || !scope_is_inside(scope, scope->calls[i].number, loop))
            continue;
        const struct call *call = scope->calls[i].region->call;
        for (uint32_t k = 0; k < call->argument_count; k++)
            if (is_rooted_in_argument(call->arguments[k].value, bulk))
                return true;
    }
    return false;
}

static bool is_collected_before(const struct scope *scope, const struct call *bulk, const struct poly *turns) {
    uint32_t number = scope->calls[bulk->index].number;
    for (uint32_t i = 0; i < scope->body->loop_count; i++) {
        if (!scope->loops[i].region || scope->loops[i].end >= number || !collects_for(scope, i, bulk))
            continue;
        struct turns earlier = turns_of(scope, i);
        if (earlier.is_named && poly_is_equal(poly_inexact(scope->atoms, earlier.count), turns))
            return true;
    }
    return false;
}

static bool is_same_collection(const struct scope *scope, const struct call *bulk, uint32_t loop) {
    struct turns turns = turns_of(scope, loop);
    int64_t number;
    return turns.is_named && !poly_is_constant(turns.count, &number) &&
           (is_passed_collection(scope, bulk, turns.count) ||
            is_collected_before(scope, bulk, poly_inexact(scope->atoms, turns.count)));
}

/* --- bulk forms and what the loop reaches ------------------------------------------------------------------------- */

static bool serves(const struct model *bulk, const struct prefetch_leaf *leaf) {
    const struct model *model = leaf->model;
    if (!model || strcmp(model->peer, bulk->peer) != 0)
        return false;
    if (model == bulk)
        return leaf->is_one && leaf->is_guarded;
    return !model->is_bulk && ((model->bulk && strcmp(model->bulk, bulk->name) == 0) || leaf->is_guarded);
}

/* --- callers ------------------------------------------------------------------------------------------------------ */

struct first_parameter {
    uint32_t index; /* PARAMETER_NONE: the count is rooted in none */
};

#define PARAMETER_NONE UINT32_MAX

static void find_parameter(const struct atom *atom, void *context) {
    struct first_parameter *first = context;
    const struct expr *root = atom->path ? expr_root(atom->path) : NULL;
    if (root && root->kind == EXPR_PARAMETER && root == atom->path && first->index == PARAMETER_NONE)
        first->index = root->index;
}

struct asking_callers {
    struct costs *costs;
    uint32_t function;  /* that is called */
    uint32_t parameter; /* that counts its turns */
    const struct prefetch_leaf *leaf;
    const struct region *bulk; /* out: the first that is found */
    uint32_t bulk_function;
};

static bool mentions_parameter(const struct expr *expr, uint32_t parameter) {
    return expr &&
           ((expr->kind == EXPR_PARAMETER && expr->index == parameter) || mentions_parameter(expr->a, parameter) ||
            mentions_parameter(expr->b, parameter) || mentions_parameter(expr->c, parameter));
}

static bool is_call_of(const struct scope *scope, const struct region *region, uint32_t function) {
    struct callee callee = costs_callee(scope->program, scope->function, region->call, scope->scratch);
    for (uint32_t i = 0; !callee.model && i < callee.targets.count; i++)
        if (callee.targets.functions[i] == function)
            return true;
    return false;
}

/* Before `to`, something fetches many of what that is passed. */
static bool fetches_before(struct asking_callers *asking, const struct scope *scope, const struct region *to) {
    const struct prefetch_table *table = asking->costs->prefetches;
    if (asking->parameter >= to->call->argument_count)
        return false;
    const struct poly *turns = bound_count(scope->atoms, bound_of(scope, to->call->arguments[asking->parameter].value,
                                                                  scope_at_call(scope, to->call->index)));
    for (uint32_t i = 0; i < to->call->index; i++) {
        const struct region *region = scope->calls[i].region;
        const struct model *bulk = region ? bulk_of_call(table, scope, region->call) : NULL;
        if (!bulk || !serves(bulk, asking->leaf) || !is_passed_collection(scope, region->call, turns) ||
            prefetch_is_other_way(scope->body->body, region, to))
            continue;
        if (!asking->bulk) {
            asking->bulk = region;
            asking->bulk_function = scope->function;
        }
        return true;
    }
    return false;
}

/* All calls in the scope, and there is one; those of the function itself pass its own collection on, or a part of it.
 */
static bool all_fetch_before(struct asking_callers *asking, const struct scope *scope) {
    bool is_own = scope->function == asking->function, has_any = is_own;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct region *region = scope->calls[i].region;
        if (!region || !is_call_of(scope, region, asking->function))
            continue;
        has_any = true;
        bool is_passed_on = is_own && asking->parameter < region->call->argument_count &&
                            mentions_parameter(region->call->arguments[asking->parameter].value, asking->parameter);
        if (!is_passed_on && !fetches_before(asking, scope, region))
            return false;
    }
    return has_any;
}

static bool caller_fetches_before(struct asking_callers *asking, const struct scope *scope, uint32_t caller) {
    struct program *program = asking->costs->program;
    struct error ignored = {0};
    const struct function *body = program_body(program, caller, &ignored);
    if (!body)
        return false;
    struct scope own;
    scope_init(&own, program, scope->atoms, scope->scratch, caller, body);
    return all_fetch_before(asking, &own);
}

/* The caller itself apart, and tests. */
static bool is_caller(const struct program *program, uint32_t caller, uint32_t function) {
    return caller != function && !program->functions[caller].is_test;
}

/* All of them lead to a bulk form, and there is one: else nothing more need be looked at. */
static bool callers_may_fetch(const struct prefetch_table *table, uint32_t function) {
    const struct program *program = table->program;
    bool has_any = false;
    for (uint32_t i = program->callers.first[function]; i < program->callers.first[function + 1]; i++) {
        if (!is_caller(program, program->callers.functions[i], function))
            continue;
        has_any = true;
        if (!bulk_below(table, program->callers.functions[i], PREFETCH_LEVELS + 1))
            return false;
    }
    return has_any;
}

/* `i < n` */
static uint32_t parameter_of_condition(const struct scope *scope, const struct expr *condition) {
    if (!condition || condition->kind != EXPR_BINARY)
        return PARAMETER_NONE;
    if (condition->op == OP_AND) {
        uint32_t first = parameter_of_condition(scope, condition->a);
        return first != PARAMETER_NONE ? first : parameter_of_condition(scope, condition->b);
    }
    bool is_end = condition->op == OP_LESS && condition->b->kind == EXPR_PARAMETER &&
                  !scope_next(scope, condition->b, NULL) && !scope_is_shared(scope, condition->b);
    return is_end ? condition->b->index : PARAMETER_NONE;
}

/* What ends the loop, though something else may end it before. */
static uint32_t parameter_of_turns(const struct scope *scope, uint32_t loop) {
    struct first_parameter first = {parameter_of_condition(scope, scope->loops[loop].region->loop->condition)};
    struct turns turns = turns_of(scope, loop);
    if (turns.is_named && first.index == PARAMETER_NONE)
        poly_visit_atoms(turns.count, find_parameter, &first);
    return first.index;
}

/* Whoever calls the function has fetched ahead what it walks over. */
static const struct region *fetched_by_callers(struct costs *costs, const struct scope *scope, uint32_t loop,
                                               const struct call *call, uint32_t *function) {
    const struct program *program = costs->program;
    const struct program_function *own = &program->functions[scope->function];
    if (own->entity == SYMBOL_NONE || (program->entities[own->entity].flags & SYMBOL_ADDRESS_TAKEN) ||
        !callers_may_fetch(costs->prefetches, scope->function))
        return NULL;
    struct prefetch_leaf leaf = prefetch_leaf_of(costs, scope, call);
    struct asking_callers asking = {costs, scope->function, parameter_of_turns(scope, loop), &leaf, NULL, 0};
    if (!leaf.model || asking.parameter == PARAMETER_NONE)
        return NULL;
    for (uint32_t i = program->callers.first[scope->function]; i < program->callers.first[scope->function + 1]; i++) {
        uint32_t caller = program->callers.functions[i];
        if (is_caller(program, caller, scope->function) && !caller_fetches_before(&asking, scope, caller))
            return NULL;
    }
    if (!asking.bulk || !all_fetch_before(&asking, scope))
        return NULL;
    *function = asking.bulk_function;
    return asking.bulk;
}

/* --- loops -------------------------------------------------------------------------------------------------------- */

const struct region *prefetch_before(struct costs *costs, const struct scope *scope, uint32_t loop,
                                     const struct call *call, uint32_t *function) {
    const struct prefetch_table *table = costs->prefetches;
    const struct region *loop_region = scope->loops[loop].region;
    struct prefetch_leaf leaf = {0};
    *function = scope->function;
    for (uint32_t i = 0; table && i < scope->body->call_count; i++) {
        const struct region *region = scope->calls[i].region;
        if (!region || scope->calls[i].number > scope->loops[loop].begin)
            continue;
        const struct model *bulk = bulk_of_call(table, scope, region->call);
        if (bulk && !leaf.model)
            leaf = prefetch_leaf_of(costs, scope, call);
        if (bulk && serves(bulk, &leaf) && is_same_collection(scope, region->call, loop) &&
            !prefetch_is_other_way(scope->body->body, region, loop_region))
            return region;
    }
    return table ? fetched_by_callers(costs, scope, loop, call, function) : NULL;
}
