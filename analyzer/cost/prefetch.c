/* Bulk calls before loops. Tests: testdata/call-in-loop, tests/unit/cost/test_prefetch.c */
#include "cost/prefetch.h"

#include "cost/prefetch_guard.h"
#include "turns/path.h"
#include "turns/turns.h"

#include <string.h>

/* --- bulk forms -------------------------------------------------------------------------------------------------- */

struct prefetch_table {
    struct program *program;
    const bool *is_bulk;          /* [entity_count] */
    const struct model **reached; /* the bulk form that a function calls itself, or NULL   [function_count] */
};

static const struct model *bulk_called_by(const struct prefetch_table *table, uint32_t function) {
    const struct program *program = table->program;
    const struct function_entry *entry = program_entry(program, function);
    const uint32_t *entities = program->units[program->functions[function].unit].entities;
    for (uint32_t i = 0; i < entry->callee_count; i++)
        if (table->is_bulk[entities[entry->callees[i]]])
            return program->entities[entities[entry->callees[i]]].model;
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
    if (!has_any)
        return NULL;
    struct prefetch_table *table = ARENA_NEW(program->arena, struct prefetch_table);
    *table = (struct prefetch_table){program, is_bulk, NULL};
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
    if (callee.model)
        return table->is_bulk[callee.entity] ? callee.model : NULL;
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

/* --- what the loop reaches --------------------------------------------------------------------------------------- */

/* One call further down the path to the library; the model at its end. */
static const struct model *leaf_of(struct costs *costs, const struct scope *scope, const struct call *call,
                                   bool *is_guarded) {
    const struct program *program = costs->program;
    const struct function *body = scope->body;
    uint32_t function = scope->function;
    *is_guarded = false;
    for (;;) {
        *is_guarded |= prefetch_is_guarded(body, call, function != scope->function);
        struct callee callee = costs_callee(program, function, call, scope->scratch);
        if (callee.model)
            return callee.model;
        const struct function_cost_summary *summary = NULL;
        for (uint32_t i = 0; i < callee.targets.count && !summary; i++) {
            function = callee.targets.functions[i];
            if (costs->functions[function].is_done && costs->functions[function].path_call != CALL_NONE)
                summary = &costs->functions[function];
        }
        if (!summary || !summary->calls || !program->bodies[function])
            return NULL;
        body = program->bodies[function];
        call = summary->calls[summary->path_call]->call;
    }
}

static bool serves(const struct model *bulk, const struct model *leaf, bool is_guarded) {
    if (!leaf || leaf == bulk || leaf->is_bulk || strcmp(leaf->peer, bulk->peer) != 0)
        return false;
    return (leaf->bulk && strcmp(leaf->bulk, bulk->name) == 0) || is_guarded;
}

const struct region *prefetch_before(struct costs *costs, const struct scope *scope, uint32_t loop,
                                     const struct call *call) {
    const struct prefetch_table *table = costs->prefetches;
    const struct region *loop_region = scope->loops[loop].region;
    const struct model *leaf = NULL;
    bool is_guarded = false;
    for (uint32_t i = 0; table && i < scope->body->call_count; i++) {
        const struct region *region = scope->calls[i].region;
        if (!region || scope->calls[i].number > scope->loops[loop].begin)
            continue;
        const struct model *bulk = bulk_of_call(table, scope, region->call);
        if (bulk && !leaf)
            leaf = leaf_of(costs, scope, call, &is_guarded);
        if (bulk && serves(bulk, leaf, is_guarded) && is_same_collection(scope, region->call, loop) &&
            !prefetch_is_other_way(scope->body->body, region, loop_region))
            return region;
    }
    return NULL;
}
