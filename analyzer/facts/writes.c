/* Sets of fields and globals that functions assign to. Tests: testdata/_cost/modes.region */
#include "facts/writes.h"

#include "base/error.h"
#include "facts/fresh.h"
#include "facts/names.h"
#include "facts/pointers.h"
#include "facts/switched.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Of one function, without what it calls. */
struct own_writes {
    VEC(uint32_t) entities;       /* fields and globals that are set, or whose address is given away */
    VEC(uint32_t) raised;         /* of those, what is set to other than 0, or whose address is given away */
    VEC(const char *) types;      /* of objects that are set as a whole, or given to what has no body */
    VEC(const char *) pointers;   /* types of those through which something is set */
    VEC(const char *) prototypes; /* of pointers that are called */
    VEC(const char *) passed;     /* of those, what is no field: a parameter may be anything */
    VEC(uint32_t) called;         /* entities that are called, or passed to a call that may run them; ascending */
};

struct write_table {
    struct program *program;
    struct own_writes **own;       /* by function; NULL: not read yet */
    uint32_t *seen_by;             /* the last search that has come by, by function */
    uint32_t searches;             /* numbered from 1 */
    struct map answers;            /* (function, path) -> 0 or 1 */
    struct map raises;             /* (function, entity) -> 0 or 1 */
    struct pointer_view *pointers; /* NULL: not asked for yet */
};

struct write_table *write_table_new(struct program *program) {
    struct write_table *table = checked_alloc(1, sizeof *table);
    *table = (struct write_table){.program = program};
    table->own = checked_alloc((uint64_t)program->function_count + 1, sizeof *table->own);
    memset(table->own, 0, program->function_count * sizeof *table->own);
    table->seen_by = checked_alloc((uint64_t)program->function_count + 1, sizeof *table->seen_by);
    memset(table->seen_by, 0, program->function_count * sizeof *table->seen_by);
    return table;
}

static void own_finish(struct own_writes *own) {
    vec_finish(&own->entities);
    vec_finish(&own->raised);
    vec_finish(&own->types);
    vec_finish(&own->pointers);
    vec_finish(&own->prototypes);
    vec_finish(&own->passed);
    vec_finish(&own->called);
}

void write_table_free(struct write_table *table) {
    if (!table)
        return;
    for (uint32_t i = 0; i < table->program->function_count; i++)
        if (table->own[i]) {
            own_finish(table->own[i]);
            free(table->own[i]);
        }
    free(table->seen_by);
    map_finish(&table->answers);
    map_finish(&table->raises);
    pointer_view_free(table->pointers);
    free(table->own);
    free(table);
}

/* --- what is written ---------------------------------------------------------------------------------------------- */

struct reading {
    const struct program *program;
    const bool *is_fresh; /* see facts/fresh.h; NULL: not looked for */
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

#define ADD_TEXT(all, text)                                                                                            \
    do {                                                                                                               \
        uint32_t at = 0;                                                                                               \
        while (at < (all)->count && strcmp((all)->items[at], text) != 0)                                               \
            at++;                                                                                                      \
        if (at == (all)->count)                                                                                        \
            vec_push(all, text);                                                                                       \
    } while (0)

static void add_type(struct own_writes *own, const char *type) {
    if (type && strncmp(type, "const ", 6) != 0 && strncmp(type, "char", 4) != 0)
        ADD_TEXT(&own->types, type);
}

static const char *type_of_variable(const struct function *body, const struct expr *expr) {
    if (expr->kind == EXPR_LOCAL && expr->index < body->local_count)
        return body->locals[expr->index].type;
    return expr->kind == EXPR_PARAMETER && expr->index < body->parameter_count ? body->parameters[expr->index].type
                                                                               : NULL;
}

/* Something is set through the pointer. */
static void add_pointer(const struct reading *reading, const struct expr *pointer) {
    const char *type = type_of_variable(reading->body, pointer);
    const struct unit *unit = &reading->program->units[reading->unit].summary.skeleton;
    add_type(reading->own, type);
    if (!type && (pointer->kind == EXPR_GLOBAL || pointer->kind == EXPR_FIELD))
        type = unit->symbols[pointer->index].type;
    if (type)
        ADD_TEXT(&reading->own->pointers, type);
}

/* What is set there was nobody's before. */
static bool is_fresh_object(const struct reading *reading, const struct expr *place) {
    while (place->kind == EXPR_FIELD)
        place = place->a;
    return reading->is_fresh && place->kind == EXPR_DEREF && place->a->kind == EXPR_LOCAL &&
           place->a->index < reading->body->local_count && reading->is_fresh[place->a->index];
}

static void read_place(const struct reading *reading, const struct expr *place) {
    if (place->kind == EXPR_FIELD && is_fresh_object(reading, place))
        return;
    if (place->kind == EXPR_FIELD || place->kind == EXPR_GLOBAL)
        add_entity(reading->own, reading->program->units[reading->unit].entities[place->index]);
    else if (place->kind == EXPR_DEREF)
        add_pointer(reading, place->a);
}

static const char *prototype_of(const struct program *program, uint32_t unit, const struct call *call) {
    bool is_direct = call->symbol != SYMBOL_NONE;
    return is_direct ? program->units[unit].summary.skeleton.symbols[call->symbol].type : call->pointee;
}

bool writes_has_body(const struct program *program, uint32_t unit, const struct call *call) {
    const struct entity *entity = call->symbol == SYMBOL_NONE ? NULL : program_entity(program, unit, call->symbol);
    return entity && !entity->model && entity->definition_count > 0;
}

bool writes_gives_address(const struct program *program, uint32_t unit, const struct call *call, uint32_t argument,
                          const struct expr *variable) {
    const struct expr *place = call->arguments[argument].value;
    const char *prototype = prototype_of(program, unit, call);
    if (place->kind != EXPR_ADDRESS || (prototype && name_is_read_only(prototype, argument)))
        return false;
    for (place = place->a; place->kind == EXPR_FIELD || place->kind == EXPR_ELEMENT;)
        place = place->a;
    return place->kind == variable->kind && place->index == variable->index;
}

static void read_raised(const struct reading *reading, const struct expr *place) {
    if (place->kind == EXPR_FIELD || place->kind == EXPR_GLOBAL)
        vec_push(&reading->own->raised, reading->program->units[reading->unit].entities[place->index]);
}

static void read_assign(const struct reading *reading, const struct assign *assign) {
    int64_t constant;
    read_place(reading, assign->target);
    bool is_zero =
        assign->op == OP_NONE && assign->value && expr_is_constant(assign->value, &constant) && constant == 0;
    if (!is_zero && !switched_gives_back(reading->body, assign))
        read_raised(reading, assign->target);
}

static bool is_in_field(const struct call *call) { return call->callee && call->callee->kind == EXPR_FIELD; }

static void read_call(const struct reading *reading, const struct call *call) {
    bool is_direct = call->symbol != SYMBOL_NONE;
    const struct entity *entity = is_direct ? program_entity(reading->program, reading->unit, call->symbol) : NULL;
    bool is_unknown = !entity || (!entity->model && entity->definition_count == 0);
    bool lets_go = entity && strcmp(entity->name, "free") == 0; /* nobody reads what was there */
    const char *prototype = prototype_of(reading->program, reading->unit, call);
    for (uint32_t i = 0; i < call->argument_count; i++) {
        const struct expr *value = call->arguments[i].value;
        if (prototype && name_is_read_only(prototype, i))
            continue;
        if (value->kind == EXPR_ADDRESS) {
            read_place(reading, value->a);
            read_raised(reading, value->a);
        }
        if (value->kind == EXPR_FUNCTION)
            vec_push(&reading->own->called, reading->program->units[reading->unit].entities[value->index]);
        if (is_unknown && !lets_go && value->kind != EXPR_CONSTANT && value->kind != EXPR_STRING)
            add_type(reading->own, call->arguments[i].type);
    }
    if (is_direct)
        vec_push(&reading->own->called, reading->program->units[reading->unit].entities[call->symbol]);
    if (is_unknown && call->receiver)
        add_type(reading->own, call->receiver_type);
    if (!is_direct)
        ADD_TEXT(&reading->own->prototypes, call->pointee ? call->pointee : "");
    if (!is_direct && !is_in_field(call))
        ADD_TEXT(&reading->own->passed, call->pointee ? call->pointee : "");
}

static void read_region(struct region *region, void *context) {
    const struct reading *reading = context;
    if (reading->is_dead && reading->is_dead[region->number]) /* only runs where something fails */
        return;
    if (region->kind == REGION_ASSIGN)
        read_assign(reading, &region->assign);
    else if (region->kind == REGION_CALL)
        read_call(reading, region->call);
}

static void keep_texts(const struct program *program, const char **texts, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        texts[i] = intern(program->interner, texts[i]);
}

static int compare_entities(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Not so a function whose address it only stores: what a pointer runs is asked of the pointer. */
static bool own_calls(const struct program *program, const struct own_writes *own, uint32_t function) {
    uint32_t entity = program->functions[function].entity;
    return own->called.count && bsearch(&entity, own->called.items, own->called.count, sizeof entity, compare_entities);
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
        struct reading reading = {.program = table->program,
                                  .is_fresh = fresh_locals(program_skeleton(table->program, function), body, &arena),
                                  .unit = unit,
                                  .body = body,
                                  .is_dead = costs->functions[function].is_dead,
                                  .own = own};
        region_walk(body->body, read_region, &reading);
    }
    if (own->called.count)
        qsort(own->called.items, own->called.count, sizeof *own->called.items, compare_entities);
    keep_texts(table->program, own->types.items, own->types.count);
    keep_texts(table->program, own->pointers.items, own->pointers.count);
    keep_texts(table->program, own->prototypes.items, own->prototypes.count);
    keep_texts(table->program, own->passed.items, own->passed.count);
    arena_finish(&arena);
    error_finish(&ignored);
    return own;
}

/* --- does that touch a path? -------------------------------------------------------------------------------------- */

bool writes_speaks_of(const char *type, const char *field) {
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
        if (path->kind == EXPR_FIELD && writes_speaks_of(type, program->entities[path->index].name))
            return true;
    return false;
}

static bool goes_through(const struct expr *path, enum expr_kind kind, uint32_t entity) {
    for (; path; path = path->a)
        if (path->kind == kind && path->index == entity)
            return true;
    return false;
}

static const struct pointer_view *pointers_of(struct write_table *table) {
    if (!table->pointers)
        table->pointers = pointer_view_new(table->program);
    return table->pointers;
}

static bool own_touches(struct write_table *table, const struct own_writes *own, const struct expr *path) {
    const struct program *program = table->program;
    for (uint32_t i = 0; path->kind == EXPR_GLOBAL && i < own->pointers.count; i++)
        if (pointer_view_may_lead_to(pointers_of(table), own->pointers.items[i], path->index))
            return true;
    for (uint32_t i = 0; i < own->entities.count; i++)
        if (goes_through(path, EXPR_FIELD, own->entities.items[i]) ||
            goes_through(path, EXPR_GLOBAL, own->entities.items[i]))
            return true;
    for (uint32_t i = 0; i < own->types.count; i++)
        if (type_holds(program, own->types.items[i], path))
            return true;
    return false;
}

bool writes_by_assign(const struct costs *costs, const struct scope *scope, const struct assign *assign,
                      const struct expr *path) {
    const struct program *program = scope->program;
    struct own_writes own = {0};
    struct reading reading = {
        .program = program, .unit = program->functions[scope->function].unit, .body = scope->body, .own = &own};
    const struct expr *target = assign->target, *root = expr_root(path);
    bool found;
    const uint32_t *entities = scope->program->units[scope->program->functions[scope->function].unit].entities;
    switch ((enum expr_kind)target->kind) {
    case EXPR_LOCAL:
    case EXPR_PARAMETER:
        return root->kind == target->kind && root->index == target->index;
    case EXPR_GLOBAL:
    case EXPR_FIELD:
        return goes_through(path, (enum expr_kind)target->kind, entities[target->index]);
    case EXPR_DEREF:
        add_pointer(&reading, target->a);
        found = own_touches(costs->writes, &own, path);
        own_finish(&own);
        return found;
    default:
        return false;
    }
}

/* --- calls ---------------------------------------------------------------------------------------------------------
 */

/* Functions that one search has come by, in that order. */
struct write_search {
    struct write_table *table;
    uint32_t number;
    VEC(uint32_t) open;
};

struct write_question {
    const struct expr *path;
    uint32_t raised; /* with no path: this entity */
};

static bool is_about_global(const struct program *program, const struct write_question *question) {
    return question->path ? expr_root(question->path)->kind == EXPR_GLOBAL
                          : program->entities[question->raised].kind == SYMBOL_VARIABLE;
}

static bool own_answers(struct write_table *table, const struct own_writes *own,
                        const struct write_question *question) {
    if (question->path)
        return own_touches(table, own, question->path);
    for (uint32_t i = 0; is_about_global(table->program, question) && i < own->pointers.count; i++)
        if (pointer_view_may_lead_to(pointers_of(table), own->pointers.items[i], question->raised))
            return true;
    for (uint32_t i = 0; i < own->raised.count; i++)
        if (own->raised.items[i] == question->raised)
            return true;
    return false;
}

static void come_by(struct write_search *search, uint32_t function) {
    if (search->table->seen_by[function] == search->number)
        return;
    search->table->seen_by[function] = search->number;
    vec_push(&search->open, function);
}

/* What a pointer of that prototype may run; false: nobody knows, and a global may be changed. */
static bool add_pointed(struct write_search *search, const char *prototype, const struct write_question *question) {
    uint32_t count;
    const uint32_t *functions = pointer_view_functions(pointers_of(search->table), prototype, &count);
    for (uint32_t i = 0; i < count; i++)
        come_by(search, functions[i]);
    return count > 0 || !is_about_global(search->table->program, question);
}

/* Nobody in the program has a function for the pointer. A field is then never set, unless it is by code that is not
 * here: that does not know what the program switches on. */
static bool may_be_anything(const struct own_writes *own, const char *prototype,
                            const struct write_question *question) {
    for (uint32_t i = 0; i < own->passed.count; i++)
        if (own->passed.items[i] == prototype)
            return true;
    return question->path != NULL;
}

static bool find_write(const struct costs *costs, uint32_t function, const struct write_question *question) {
    const struct program *program = costs->program;
    struct write_search search = {.table = costs->writes, .number = ++costs->writes->searches};
    bool found = false;
    come_by(&search, function);
    for (uint32_t i = 0; i < search.open.count && !found; i++) {
        uint32_t f = search.open.items[i];
        const struct own_writes *own = own_writes_of(costs, f);
        found = search.open.count > (question->path ? WRITES_FUNCTIONS : WRITES_RAISING) ||
                own_answers(costs->writes, own, question);
        for (uint32_t k = 0; k < own->prototypes.count && !found; k++)
            found = !add_pointed(&search, own->prototypes.items[k], question) &&
                    may_be_anything(own, own->prototypes.items[k], question);
        for (uint32_t k = program->callees.first[f]; k < program->callees.first[f + 1] && !found; k++)
            if (own_calls(program, own, program->callees.functions[k]))
                come_by(&search, program->callees.functions[k]);
    }
    vec_finish(&search.open);
    return found;
}

static bool function_raises(const struct costs *costs, uint32_t function, uint32_t entity) {
    struct write_table *table = costs->writes;
    uint64_t key = map_key_pair(function, entity);
    uint32_t known = map_get(&table->raises, key);
    if (known == MAP_NONE) {
        known = find_write(costs, function, &(struct write_question){NULL, entity});
        map_put(&table->raises, key, known);
    }
    return known != 0;
}

static bool function_writes(const struct costs *costs, uint32_t function, const struct atom *path) {
    struct write_table *table = costs->writes;
    uint64_t key = map_key_pair(function, path->id);
    uint32_t known = map_get(&table->answers, key);
    if (known == MAP_NONE) {
        known = find_write(costs, function, &(struct write_question){path->path, 0});
        map_put(&table->answers, key, known);
    }
    return known != 0;
}

/* Of all that a pointer of that prototype may run. */
static bool pointed_writes(const struct costs *costs, const char *prototype, const struct atom *path) {
    uint32_t count;
    const uint32_t *functions = pointer_view_functions(pointers_of(costs->writes), prototype, &count);
    for (uint32_t i = 0; i < count; i++)
        if (function_writes(costs, functions[i], path))
            return true;
    return count == 0 && expr_root(path->path)->kind == EXPR_GLOBAL;
}

/* Without a body to look into, the call is given the address of the variable that the path begins with. */
static bool is_given_away(const struct reading *reading, const struct call *call, const struct expr *path) {
    const struct expr *root = expr_root(path);
    if ((root->kind != EXPR_LOCAL && root->kind != EXPR_PARAMETER) ||
        writes_has_body(reading->program, reading->unit, call))
        return false;
    for (uint32_t i = 0; i < call->argument_count; i++)
        if (writes_gives_address(reading->program, reading->unit, call, i, root))
            return true;
    return false;
}

bool writes_by_call(const struct costs *costs, const struct scope *scope, const struct call *call,
                    const struct atom *path) {
    const struct program *program = scope->program;
    struct own_writes own = {0};
    struct reading reading = {
        .program = program, .unit = program->functions[scope->function].unit, .body = scope->body, .own = &own};
    read_call(&reading, call);
    bool found = own_touches(costs->writes, &own, path->path) || is_given_away(&reading, call, path->path);
    own_finish(&own);
    if (found)
        return true;
    if (call->symbol == SYMBOL_NONE)
        return pointed_writes(costs, call->pointee ? call->pointee : "", path);
    struct callee callee = costs_callee(program, scope->function, call, scope->scratch);
    for (uint32_t i = 0; i < callee.targets.count && !found; i++)
        found = function_writes(costs, callee.targets.functions[i], path);
    return found;
}

static bool may_change(const struct scope *scope, const struct call *call, const struct expr *path,
                       const void *context) {
    return writes_by_call(context, scope, call, atom_path(scope->atoms, ATOM_VALUE, path, false));
}

void writes_watch(const struct costs *costs, struct scope *scope) {
    scope->may_change = may_change;
    scope->change_context = costs;
}

/* Of all that a pointer of that prototype may run. */
static bool pointed_raises(const struct costs *costs, const struct call *call, uint32_t entity) {
    uint32_t count;
    const char *prototype = call->pointee ? call->pointee : "";
    const uint32_t *functions = pointer_view_functions(pointers_of(costs->writes), prototype, &count);
    for (uint32_t i = 0; i < count; i++)
        if (function_raises(costs, functions[i], entity))
            return true;
    return count == 0 && !is_in_field(call) && is_about_global(costs->program, &(struct write_question){NULL, entity});
}

bool writes_raise(const struct costs *costs, const struct scope *scope, const struct call *call, uint32_t entity) {
    struct own_writes own = {0};
    struct reading reading = {.program = scope->program,
                              .unit = scope->program->functions[scope->function].unit,
                              .body = scope->body,
                              .own = &own};
    read_call(&reading, call);
    bool found = own_answers(costs->writes, &own, &(struct write_question){NULL, entity});
    own_finish(&own);
    if (!found && call->symbol == SYMBOL_NONE)
        return pointed_raises(costs, call, entity);
    struct callee callee = costs_callee(scope->program, scope->function, call, scope->scratch);
    for (uint32_t i = 0; i < callee.targets.count && !found; i++)
        found = function_raises(costs, callee.targets.functions[i], entity);
    return found;
}
