/* One and many. Tests: testdata/call-in-loop/good_prefetch_caller.c */
#include "cost/prefetch_items.h"

#include <string.h>

static bool is_pointer_to_items(const char *type) {
    size_t length = strlen(type);
    return length > 0 && type[length - 1] == '*' && !strstr(type, "char") && !strstr(type, "void");
}

enum prefetch_items prefetch_items_of(const struct call *call) {
    int64_t number;
    if (call->argument_count < 2)
        return ITEMS_UNKNOWN;
    const struct argument *items = &call->arguments[call->argument_count - 2], *count = items + 1;
    if (!is_pointer_to_items(items->type) || count->type[0] == '\0' || strpbrk(count->type, "*[("))
        return ITEMS_UNKNOWN;
    if (!expr_is_constant(count->value, &number))
        return ITEMS_MANY;
    return number == 1 ? ITEMS_ONE : ITEMS_UNKNOWN;
}

/* --- calls of one function ---------------------------------------------------------------------------------------- */

struct counting {
    const struct program *program;
    uint32_t unit;
    uint32_t entity;     /* only of this one; SYMBOL_NONE: of all */
    unsigned char *seen; /* by entity: 1 one, 2 many; NULL: `is_many` is asked for */
    bool is_many;
};

static bool may_be(const struct entity *entity) {
    return entity->kind == SYMBOL_FUNCTION && entity->model && entity->model->effect == EFFECT_ROUNDTRIP &&
           !entity->model->is_cached;
}

static void count_call(struct region *region, void *context) {
    struct counting *counting = context;
    if (region->kind != REGION_CALL || region->call->symbol == SYMBOL_NONE)
        return;
    uint32_t entity = counting->program->units[counting->unit].entities[region->call->symbol];
    enum prefetch_items items = prefetch_items_of(region->call);
    if (!may_be(&counting->program->entities[entity]))
        return;
    if (counting->seen)
        counting->seen[entity] |= items == ITEMS_ONE ? 1 : items == ITEMS_MANY ? 2 : 0;
    counting->is_many |= entity == counting->entity && items == ITEMS_MANY;
}

static bool calls_any(const struct program *program, uint32_t function) {
    const struct function_entry *entry = program_entry(program, function);
    const uint32_t *entities = program->units[program->functions[function].unit].entities;
    for (uint32_t i = 0; i < entry->callee_count; i++)
        if (may_be(&program->entities[entities[entry->callees[i]]]))
            return true;
    return false;
}

/* --- the program ---------------------------------------------------------------------------------------------------
 */

bool *prefetch_bulk_of_itself(struct program *program, bool *has_any) {
    bool *is_bulk = ARENA_ARRAY(program->arena, bool, program->entity_count);
    struct counting counting = {.program = program, .entity = SYMBOL_NONE};
    counting.seen = ARENA_ARRAY(program->arena, unsigned char, program->entity_count);
    for (uint32_t f = 0; f < program->function_count; f++) {
        struct error ignored = {0};
        const struct function *body = calls_any(program, f) ? program_body(program, f, &ignored) : NULL;
        counting.unit = program->functions[f].unit;
        if (body)
            region_walk(body->body, count_call, &counting);
    }
    for (uint32_t i = 0; i < program->entity_count; i++) {
        is_bulk[i] = counting.seen[i] == (1 | 2);
        *has_any |= is_bulk[i];
    }
    return is_bulk;
}

bool prefetch_asks_for_many(const struct program *program, uint32_t function, uint32_t entity) {
    struct counting counting = {.program = program, .unit = program->functions[function].unit, .entity = entity};
    const struct function *body = program->bodies[function];
    if (body)
        region_walk(body->body, count_call, &counting);
    return counting.is_many;
}
