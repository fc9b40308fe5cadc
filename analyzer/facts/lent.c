/* Addresses that come back. Tests: testdata/call-in-loop/good_lent.c, bad_lent.c */
#include "facts/lent.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

#define PARAMETERS 64 /* of a function; those behind are taken to be kept */

enum reading { READING_NOT, READING_OPEN, READING_DONE };

struct lent_table {
    const struct program *program;
    uint8_t *reading; /* enum reading, by function */
    uint64_t *keeps;  /* by function: parameters that it does not give back */
};

struct lent_table *lent_table_new(const struct program *program) {
    struct lent_table *table = checked_alloc(1, sizeof *table);
    *table = (struct lent_table){.program = program};
    table->reading = checked_zero_alloc((uint64_t)program->function_count + 1, sizeof *table->reading);
    table->keeps = checked_zero_alloc((uint64_t)program->function_count + 1, sizeof *table->keeps);
    return table;
}

void lent_table_free(struct lent_table *table) {
    if (!table)
        return;
    free(table->reading);
    free(table->keeps);
    free(table);
}

/* --- what a function does with pointers that are its own, and with its own addresses ------------------------------ */

struct lending {
    struct lent_table *table;
    struct arena *scratch;
    uint32_t function;
    uint32_t depth;
    uint64_t keeps; /* parameters */
    bool *is_lent;  /* locals; NULL: not of interest   [local_count] */
    uint32_t local_count;
};

static void keep_local(struct lending *lending, const struct expr *place) {
    while (place->kind == EXPR_FIELD || place->kind == EXPR_ELEMENT)
        place = place->a;
    if (place->kind == EXPR_LOCAL && lending->is_lent && place->index < lending->local_count)
        lending->is_lent[place->index] = false;
}

/* The value goes to somebody who may keep it: with each parameter and address that is part of it. */
static void keep(struct lending *lending, const struct expr *value) {
    if (!value)
        return;
    if (value->kind == EXPR_PARAMETER)
        lending->keeps |= value->index < PARAMETERS ? UINT64_C(1) << value->index : 0;
    if (value->kind == EXPR_ADDRESS)
        keep_local(lending, value->a);
    if (value->kind == EXPR_DEREF && value->a->kind == EXPR_PARAMETER)
        return; /* what is there, not where that is */
    for (uint32_t i = 0; value->kind == EXPR_LIST && i < value->item_count; i++)
        keep(lending, value->items[i]);
    keep(lending, value->a);
    keep(lending, value->b);
    keep(lending, value->c);
}

static uint64_t kept_by(struct lent_table *table, uint32_t function, uint32_t depth);

/* It fills what it is handed before it comes back. */
static bool is_done_with(const struct model *model) {
    return model->effect == EFFECT_ROUNDTRIP || model->effect == EFFECT_CONNECT || model->effect == EFFECT_WAIT ||
           model->effect == EFFECT_FETCH;
}

/* Each function that the call may run gives back what it is handed there. */
static bool gives_back(struct lending *lending, const struct call *call, uint32_t argument) {
    const struct program *program = lending->table->program;
    uint32_t unit = program->functions[lending->function].unit;
    const struct entity *entity = call->symbol == SYMBOL_NONE ? NULL : program_entity(program, unit, call->symbol);
    if (!entity || argument >= PARAMETERS)
        return false;
    if (entity->model)
        return is_done_with(entity->model);
    struct targets targets =
        program_targets(program, unit, program->units[unit].entities[call->symbol], lending->scratch);
    for (uint32_t i = 0; i < targets.count; i++)
        if (kept_by(lending->table, targets.functions[i], lending->depth + 1) >> argument & 1)
            return false;
    return targets.count > 0;
}

static bool takes_references(const struct lending *lending, const struct call *call) {
    const struct unit *unit = program_skeleton(lending->table->program, lending->function);
    const char *prototype = call->symbol == SYMBOL_NONE ? call->pointee : unit->symbols[call->symbol].type;
    return !prototype || strchr(prototype, '&');
}

static void read_call(struct lending *lending, const struct call *call) {
    for (uint32_t i = 0; i < call->argument_count; i++) {
        const struct expr *value = call->arguments[i].value;
        bool is_address = value->kind == EXPR_ADDRESS && value->a->kind == EXPR_LOCAL;
        bool is_own = value->kind == EXPR_PARAMETER;
        if ((is_address || is_own) && gives_back(lending, call, i))
            continue;
        keep(lending, value);
        if (value->kind == EXPR_LOCAL && takes_references(lending, call))
            keep_local(lending, value);
    }
    if (call->receiver) {
        keep(lending, call->receiver);
        keep_local(lending, call->receiver);
    }
}

static void read_region(struct region *region, void *context) {
    struct lending *lending = context;
    if (region->kind == REGION_CALL)
        read_call(lending, region->call);
    else if (region->kind == REGION_ASSIGN)
        keep(lending, region->assign.value);
    else if (region->kind == REGION_RETURN || region->kind == REGION_THROW)
        keep(lending, region->value);
    else if (region->kind == REGION_LOOP && region->loop->range)
        keep_local(lending, region->loop->range);
}

static uint64_t kept_by(struct lent_table *table, uint32_t function, uint32_t depth) {
    struct error ignored = {0};
    struct arena arena;
    if (depth > LENT_DEPTH || table->reading[function] == READING_OPEN)
        return UINT64_MAX;
    if (table->reading[function] == READING_DONE)
        return table->keeps[function];
    table->reading[function] = READING_OPEN;
    arena_init(&arena);
    const struct function *body = program_peek_body(table->program, function, &arena, &ignored);
    struct lending lending = {.table = table, .scratch = &arena, .function = function, .depth = depth};
    if (body)
        region_walk(body->body, read_region, &lending);
    for (uint32_t i = 0; body && i < body->parameter_count && i < PARAMETERS; i++)
        if (body->parameters[i].flags & (LOCAL_ADDRESS_TAKEN | LOCAL_CAPTURED))
            lending.keeps |= UINT64_C(1) << i;
    uint64_t keeps = body ? lending.keeps : UINT64_MAX;
    error_finish(&ignored);
    arena_finish(&arena);
    table->reading[function] = READING_DONE;
    table->keeps[function] = keeps;
    return keeps;
}

/* --- what is asked ------------------------------------------------------------------------------------------------ */

/* A number or a pointer; what refers to another variable is that variable. */
static bool is_scalar(const struct local *local) {
    const char *type = local->type;
    size_t length = type ? strlen(type) : 0;
    return length > 0 && type[length - 1] != '&' && type[length - 1] != ']';
}

void lent_watch(struct lent_table *table, struct scope *scope) {
    const struct function *body = scope->body;
    bool *is_lent = NULL;
    for (uint32_t i = 0; i < body->local_count; i++) {
        const struct local *local = &body->locals[i];
        bool is_given = (local->flags & (LOCAL_ADDRESS_TAKEN | LOCAL_CAPTURED | LOCAL_STATIC)) == LOCAL_ADDRESS_TAKEN;
        if (!is_given || !is_scalar(local))
            continue;
        if (!is_lent)
            is_lent = ARENA_ARRAY(scope->scratch, bool, body->local_count);
        is_lent[i] = true;
    }
    if (!is_lent)
        return;
    struct lending lending = {.table = table,
                              .scratch = scope->scratch,
                              .function = scope->function,
                              .is_lent = is_lent,
                              .local_count = body->local_count};
    region_walk(body->body, read_region, &lending);
    scope->is_lent = is_lent;
}

bool lent_is(const struct scope *scope, const struct expr *variable) {
    return scope->is_lent && variable->kind == EXPR_LOCAL && variable->index < scope->body->local_count &&
           scope->is_lent[variable->index];
}

bool lent_by_call(const struct call *call, uint32_t local) {
    for (uint32_t i = 0; i < call->argument_count; i++) {
        const struct expr *value = call->arguments[i].value;
        if (value->kind == EXPR_ADDRESS && value->a->kind == EXPR_LOCAL && value->a->index == local)
            return true;
    }
    return false;
}
