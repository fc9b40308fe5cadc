/* Decides which functions, calls and loops are stored for people to query: those that reach the wire.
 * Tests: tests/integration/test_database.py */
#include "driver/count.h"

#include "facts/counted_scope.h"
#include "rule/formula.h"
#include "rule/witness.h"
#include "turns/scope.h"
#include "turns/turns.h"

#include <string.h>

struct tables {
    struct counted *counted;
    struct arena *arena;
    struct map seen; /* hash of name and place: a function of a header stands in many units */
    VEC(struct store_function) functions;
    VEC(struct store_call_site) call_sites;
    VEC(struct store_loop) loops;
};

static bool reaches_wire(const struct costs *costs, uint32_t function) {
    const struct function_cost_summary *summary = &costs->functions[function];
    return summary->is_done && (!poly_is_zero(summary->value.trips) || !poly_is_zero(summary->value.sends));
}

static bool is_repeated(struct tables *tables, const char *name, const struct place *place) {
    struct buffer text = {0};
    buffer_printf(&text, "%s|%u|%u|%s", name, place->line, place->column, place->file);
    uint64_t key = digest_of(text.data, text.size).low;
    buffer_finish(&text);
    return map_get_or_put(&tables->seen, key, 1) != MAP_NONE;
}

static const char *copy_text(struct tables *tables, const char *text) {
    return text != NULL ? arena_text(tables->arena, text, strlen(text)) : NULL;
}

/* A call is stored when it is one of a library function that is more than local, or reaches one. */
static void add_call(struct tables *tables, const struct scope *scope, uint32_t index, struct arena *scratch) {
    const struct program *program = &tables->counted->program;
    const struct call_place *at = &scope->calls[index];
    if (at->region == NULL)
        return;
    struct callee callee = costs_callee(program, scope->function, at->region->call, scratch);
    bool is_wire = callee.model != NULL && callee.model->effect != EFFECT_LOCAL;
    for (uint32_t i = 0; callee.model == NULL && i < callee.targets.count; i++)
        is_wire = is_wire || reaches_wire(&tables->counted->costs, callee.targets.functions[i]);
    if (!is_wire)
        return;
    const char *name = callee.entity != SYMBOL_NONE ? program->entities[callee.entity].name : NULL;
    vec_push(&tables->call_sites, (struct store_call_site){
                                      .function = tables->functions.count - 1,
                                      .callee = copy_text(tables, name),
                                      .place = place_of(program, scope->function, at->region->location),
                                      .library = callee.model != NULL ? callee.model->library : NULL,
                                      .effect = callee.model != NULL ? effect_name(callee.model->effect) : NULL,
                                      .is_in_loop = at->loop != LOOP_NONE,
                                  });
}

static const char *loop_roundtrips(const struct tables *tables, uint32_t function, uint32_t loop) {
    const struct costs *costs = &tables->counted->costs;
    const struct function_cost_summary *summary = &costs->functions[function];
    for (uint32_t i = 0; i < summary->loop_count; i++)
        if (summary->loops[i].loop == loop)
            return formula_text(costs, summary->loops[i].trips, function);
    return NULL;
}

static void add_loop(struct tables *tables, const struct scope *scope, uint32_t index) {
    const struct region *region = scope->loops[index].region;
    if (region == NULL)
        return;
    struct turns turns = turns_of(scope, index);
    struct place place = place_of(&tables->counted->program, scope->function, region->location);
    vec_push(&tables->loops, (struct store_loop){
                                 .function = tables->functions.count - 1,
                                 .file = place.file,
                                 .line = place.line,
                                 .end_line = region->loop->end_line,
                                 .form = loop_form_name((enum loop_form)region->loop->form),
                                 .turns = formula_text(&tables->counted->costs, turns.count, scope->function),
                                 .is_named = turns.is_named,
                                 .roundtrips = loop_roundtrips(tables, scope->function, index),
                             });
}

static void add_function(struct tables *tables, uint32_t function, struct arena *scratch) {
    struct program *program = &tables->counted->program;
    struct costs *costs = &tables->counted->costs;
    const struct function_entry *entry = program_entry(program, function);
    const char *name = program_function_name(program, function);
    struct place place = place_of(program, function, entry->head.location);
    const struct function *body = program->bodies[function];
    if (body == NULL || is_repeated(tables, name, &place))
        return;
    const struct function_cost_summary *summary = &costs->functions[function];
    uint32_t entity = program->functions[function].entity;
    vec_push(&tables->functions, (struct store_function){
                                     .name = name,
                                     .usr = entity != SYMBOL_NONE ? program->entities[entity].usr : "",
                                     .file = place.file,
                                     .line = place.line,
                                     .end_line = entry->head.end_line,
                                     .unit = program_skeleton(program, function)->path,
                                     .roundtrips = formula_text(costs, summary->trips, function),
                                     .sends = formula_text(costs, summary->sends, function),
                                 });
    struct scope scope;
    counted_scope(costs, &scope, scratch, function);
    for (uint32_t i = 0; i < body->call_count; i++)
        add_call(tables, &scope, i, scratch);
    for (uint32_t i = 0; i < body->loop_count; i++)
        add_loop(tables, &scope, i);
    arena_reset(scratch);
}

/* A copy in the arena, so that the caller has nothing to free. */
static const void *keep(struct tables *tables, const void *items, uint32_t count, size_t size) {
    void *kept = arena_alloc(tables->arena, count * size);
    if (count > 0)
        memcpy(kept, items, count * size);
    return kept;
}

void counted_tables(struct counted *counted, struct store_program *out) {
    struct tables tables = {.counted = counted, .arena = counted->program.arena};
    struct arena scratch;
    arena_init(&scratch);
    for (uint32_t i = 0; i < counted->program.own_count; i++)
        if (reaches_wire(&counted->costs, i))
            add_function(&tables, i, &scratch);
    *out = (struct store_program){
        .functions = keep(&tables, tables.functions.items, tables.functions.count, sizeof *tables.functions.items),
        .function_count = tables.functions.count,
        .call_sites = keep(&tables, tables.call_sites.items, tables.call_sites.count, sizeof *tables.call_sites.items),
        .call_site_count = tables.call_sites.count,
        .loops = keep(&tables, tables.loops.items, tables.loops.count, sizeof *tables.loops.items),
        .loop_count = tables.loops.count,
    };
    vec_finish(&tables.functions);
    vec_finish(&tables.call_sites);
    vec_finish(&tables.loops);
    map_finish(&tables.seen);
    arena_finish(&scratch);
}
