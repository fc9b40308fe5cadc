/* What pointers hold, who calls through them, who hands them over. */
#include "link/resolve.h"

#include "base/error.h"
#include "link/continued.h"
#include "link/instance.h"
#include "link/later.h"
#include "link/open.h"
#include "link/stored.h"

#include <stdlib.h>
#include <string.h>

/* --- what reaches the wire --------------------------------------------------------------------------------------- */

static void note_remote(struct resolving *resolving, uint32_t function, uint32_t *queue, uint32_t *count) {
    uint32_t entity = resolving->program->functions[function].entity;
    if (resolving->is_remote[function] || (entity != SYMBOL_NONE && resolving->program->entities[entity].model))
        return;
    resolving->is_remote[function] = true;
    queue[(*count)++] = function;
}

/* Callers by name, by pointer, and those that hand over. What a function does that has a model is told by the model. */
static void find_remote(struct resolving *resolving, struct edges *edges) {
    const struct program *program = resolving->program;
    uint32_t count = 0, *queue = checked_alloc((uint64_t)program->own_count + 1, sizeof *queue);
    edges_find(resolving, edges, true); /* callers that know no more of an object than its type are known now */
    for (uint32_t f = 0; f < program->own_count; f++)
        if (program_calls_model(program, f, model_is_remote))
            note_remote(resolving, f, queue, &count);
    for (uint32_t i = edges_first(edges, program->own_count); i < edges->items.count; i++) /* of stand-ins */
        note_remote(resolving, edges->items.items[i].caller, queue, &count);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t function = queue[i];
        for (uint32_t k = program->callers.first[function]; k < program->callers.first[function + 1]; k++)
            note_remote(resolving, program->callers.functions[k], queue, &count);
        for (uint32_t k = edges_first(edges, function);
             k < edges->items.count && edges->items.items[k].function == function; k++)
            note_remote(resolving, edges->items.items[k].caller, queue, &count);
    }
    free(queue);
}

/* --- the program ------------------------------------------------------------------------------------------------- */

/* The functions that were added follow the program's own. */
static void adopt(struct resolving *resolving) {
    struct program *program = resolving->program;
    uint32_t count = program->own_count + resolving->added.items.count;
    struct program_function *functions = ARENA_ARRAY(program->arena, struct program_function, count);
    const struct function **bodies = ARENA_ARRAY(program->arena, const struct function *, count);
    if (program->own_count > 0)
        memcpy(functions, program->functions, program->own_count * sizeof *functions);
    for (uint32_t i = 0; i < resolving->added.items.count; i++) {
        functions[program->own_count + i] = resolving->added.items.items[i].function;
        bodies[program->own_count + i] = resolving->added.items.items[i].body;
    }
    program->functions = functions;
    program->function_count = count;
    program->bodies = bodies;
}

bool program_resolve(struct program *program, struct error *err) {
    struct resolving resolving = {.program = program, .err = err, .pointers = pointers_new(program)};
    struct edges edges = {0};
    arena_init(&resolving.arena);
    resolving.stand_ins = (struct stand_ins){.program = program, .added = &resolving.added};
    resolving.overriders = overriders_new(program);
    resolving.candidates = candidate_table_new(program, resolving.pointers, &resolving.stand_ins);
    resolving.looked = ARENA_ARRAY(&resolving.arena, struct looked *, program->own_count);
    resolving.is_open = ARENA_ARRAY(&resolving.arena, bool, program->entity_count);
    resolving.is_remote = ARENA_ARRAY(&resolving.arena, bool, program->own_count);
    bool ok = continued_find(&resolving) && resolving_look_at_all(&resolving) && stored_tell(&resolving);
    if (ok) {
        stored_solve(&resolving);
        pointers_close(resolving.pointers);
        resolving_open_objects(&resolving);
        ok = open_functions(&resolving, &edges);
    }
    if (ok) {
        find_remote(&resolving, &edges);
        ok = later_look(&resolving);
    }
    if (ok) {
        instances_make(&resolving);
        adopt(&resolving);
    }
    edges_finish(&edges);
    vec_finish(&resolving.added.items);
    candidate_table_free(resolving.candidates);
    overriders_free(resolving.overriders);
    stand_ins_finish(&resolving.stand_ins);
    map_finish(&resolving.iterators);
    map_finish(&resolving.continued);
    map_finish(&resolving.leading);
    vec_finish(&resolving.looked_iterators);
    pointers_free(resolving.pointers);
    arena_finish(&resolving.arena);
    return ok;
}
