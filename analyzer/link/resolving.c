/* Bodies read once, and questions about their calls. */
#include "link/resolving.h"

#include "base/error.h"
#include "link/continued.h"
#include "link/later.h"
#include "link/object.h"

#include <string.h>

static bool completes(const struct model *model) { return model->completes != ARGUMENT_NONE; }

struct looked *resolving_look(struct resolving *resolving, uint32_t function) {
    if (resolving->looked[function])
        return resolving->looked[function];
    const struct function *body = program_peek_body(resolving->program, function, &resolving->arena, resolving->err);
    if (!body)
        return NULL;
    struct looked *looked = ARENA_NEW(&resolving->arena, struct looked);
    body_view_init(&looked->view, resolving->program, resolving->program->functions[function].unit, function, body,
                   &resolving->arena);
    looked->sets_callback = resolving->program->functions[function].continuation_count > 0 ||
                            program_calls_model(resolving->program, function, completes);
    looked->may_pause = later_may_pause(resolving, function);
    resolving->looked[function] = looked;
    return looked;
}

struct looked *resolving_looked(const struct resolving *resolving, uint32_t function) {
    if (function < resolving->program->own_count)
        return resolving->looked[function];
    uint32_t number = map_get(&resolving->iterators, function);
    return number == MAP_NONE ? NULL : resolving->looked_iterators.items[number];
}

static bool is_iterator(const struct entity *entity) {
    return entity->model && iterator_callback(entity->model) != ARGUMENT_NONE;
}

uint32_t resolving_iterator(struct resolving *resolving, const struct looked *looked, const struct call *call) {
    uint32_t unit = looked->view.unit;
    if (call->symbol == SYMBOL_NONE || looked->view.function >= resolving->program->own_count ||
        !is_iterator(program_entity(resolving->program, unit, call->symbol)))
        return FUNCTION_NONE;
    uint32_t function = iterator_of(&resolving->stand_ins, unit, call->symbol);
    const struct added_function *added = &resolving->added.items.items[function - resolving->program->own_count];
    uint32_t parameter = (uint32_t)iterator_callback(program_entity(resolving->program, unit, call->symbol)->model);
    if (parameter >= added->body->parameter_count) /* declared without a prototype */
        return FUNCTION_NONE;
    if (map_get_or_put(&resolving->iterators, function, resolving->looked_iterators.count) != MAP_NONE)
        return function;
    struct looked *iterator = ARENA_NEW(&resolving->arena, struct looked);
    body_view_init(&iterator->view, resolving->program, added->function.unit, function, added->body, &resolving->arena);
    iterator->open[0] = (struct open_path){parameter, SYMBOL_NONE};
    iterator->open_count = 1;
    vec_push(&resolving->looked_iterators, iterator);
    return function;
}

/* The field of the object whose method is called. */
static void object_of_call(struct resolving *resolving, const struct looked *looked, const struct call *call,
                           uint32_t field, struct source *out) {
    if (call->receiver && object_field(resolving, looked, call->receiver, field, out))
        return;
    if (call->receiver)
        source_of(&looked->view, resolving->pointers, call->receiver, field, out);
    else
        *out = (struct source){.parts = {{.kind = SOURCE_HELD, .place = pointers_field(resolving->pointers, field)}},
                               .count = 1};
}

void resolving_argument(struct resolving *resolving, const struct looked *looked, const struct call *call,
                        struct open_path path, struct source *out) {
    out->count = 0;
    if (path.parameter == OPEN_THIS) {
        object_of_call(resolving, looked, call, path.field, out);
        return;
    }
    if (path.parameter >= call->argument_count)
        return;
    const struct expr *value = call->arguments[path.parameter].value;
    if (path.field != SYMBOL_NONE && object_field(resolving, looked, value, path.field, out))
        return;
    bool is_whole = path.field == SYMBOL_NONE;
    if (!is_whole || !source_of_object(&looked->view, call->arguments[path.parameter].type, out))
        source_of(&looked->view, resolving->pointers, value, path.field, out);
}

static uint32_t entity_of(const struct resolving *resolving, const struct looked *looked, uint32_t symbol) {
    const struct program *program = resolving->program;
    return program->units[looked->view.unit].entities[symbol];
}

/* A constructor or destructor runs the methods of its own class: the object is none of a derived one yet, or no more.
 */
static bool is_of_own_class(const struct resolving *resolving, const struct looked *looked, const struct call *call) {
    const struct expr *receiver = call->receiver;
    uint32_t entity = resolving->program->functions[looked->view.function].entity;
    while (receiver && receiver->kind == EXPR_DEREF)
        receiver = receiver->a;
    return receiver && receiver->kind == EXPR_THIS && entity != SYMBOL_NONE &&
           (resolving->program->entities[entity].flags & (SYMBOL_CONSTRUCTOR | SYMBOL_DESTRUCTOR));
}

bool resolving_is_open_call(const struct resolving *resolving, const struct looked *looked, const struct call *call) {
    if (call->symbol == SYMBOL_NONE)
        return true;
    uint32_t entity = entity_of(resolving, looked, call->symbol);
    return (call->flags & CALL_DYNAMIC) && !is_of_own_class(resolving, looked, call) &&
           !resolving->program->entities[entity].model && overriders_exist(resolving->overriders, entity);
}

static const struct candidates *overriders_of_call(struct resolving *resolving, const struct looked *looked,
                                                   const struct call *call) {
    uint32_t count, unit = looked->view.unit;
    bool is_cut;
    const uint32_t *entities = overriders_of(resolving->overriders, entity_of(resolving, looked, call->symbol),
                                             call->receiver_type, &count, &is_cut);
    return candidates_of_entities(resolving->candidates, unit, entities, count, is_cut);
}

const struct candidates *resolving_call(struct resolving *resolving, const struct looked *looked,
                                        const struct call *call, const struct bindings *bindings) {
    struct source source;
    uint32_t unit = looked->view.unit;
    if (call->symbol != SYMBOL_NONE)
        return overriders_of_call(resolving, looked, call);
    source_of(&looked->view, resolving->pointers, call->callee, SYMBOL_NONE, &source);
    for (uint32_t i = 0; i < source.count; i++) /* all who call the method say what its object holds */
        if (source.parts[i].kind == SOURCE_OPEN && source.parts[i].open.parameter == OPEN_THIS && !looked->is_plain &&
            !bindings_find(bindings, source.parts[i].open))
            source.parts[i].kind = SOURCE_UNKNOWN;
    const struct candidates *candidates =
        candidates_of(resolving->candidates, unit, &source, bindings, looked->is_plain);
    candidates = candidates_of_call(resolving->candidates, candidates, &looked->view, call);
    return continued_rest(resolving, looked, call, candidates);
}

/* OPENED_NOW: or nearer than it was; OPENED_NOT: there is no more room. */
enum opened resolving_open(struct resolving *resolving, struct looked *looked, struct open_path path, uint32_t level) {
    uint32_t entity = resolving->program->functions[looked->view.function].entity, i = 0;
    while (i < looked->open_count &&
           (looked->open[i].parameter != path.parameter || looked->open[i].field != path.field))
        i++;
    if (i < looked->open_count && looked->level[i] <= level)
        return OPENED_BEFORE;
    if (i == OPEN_PATHS || entity == SYMBOL_NONE)
        return OPENED_NOT;
    resolving->is_open[entity] = true;
    looked->open_count += i == looked->open_count;
    looked->open[i] = path;
    looked->level[i] = (uint8_t)level;
    return OPENED_NOW;
}

/* The function may hold such a call. */
static bool may_call_openly(const struct resolving *resolving, uint32_t function) {
    const struct program *program = resolving->program;
    const struct function_entry *entry = program_entry(program, function);
    const struct program_unit *unit = &program->units[program->functions[function].unit];
    if (entry->has_indirect_call || program->functions[function].continuation_count > 0)
        return true;
    for (uint32_t i = 0; i < entry->callee_count; i++) {
        uint32_t entity = unit->entities[entry->callees[i]];
        bool is_virtual = symbol_is(&unit->summary.skeleton.symbols[entry->callees[i]], SYMBOL_VIRTUAL);
        if (is_iterator(&program->entities[entity]) || (is_virtual && overriders_exist(resolving->overriders, entity)))
            return true;
    }
    return false;
}

/* The pointer that the call goes through, or that it hands to a library's iterator; NULL: none. */
static const struct expr *called_by(const struct resolving *resolving, const struct looked *looked,
                                    const struct call *call) {
    uint32_t unit = looked->view.unit;
    if (call->symbol == SYMBOL_NONE)
        return call->callee;
    const struct entity *entity = program_entity(resolving->program, unit, call->symbol);
    int32_t callback = is_iterator(entity) ? iterator_callback(entity->model) : ARGUMENT_NONE;
    return callback >= 0 && (uint32_t)callback < call->argument_count ? call->arguments[callback].value : NULL;
}

static void open_paths_of_call(struct resolving *resolving, struct looked *looked, const struct expr *callee) {
    struct source source;
    source_of(&looked->view, resolving->pointers, callee, SYMBOL_NONE, &source);
    for (uint32_t k = 0; k < source.count; k++)
        if (source.parts[k].kind == SOURCE_OPEN)
            resolving_open(resolving, looked, source.parts[k].open, 0);
}

bool resolving_look_at_all(struct resolving *resolving) {
    for (uint32_t f = 0; f < resolving->program->own_count; f++) {
        if (!may_call_openly(resolving, f))
            continue;
        struct looked *looked = resolving_look(resolving, f);
        if (!looked)
            return false;
        for (uint32_t i = 0; i < looked->view.body->call_count; i++) {
            const struct call *call = looked->view.calls[i] ? looked->view.calls[i]->call : NULL;
            const struct expr *callee = call ? called_by(resolving, looked, call) : NULL;
            if (callee)
                open_paths_of_call(resolving, looked, callee);
        }
    }
    return true;
}

void resolving_open_objects(struct resolving *resolving) {
    const struct program *program = resolving->program;
    for (uint32_t f = 0; f < program->own_count; f++) {
        uint32_t entity = program->functions[f].entity;
        struct looked *looked = resolving->looked[f];
        if (!looked || entity == SYMBOL_NONE || !(program->entities[entity].flags & SYMBOL_METHOD))
            continue;
        for (uint32_t i = 0; i < looked->view.body->call_count; i++) {
            const struct call *call = looked->view.calls[i] ? looked->view.calls[i]->call : NULL;
            const struct expr *callee = call ? called_by(resolving, looked, call) : NULL;
            if (callee)
                open_paths_of_call(resolving, looked, callee);
        }
    }
}

/* The call names the function. */
bool resolving_names(struct resolving *resolving, const struct looked *caller, const struct call *call,
                     uint32_t function) {
    const struct program *program = resolving->program;
    uint32_t unit = caller->view.unit;
    if (call->symbol == SYMBOL_NONE ||
        program->units[unit].entities[call->symbol] != program->functions[function].entity)
        return false;
    struct arena scratch;
    arena_init(&scratch);
    struct targets targets = program_targets(program, unit, program->functions[function].entity, &scratch);
    bool is_found = false;
    for (uint32_t i = 0; i < targets.count && !is_found; i++)
        is_found = targets.functions[i] == function;
    arena_finish(&scratch);
    return is_found;
}

void resolving_visit(const struct resolving *resolving, open_call_visit *visit, void *context) {
    for (uint32_t f = 0; f < resolving->program->own_count; f++) {
        const struct looked *looked = resolving->looked[f];
        for (uint32_t c = 0; looked && c < looked->view.body->call_count; c++)
            if (looked->view.calls[c] && resolving_is_open_call(resolving, looked, looked->view.calls[c]->call))
                visit(looked, looked->view.calls[c]->call, context);
    }
}
