/* One pass over all functions. Tests: testdata/call-in-loop/analysis_globals.c */
#include "facts/pointers.h"

#include "base/error.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

struct prototype_group {
    VEC(uint32_t) functions;
};

struct pointer_view {
    struct program *program;
    struct map by_prototype; /* interned prototype -> groups */
    VEC(struct prototype_group) groups;
    const char **global_types; /* interned, of those whose address is taken; else NULL   [entity_count] */
};

/* --- globals ----------------------------------------------------------------------------------------------------- */

struct pass {
    struct pointer_view *view;
    uint32_t unit;
};

static void note_addresses(struct pass *pass, const struct expr *expr) {
    const struct program *program = pass->view->program;
    if (!expr)
        return;
    if (expr->kind == EXPR_ADDRESS && expr->a->kind == EXPR_GLOBAL) {
        const struct unit *unit = &program->units[pass->unit].summary.skeleton;
        uint32_t entity = program->units[pass->unit].entities[expr->a->index];
        pass->view->global_types[entity] = intern(program->interner, unit->symbols[expr->a->index].type);
    }
    for (uint32_t i = 0; expr->kind == EXPR_LIST && i < expr->item_count; i++)
        note_addresses(pass, expr->items[i]);
    note_addresses(pass, expr->a);
    note_addresses(pass, expr->b);
    note_addresses(pass, expr->c);
}

static void read_region(struct region *region, void *context) {
    if (region->kind == REGION_ASSIGN)
        note_addresses(context, region->assign.value);
    else if (region->kind == REGION_RETURN)
        note_addresses(context, region->value);
    for (uint32_t i = 0; region->kind == REGION_CALL && i < region->call->argument_count; i++)
        note_addresses(context, region->call->arguments[i].value);
}

static void read_functions(struct pointer_view *view) {
    struct error ignored = {0};
    struct arena arena;
    arena_init(&arena);
    for (uint32_t f = 0; f < view->program->function_count; f++) {
        struct pass pass = {view, view->program->functions[f].unit};
        const struct function *body = program_peek_body(view->program, f, &arena, &ignored);
        if (body)
            region_walk(body->body, read_region, &pass);
        arena_reset(&arena);
    }
    arena_finish(&arena);
    error_finish(&ignored);
}

bool pointer_view_may_lead_to(const struct pointer_view *view, const char *type, uint32_t global) {
    const char *pointee = view->global_types[global];
    size_t length = strlen(type);
    if (!pointee || length == 0 || type[length - 1] != '*')
        return false;
    for (length--; length > 0 && type[length - 1] == ' ';)
        length--;
    return strlen(pointee) == length && strncmp(type, pointee, length) == 0;
}

/* --- functions --------------------------------------------------------------------------------------------------- */

static void group_functions(struct pointer_view *view) {
    const struct program *program = view->program;
    for (uint32_t f = 0; f < program->function_count; f++) {
        uint32_t symbol = program_entry(program, f)->head.symbol, entity = program->functions[f].entity;
        if (symbol == SYMBOL_NONE || entity == SYMBOL_NONE || !(program->entities[entity].flags & SYMBOL_ADDRESS_TAKEN))
            continue;
        const char *type = intern(program->interner, program_skeleton(program, f)->symbols[symbol].type);
        uint32_t place = map_get_or_put(&view->by_prototype, map_key(type), view->groups.count);
        if (place == MAP_NONE) {
            place = view->groups.count;
            vec_push(&view->groups, (struct prototype_group){.functions = {0}});
        }
        vec_push(&view->groups.items[place].functions, f);
    }
}

const uint32_t *pointer_view_functions(const struct pointer_view *view, const char *prototype, uint32_t *count) {
    uint32_t place = map_get(&view->by_prototype, map_key(intern(view->program->interner, prototype)));
    *count = place == MAP_NONE ? 0 : view->groups.items[place].functions.count;
    return place == MAP_NONE ? NULL : view->groups.items[place].functions.items;
}

/* --- the view ---------------------------------------------------------------------------------------------------- */

struct pointer_view *pointer_view_new(struct program *program) {
    struct pointer_view *view = checked_alloc(1, sizeof *view);
    *view = (struct pointer_view){.program = program};
    view->global_types = checked_zero_alloc((uint64_t)program->entity_count + 1, sizeof *view->global_types);
    group_functions(view);
    read_functions(view);
    return view;
}

void pointer_view_free(struct pointer_view *view) {
    if (!view)
        return;
    for (uint32_t i = 0; i < view->groups.count; i++)
        vec_finish(&view->groups.items[i].functions);
    vec_finish(&view->groups);
    map_finish(&view->by_prototype);
    free(view->global_types);
    free(view);
}
