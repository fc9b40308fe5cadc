/* Tests: testdata/call-in-loop/good_thrown_switch.c, bad_own_connection.c */
#include "facts/connects.h"

#include "facts/setters.h"

struct connect_search {
    struct program *program;
    uint32_t unit;
    uint32_t depth;
    bool is_found;
};

static bool function_connects(struct program *program, uint32_t function, uint32_t depth);

static void look_for_connect(struct region *region, void *context) {
    struct connect_search *search = context;
    struct program *program = search->program;
    if (search->is_found || region->kind != REGION_CALL || region->call->symbol == SYMBOL_NONE)
        return;
    uint32_t entity = program->units[search->unit].entities[region->call->symbol];
    const struct model *model = program->entities[entity].model;
    if (model) {
        search->is_found = model->effect == EFFECT_CONNECT;
        return;
    }
    struct arena arena;
    arena_init(&arena);
    struct targets targets = program_targets(program, search->unit, entity, &arena);
    for (uint32_t i = 0; i < targets.count && search->depth > 0 && !search->is_found; i++)
        search->is_found = function_connects(program, targets.functions[i], search->depth - 1);
    arena_finish(&arena);
}

static bool function_connects(struct program *program, uint32_t function, uint32_t depth) {
    struct error ignored = {0};
    struct arena arena;
    struct connect_search search = {program, program->functions[function].unit, depth, false};
    arena_init(&arena);
    const struct function *body = program_peek_body(program, function, &arena, &ignored);
    if (body)
        region_walk(body->body, look_for_connect, &search);
    arena_finish(&arena);
    error_finish(&ignored);
    return search.is_found;
}

bool connects_by_call(struct program *program, uint32_t unit, const struct region *region) {
    struct connect_search search = {program, unit, CONNECTS_DEPTH, false};
    look_for_connect((struct region *)region, &search);
    return search.is_found;
}

/* --- fields that hold one ----------------------------------------------------------------------------------------- */

struct set_search {
    struct program *program;
    uint32_t unit;
    uint32_t field;
    bool *connects; /* calls so far, by index */
    bool is_direct; /* one of them is a call of the library */
    bool is_found;
};

static void look_for_setting(struct region *region, void *context) {
    struct set_search *search = context;
    const struct program_unit *unit = &search->program->units[search->unit];
    if (region->kind == REGION_CALL) {
        uint32_t symbol = region->call->symbol;
        const struct model *model =
            symbol == SYMBOL_NONE ? NULL : search->program->entities[unit->entities[symbol]].model;
        search->connects[region->call->index] = connects_by_call(search->program, search->unit, region);
        search->is_direct |= model && model->effect == EFFECT_CONNECT;
    }
    if (region->kind != REGION_ASSIGN || region->assign.target->kind != EXPR_FIELD || !region->assign.value ||
        unit->entities[region->assign.target->index] != search->field)
        return;
    const struct expr *value = region->assign.value;
    bool is_variable = value->kind == EXPR_LOCAL && search->is_direct; /* c = connect(); n->context = c; */
    search->is_found |= is_variable || (value->kind == EXPR_CALL && search->connects[value->index]);
}

static bool sets_to_connection(struct program *program, uint32_t function, uint32_t field) {
    struct error ignored = {0};
    struct arena arena;
    struct set_search search = {.program = program, .unit = program->functions[function].unit, .field = field};
    arena_init(&arena);
    const struct function *body = program_peek_body(program, function, &arena, &ignored);
    search.connects = body ? ARENA_ARRAY(&arena, bool, body->call_count + 1) : NULL;
    if (body)
        region_walk(body->body, look_for_setting, &search);
    arena_finish(&arena);
    error_finish(&ignored);
    return search.is_found;
}

bool connects_to_set(struct program *program, struct unset_table *unset, uint32_t field) {
    struct setters_table *setters = unset_setters(unset);
    for (uint32_t u = 0; u < program->unit_count; u++) {
        uint32_t first = program->units[u].first_function;
        uint32_t end = setters_know(program, u, field) ? first + program->units[u].summary.function_count : first;
        for (uint32_t f = first; f < end; f++)
            if (setters_set(setters, f, field) && sets_to_connection(program, f, field))
                return true;
    }
    return false;
}
