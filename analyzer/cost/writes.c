/* Sets of fields and globals that functions assign to. Tests: testdata/_cost/modes.region */
#include "cost/writes.h"

#include "base/error.h"
#include "cost/flow_names.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Of one function, without what it calls. */
struct own_writes {
    VEC(uint32_t) entities;  /* fields and globals that are set, or whose address is given away */
    VEC(const char *) types; /* of objects that are set as a whole, or given to what has no body */
};

struct write_table {
    struct program *program;
    struct own_writes **own; /* by function; NULL: not read yet */
    struct map answers;      /* (function, path) -> 0 or 1 */
};

struct write_table *write_table_new(struct program *program) {
    struct write_table *table = checked_alloc(1, sizeof *table);
    *table = (struct write_table){.program = program};
    table->own = checked_alloc((uint64_t)program->function_count + 1, sizeof *table->own);
    memset(table->own, 0, program->function_count * sizeof *table->own);
    return table;
}

static void own_finish(struct own_writes *own) {
    vec_finish(&own->entities);
    vec_finish(&own->types);
}

void write_table_free(struct write_table *table) {
    if (!table)
        return;
    for (uint32_t i = 0; i < table->program->function_count; i++)
        if (table->own[i]) {
            own_finish(table->own[i]);
            free(table->own[i]);
        }
    map_finish(&table->answers);
    free(table->own);
    free(table);
}

/* --- what is written ---------------------------------------------------------------------------------------------- */

struct reading {
    const struct program *program;
    uint32_t unit;
    const struct function *body;
    const bool *is_dead; /* see struct scope; NULL: not known */
    struct own_writes *own;
};

static void add_entity(struct own_writes *own, uint32_t entity) {
    for (uint32_t i = 0; i < own->entities.count; i++)
        if (own->entities.items[i] == entity)
            return;
    vec_push(&own->entities, entity);
}

static void add_type(struct own_writes *own, const char *type) {
    if (!type || strncmp(type, "const ", 6) == 0 || strncmp(type, "char", 4) == 0)
        return;
    for (uint32_t i = 0; i < own->types.count; i++)
        if (strcmp(own->types.items[i], type) == 0)
            return;
    vec_push(&own->types, type);
}

static const char *type_of_variable(const struct function *body, const struct expr *expr) {
    if (expr->kind == EXPR_LOCAL && expr->index < body->local_count)
        return body->locals[expr->index].type;
    return expr->kind == EXPR_PARAMETER && expr->index < body->parameter_count ? body->parameters[expr->index].type
                                                                               : NULL;
}

static void read_place(const struct reading *reading, const struct expr *place) {
    if (place->kind == EXPR_FIELD || place->kind == EXPR_GLOBAL)
        add_entity(reading->own, reading->program->units[reading->unit].entities[place->index]);
    else if (place->kind == EXPR_DEREF)
        add_type(reading->own, type_of_variable(reading->body, place->a));
}

static void read_call(const struct reading *reading, const struct call *call) {
    bool is_direct = call->symbol != SYMBOL_NONE;
    const struct entity *entity = is_direct ? program_entity(reading->program, reading->unit, call->symbol) : NULL;
    bool is_unknown = !entity || (!entity->model && entity->definition_count == 0);
    const struct unit *unit = &reading->program->units[reading->unit].summary.skeleton;
    const char *prototype = is_direct ? unit->symbols[call->symbol].type : call->pointee;
    for (uint32_t i = 0; i < call->argument_count; i++) {
        const struct expr *value = call->arguments[i].value;
        if (prototype && flow_is_read_only(prototype, i))
            continue;
        if (value->kind == EXPR_ADDRESS)
            read_place(reading, value->a);
        if (is_unknown && value->kind != EXPR_CONSTANT && value->kind != EXPR_STRING)
            add_type(reading->own, call->arguments[i].type);
    }
    if (is_unknown && call->receiver)
        add_type(reading->own, call->receiver_type);
}

static void read_region(struct region *region, void *context) {
    const struct reading *reading = context;
    if (reading->is_dead && reading->is_dead[region->number]) /* only runs where something fails */
        return;
    if (region->kind == REGION_ASSIGN)
        read_place(reading, region->assign.target);
    else if (region->kind == REGION_CALL)
        read_call(reading, region->call);
}

static const struct own_writes *own_writes_of(const struct costs *costs, uint32_t function) {
    struct write_table *table = costs->writes;
    if (table->own[function])
        return table->own[function];
    struct own_writes *own = checked_alloc(1, sizeof *own);
    *own = (struct own_writes){0};
    table->own[function] = own;
    struct error ignored = {0};
    struct arena arena;
    arena_init(&arena);
    const struct function *body = program_peek_body(table->program, function, &arena, &ignored);
    if (body) {
        uint32_t unit = table->program->functions[function].unit;
        struct reading reading = {table->program, unit, body, costs->functions[function].is_dead, own};
        region_walk(body->body, read_region, &reading);
    }
    for (uint32_t i = 0; i < own->types.count; i++)
        own->types.items[i] = intern(table->program->interner, own->types.items[i]);
    arena_finish(&arena);
    error_finish(&ignored);
    return own;
}

/* --- does that touch a path? -------------------------------------------------------------------------------------- */

/* `struct ah *` speaks of the record of `ah::mode`. */
static bool speaks_of(const char *type, const char *field) {
    const char *end = strrchr(field, ':');
    if (!type || !end || end == field)
        return false;
    size_t length = (size_t)(end - 1 - field);
    for (const char *at = type; *at; at++) {
        bool is_start = at == type || !(isalnum((unsigned char)at[-1]) || at[-1] == '_' || at[-1] == ':');
        if (is_start && strncmp(at, field, length) == 0 && !isalnum((unsigned char)at[length]) && at[length] != '_')
            return true;
    }
    return false;
}

static bool type_holds(const struct program *program, const char *type, const struct expr *path) {
    for (; path; path = path->a)
        if (path->kind == EXPR_FIELD && speaks_of(type, program->entities[path->index].name))
            return true;
    return false;
}

static bool goes_through(const struct expr *path, enum expr_kind kind, uint32_t entity) {
    for (; path; path = path->a)
        if (path->kind == kind && path->index == entity)
            return true;
    return false;
}

static bool own_touches(const struct program *program, const struct own_writes *own, const struct expr *path) {
    for (uint32_t i = 0; i < own->entities.count; i++)
        if (goes_through(path, EXPR_FIELD, own->entities.items[i]) ||
            goes_through(path, EXPR_GLOBAL, own->entities.items[i]))
            return true;
    for (uint32_t i = 0; i < own->types.count; i++)
        if (type_holds(program, own->types.items[i], path))
            return true;
    return false;
}

bool writes_by_assign(const struct scope *scope, const struct assign *assign, const struct expr *path) {
    const struct expr *target = assign->target, *root = expr_root(path);
    const uint32_t *entities = scope->program->units[scope->program->functions[scope->function].unit].entities;
    switch ((enum expr_kind)target->kind) {
    case EXPR_LOCAL:
    case EXPR_PARAMETER:
        return root->kind == target->kind && root->index == target->index;
    case EXPR_GLOBAL:
    case EXPR_FIELD:
        return goes_through(path, (enum expr_kind)target->kind, entities[target->index]);
    case EXPR_DEREF:
        return type_holds(scope->program, type_of_variable(scope->body, target->a), path);
    default:
        return false;
    }
}

/* --- calls ---------------------------------------------------------------------------------------------------------
 */

static bool find_write(const struct costs *costs, uint32_t function, const struct expr *path) {
    const struct program *program = costs->program;
    struct map seen = {0};
    VEC(uint32_t) open = {0};
    bool found = false;
    vec_push(&open, function);
    map_put(&seen, function, 1);
    for (uint32_t i = 0; i < open.count && !found; i++) {
        uint32_t f = open.items[i];
        found = open.count > WRITES_FUNCTIONS || own_touches(program, own_writes_of(costs, f), path);
        for (uint32_t k = program->callees.first[f]; k < program->callees.first[f + 1] && !found; k++)
            if (map_get_or_put(&seen, program->callees.functions[k], 1) == MAP_NONE)
                vec_push(&open, program->callees.functions[k]);
    }
    map_finish(&seen);
    vec_finish(&open);
    return found;
}

static bool function_writes(const struct costs *costs, uint32_t function, const struct atom *path) {
    struct write_table *table = costs->writes;
    uint64_t key = map_key_pair(function, path->id);
    uint32_t known = map_get(&table->answers, key);
    if (known == MAP_NONE) {
        known = find_write(costs, function, path->path);
        map_put(&table->answers, key, known);
    }
    return known != 0;
}

bool writes_by_call(const struct costs *costs, const struct scope *scope, const struct call *call,
                    const struct atom *path) {
    const struct program *program = scope->program;
    struct own_writes own = {0};
    struct reading reading = {program, program->functions[scope->function].unit, scope->body, NULL, &own};
    read_call(&reading, call);
    bool found = own_touches(program, &own, path->path);
    own_finish(&own);
    if (found)
        return true;
    struct callee callee = costs_callee(program, scope->function, call, scope->scratch);
    for (uint32_t i = 0; i < callee.targets.count && !found; i++)
        found = function_writes(costs, callee.targets.functions[i], path);
    return found;
}
