/* Reads what functions set. Tests: testdata/_cost/modes.region, testdata/call-in-loop/bad_requeued.c */
#include "facts/writes_internal.h"

#include "base/error.h"
#include "facts/fresh.h"
#include "facts/gives_up.h"
#include "facts/names.h"
#include "facts/switched.h"

#include <stdlib.h>
#include <string.h>

void own_writes_finish(struct own_writes *own) {
    vec_finish(&own->entities);
    vec_finish(&own->raised);
    vec_finish(&own->values);
    vec_finish(&own->wholes);
    vec_finish(&own->types);
    vec_finish(&own->pointers);
    vec_finish(&own->prototypes);
    vec_finish(&own->passed);
    vec_finish(&own->called);
}

void own_writes_free(struct own_writes *own) {
    if (own)
        own_writes_finish(own);
    free(own);
}

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
void own_writes_add_pointer(const struct reading *reading, const struct expr *pointer) {
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
        own_writes_add_pointer(reading, place->a);
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

static void read_value(const struct reading *reading, const struct expr *place, const struct assign *assign) {
    struct field_value one = {.field = SYMBOL_NONE};
    if (place->kind != EXPR_FIELD)
        return;
    one.field = reading->program->units[reading->unit].entities[place->index];
    one.is_constant = assign && assign->op == OP_NONE && assign->value && expr_is_constant(assign->value, &one.value);
    one.is_fresh = is_fresh_object(reading, place);
    vec_push(&reading->own->values, one);
}

/* NULL: it is no place whose type is known. */
static const char *type_of_place(const struct reading *reading, const struct expr *place) {
    const struct unit *unit = &reading->program->units[reading->unit].summary.skeleton;
    if (place->kind == EXPR_GLOBAL || place->kind == EXPR_FIELD)
        return unit->symbols[place->index].type;
    return type_of_variable(reading->body, place);
}

/* `*p = *q`, `a[i] = *q`, `struct s x = {...}`: by the types on the way, of which one speaks of the object. */
void own_writes_add_whole(const struct reading *reading, const struct assign *assign) {
    const struct expr *place = assign->target;
    bool is_list = assign->value && assign->value->kind == EXPR_LIST;
    if (!assign->value || (!is_list && place->kind != EXPR_DEREF && place->kind != EXPR_ELEMENT))
        return;
    while (place->kind == EXPR_DEREF || place->kind == EXPR_ELEMENT)
        place = place->a;
    const char *type = type_of_place(reading, place);
    if (type)
        ADD_TEXT(&reading->own->wholes, type);
}

static void read_assign(const struct reading *reading, const struct assign *assign) {
    int64_t constant;
    read_place(reading, assign->target);
    read_value(reading, assign->target, assign);
    own_writes_add_whole(reading, assign);
    bool is_constant = assign->value && expr_is_constant(assign->value, &constant);
    bool is_zero = is_constant && assign->op == OP_NONE && constant == 0;
    bool is_lowered = is_constant && assign->op == OP_SUBTRACT && constant > 0;
    if (!is_zero && !is_lowered && !switched_gives_back(reading->body, assign))
        read_raised(reading, assign->target);
}

void own_writes_add_call(const struct reading *reading, const struct call *call) {
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
            read_value(reading, value->a, NULL);
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
    if (!is_direct && !is_call_of_field(call))
        ADD_TEXT(&reading->own->passed, call->pointee ? call->pointee : "");
}

static void read_region(struct region *region, void *context) {
    const struct reading *reading = context;
    bool is_dead = reading->is_dead && reading->is_dead[region->number];
    if (is_dead || reading->gives_up[region->number]) /* only runs where something fails */
        return;
    if (region->kind == REGION_ASSIGN)
        read_assign(reading, &region->assign);
    else if (region->kind == REGION_CALL)
        own_writes_add_call(reading, region->call);
}

static void keep_texts(const struct program *program, const char **texts, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        texts[i] = intern(program->interner, texts[i]);
}

static int compare_entities(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

bool own_writes_call(const struct program *program, const struct own_writes *own, uint32_t function) {
    uint32_t entity = program->functions[function].entity;
    return own->called.count && bsearch(&entity, own->called.items, own->called.count, sizeof entity, compare_entities);
}

struct own_writes *own_writes_read(struct program *program, uint32_t function, const bool *is_dead) {
    struct own_writes *own = checked_alloc(1, sizeof *own);
    *own = (struct own_writes){0};
    struct error ignored = {0};
    struct arena arena;
    arena_init(&arena);
    const struct function *body = program_peek_body(program, function, &arena, &ignored);
    if (body) {
        uint32_t unit = program->functions[function].unit;
        struct reading reading = {.program = program,
                                  .is_fresh = fresh_locals(program_skeleton(program, function), body, &arena),
                                  .unit = unit,
                                  .body = body,
                                  .is_dead = is_dead,
                                  .gives_up = gives_up_regions(program, function, body, &arena),
                                  .own = own};
        region_walk(body->body, read_region, &reading);
    }
    if (program->functions[function].is_stand_in) /* it runs what it is passed, which whoever passes it calls */
        own->prototypes.count = own->passed.count = 0;
    if (own->called.count)
        qsort(own->called.items, own->called.count, sizeof *own->called.items, compare_entities);
    keep_texts(program, own->wholes.items, own->wholes.count);
    keep_texts(program, own->types.items, own->types.count);
    keep_texts(program, own->pointers.items, own->pointers.count);
    keep_texts(program, own->prototypes.items, own->prototypes.count);
    keep_texts(program, own->passed.items, own->passed.count);
    arena_finish(&arena);
    error_finish(&ignored);
    return own;
}
