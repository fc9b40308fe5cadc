/* Joins the units' symbols into entities, applies models, chooses definitions.
 * Tests: tests/unit/link/test_program.c, test_targets.c, test_models.c */
#include "link/program.h"

#include "link/classes.h"
#include "link/continued.h"
#include "link/graph.h"
#include "link/resolve.h"

#include "base/path.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

bool path_is_test(const char *path) {
    static const char *const words[] = {"test", "tests", "mock", "mocks", "testing"};
    for (const char *part = path; part && *part;) {
        size_t length = strcspn(part, "/");
        const char *stem = part[length] ? NULL : memchr(part, '.', length);
        size_t size = stem ? (size_t)(stem - part) : length;
        for (size_t i = 0; i < ARRAY_COUNT(words); i++) {
            size_t word = strlen(words[i]);
            if (size < word)
                continue;
            bool begins =
                strncmp(part, words[i], word) == 0 && (size == word || part[word] == '_' || part[word] == '-');
            bool ends = strncmp(part + size - word, words[i], word) == 0 &&
                        (size == word || part[size - word - 1] == '_' || part[size - word - 1] == '-');
            if (begins || ends)
                return true;
        }
        part += length + (part[length] != '\0');
    }
    return false;
}

/* --- entities ---------------------------------------------------------------------------------------------------- */

struct linking {
    struct program *program;
    struct map by_key;    /* interned key -> entity */
    VEC(bool) has_header; /* of each entity: `header` is one */
    const struct pack_set *packs;
};

static const char *entity_key(struct linking *linking, const struct unit *unit, const struct symbol *symbol) {
    struct interner *interner = linking->program->interner;
    if (!symbol_is(symbol, SYMBOL_INTERNAL))
        return intern(interner, symbol->usr);
    struct buffer key = {0};
    const char *file = symbol->header < unit->file_count ? unit->files[symbol->header].path : unit->path;
    buffer_printf(&key, "%s@%s", symbol->usr, file);
    const char *interned = intern_bytes(interner, key.data, key.size);
    buffer_finish(&key);
    return interned;
}

/* Where the symbol is declared; `is_header` tells a header from a main file that declares it for itself. */
static const char *declaring_file(const struct unit *unit, const struct symbol *symbol, bool *is_header) {
    *is_header = symbol->header < unit->file_count && (unit->files[symbol->header].flags & FILE_MAIN) == 0;
    return symbol->header < unit->file_count ? unit->files[symbol->header].path : NULL;
}

/* The same in every unit, whichever comes first: a header is the better place. */
static void add_declaration(struct linking *linking, uint32_t number, const struct unit *unit,
                            const struct symbol *symbol) {
    struct entity *entity = &linking->program->entities[number];
    bool is_header;
    const char *file = declaring_file(unit, symbol, &is_header);
    entity->flags |= symbol->flags;
    if (!file || linking->has_header.items[number] || (entity->header && !is_header))
        return;
    entity->header = file;
    entity->is_system = symbol_is(symbol, SYMBOL_SYSTEM);
    linking->has_header.items[number] = is_header;
}

static uint32_t entity_of_declared(struct linking *linking, const struct unit *unit, const struct symbol *symbol) {
    struct program *program = linking->program;
    const char *key = entity_key(linking, unit, symbol);
    uint32_t known = map_get_or_put(&linking->by_key, map_key(key), program->entity_count);
    if (known != MAP_NONE) {
        add_declaration(linking, known, unit, symbol);
        return known;
    }
    if (program->entity_count == program->entity_capacity) {
        program->entity_capacity = program->entity_capacity ? program->entity_capacity * 2 : 1024;
        program->entities = checked_realloc(program->entities, program->entity_capacity, sizeof *program->entities);
    }
    program->entities[program->entity_count] =
        (struct entity){.usr = symbol->usr, .name = symbol->name, .kind = symbol->kind};
    vec_push(&linking->has_header, false);
    add_declaration(linking, program->entity_count, unit, symbol);
    return program->entity_count++;
}

/* A method as a class inherits it is one of its own only where an entry names it so. */
static uint32_t entity_of(struct linking *linking, const struct unit *unit, const struct symbol *symbol) {
    bool is_inherited = symbol_is(symbol, SYMBOL_INHERITED) && symbol->overridden_count == 1 &&
                        !pack_names(linking->packs, symbol->name);
    return entity_of_declared(linking, unit, is_inherited ? &unit->symbols[symbol->overridden[0]] : symbol);
}

static void add_functions(struct program *program, uint32_t unit_number) {
    struct program_unit *unit = &program->units[unit_number];
    const struct unit *skeleton = &unit->summary.skeleton;
    unit->first_function = program->function_count;
    for (uint32_t i = 0; i < unit->summary.function_count; i++) {
        const struct function *head = &unit->summary.functions[i].head;
        uint32_t file = head->location.file;
        struct program_function *function = &program->functions[program->function_count];
        *function = (struct program_function){
            .unit = unit_number, .index = i, .entry = &unit->summary.functions[i], .origin = program->function_count++};
        function->entity = head->symbol == SYMBOL_NONE ? SYMBOL_NONE : unit->entities[head->symbol];
        function->file = file < skeleton->file_count ? skeleton->files[file].path : skeleton->path;
        function->is_test = path_is_test(function->file);
    }
}

/* Counting sort of functions by entity. */
static void group_definitions(struct program *program) {
    program->definitions = ARENA_ARRAY(program->arena, uint32_t, program->function_count);
    for (uint32_t i = 0; i < program->function_count; i++)
        if (program->functions[i].entity != SYMBOL_NONE)
            program->entities[program->functions[i].entity].definition_count++;
    uint32_t next = 0;
    for (uint32_t i = 0; i < program->entity_count; i++) {
        program->entities[i].first_definition = next;
        next += program->entities[i].definition_count;
        program->entities[i].definition_count = 0;
    }
    for (uint32_t i = 0; i < program->function_count; i++) {
        uint32_t number = program->functions[i].entity;
        if (number == SYMBOL_NONE)
            continue;
        struct entity *entity = &program->entities[number];
        program->definitions[entity->first_definition + entity->definition_count++] = i;
    }
}

static bool is_same_place(const struct program *program, uint32_t a, uint32_t b) {
    const struct program_function *x = &program->functions[a], *y = &program->functions[b];
    return strcmp(x->file, y->file) == 0 &&
           program_entry(program, a)->head.location.line == program_entry(program, b)->head.location.line;
}

/* The places of one entity are few; the units that include one of them may be many. */
static void find_repeated(struct program *program) {
    for (uint32_t i = 0; i < program->entity_count; i++) {
        const uint32_t *all = program->definitions + program->entities[i].first_definition;
        for (uint32_t k = 1; k < program->entities[i].definition_count; k++) {
            bool *is_repeated = &program->functions[all[k]].is_repeated;
            for (uint32_t first = 0; first < k && !*is_repeated; first++)
                *is_repeated =
                    !program->functions[all[first]].is_repeated && is_same_place(program, all[first], all[k]);
        }
    }
}

/* Tests and mocks stand in for what they define. */
static bool has_own_definition(const struct program *program, const struct entity *entity) {
    for (uint32_t i = 0; i < entity->definition_count; i++)
        if (!program->functions[program->definitions[entity->first_definition + i]].is_test)
            return true;
    return false;
}

/* Of a field "redisReply::type". */
static const struct status_field *status_of_field(struct program *program, const struct entity *entity,
                                                  const struct pack_set *packs) {
    const char *colon = strrchr(entity->name, ':');
    if (!colon || colon == entity->name)
        return NULL;
    const char *record = intern_bytes(program->interner, entity->name, (size_t)(colon - 1 - entity->name));
    return pack_match_field(packs, record, colon + 1);
}

/* Asked of few methods: the tables are made when the first question comes. */
struct asked_class {
    struct class_query query;
    const struct program *program;
    struct classes *classes;
    uint32_t method; /* entity */
};

static uint32_t class_asked(const struct class_query *query) {
    struct asked_class *asked = (struct asked_class *)query;
    if (!asked->classes)
        asked->classes = classes_new(asked->program);
    return classes_of_method(asked->classes, asked->method);
}

static bool class_declares(const struct class_query *query, const char *method) {
    uint32_t class = class_asked(query);
    return class != SYMBOL_NONE && classes_declares(((const struct asked_class *)query)->classes, class, method);
}

static bool class_has_base(const struct class_query *query, const char *name) {
    uint32_t class = class_asked(query);
    return class != SYMBOL_NONE && classes_has_base(((const struct asked_class *)query)->classes, class, name);
}

static void apply_models(struct program *program, const struct pack_set *packs) {
    struct asked_class asked = {.query = {class_declares, class_has_base}, .program = program};
    for (uint32_t i = 0; i < program->entity_count; i++) {
        struct entity *entity = &program->entities[i];
        if (entity->kind == SYMBOL_FIELD)
            entity->status = status_of_field(program, entity, packs);
        if (entity->kind != SYMBOL_FUNCTION)
            continue;
        struct model_query query = {.name = entity->name,
                                    .header = entity->header,
                                    .is_defined = has_own_definition(program, entity),
                                    .is_internal = (entity->flags & SYMBOL_INTERNAL) != 0,
                                    .class = (entity->flags & SYMBOL_METHOD) != 0 ? &asked.query : NULL};
        asked.method = i;
        entity->model = pack_match(packs, &query);
    }
    classes_free(asked.classes);
}

static void copy_never_returns(struct program *program) {
    for (uint32_t i = 0; i < program->function_count; i++) {
        uint32_t entity = program->functions[i].entity;
        if (entity != SYMBOL_NONE)
            program->functions[i].never_returns = (program->entities[entity].flags & SYMBOL_NORETURN) != 0;
    }
}

bool program_link(struct program *program, struct arena *arena, struct interner *interner,
                  const struct program_input *inputs, uint32_t input_count, const struct pack_set *packs,
                  struct error *err) {
    *program = (struct program){.arena = arena, .interner = interner, .unit_count = input_count};
    program->units = ARENA_ARRAY(arena, struct program_unit, input_count);
    struct linking linking = {.program = program, .packs = packs};
    bool ok = false;
    uint32_t function_total = 0;
    struct arena passing; /* the graph of direct calls, until calls through pointers are resolved */
    arena_init(&passing);
    for (uint32_t i = 0; i < input_count; i++) {
        struct program_unit *unit = &program->units[i];
        unit->path = inputs[i].path;
        unit->is_test = path_is_test(unit->path);
        struct error inner = {0};
        if (!summary_open(arena, interner, inputs[i].data, inputs[i].size, &unit->summary, &inner)) {
            error_set(err, "the stored summary of %s cannot be read: %s", unit->path, inner.message);
            error_finish(&inner);
            goto done;
        }
        const struct unit *skeleton = &unit->summary.skeleton;
        unit->entities = ARENA_ARRAY(arena, uint32_t, skeleton->symbol_count);
        for (uint32_t k = 0; k < skeleton->symbol_count; k++)
            unit->entities[k] = entity_of(&linking, skeleton, &skeleton->symbols[k]);
        function_total += unit->summary.function_count;
    }
    program->functions = ARENA_ARRAY(arena, struct program_function, function_total);
    program->bodies = ARENA_ARRAY(arena, const struct function *, function_total);
    program->is_checked = ARENA_ARRAY(arena, bool, function_total);
    for (uint32_t i = 0; i < input_count; i++)
        add_functions(program, i);
    group_definitions(program);
    find_repeated(program);
    apply_models(program, packs);
    copy_never_returns(program);
    program->own_count = program->function_count;
    program_build_graph(program, &passing);
    ok = program_resolve(program, err);
    if (ok)
        program_build_graph(program, arena);
done:;
    /* The table of entities grew on the heap; from here on it lives with the rest. */
    struct entity *entities = ARENA_ARRAY(arena, struct entity, program->entity_count);
    if (program->entity_count)
        memcpy(entities, program->entities, program->entity_count * sizeof *entities);
    free(program->entities);
    program->entities = entities;
    arena_finish(&passing);
    map_finish(&linking.by_key);
    vec_finish(&linking.has_header);
    return ok;
}

const struct resolved_call *program_resolved(const struct program *program, uint32_t function, uint32_t call) {
    const struct program_function *f = &program->functions[function];
    uint32_t low = 0, high = f->resolved_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (f->resolved[middle].call < call)
            low = middle + 1;
        else
            high = middle;
    }
    return low < f->resolved_count && f->resolved[low].call == call ? &f->resolved[low] : NULL;
}

/* --- definitions ------------------------------------------------------------------------------------------------- */

/* The definition in the unit itself, or NULL. */
static const uint32_t *definition_in(const struct program *program, const struct entity *entity, uint32_t unit) {
    const uint32_t *all = program->definitions + entity->first_definition;
    uint32_t low = 0, high = entity->definition_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (program->functions[all[middle]].unit < unit)
            low = middle + 1;
        else
            high = middle;
    }
    return low < entity->definition_count && program->functions[all[low]].unit == unit ? &all[low] : NULL;
}

const struct model *program_callee_model(const struct program *program, uint32_t function, uint32_t index) {
    uint32_t callee = program_entry(program, function)->callees[index];
    return program_entity(program, program->functions[function].unit, callee)->model;
}

bool program_calls_model(const struct program *program, uint32_t function,
                         bool (*is_meant)(const struct model *model)) {
    for (uint32_t i = 0; i < program_entry(program, function)->callee_count; i++) {
        const struct model *model = program_callee_model(program, function, i);
        if (model && is_meant(model))
            return true;
    }
    return false;
}

const char *program_function_type(const struct program *program, uint32_t function) {
    uint32_t symbol = program_entry(program, function)->head.symbol;
    return symbol == SYMBOL_NONE ? NULL : program_skeleton(program, function)->symbols[symbol].type;
}

static bool fits(const char *declared, const char *defined) {
    bool is_known = declared && *declared && defined && *defined;
    return !is_known || strcmp(declared, defined) == 0;
}

static bool is_seen_from(const struct program *program, const struct program_function *function, uint32_t unit) {
    return !function->is_repeated && (!function->is_test || program->units[unit].is_test);
}

/* What the unit takes the function for, where that tells some of its definitions from others: in C, two programs of one
 * tree may give one name to functions of different prototypes. NULL: all fit, or none. */
static const char *prototype_in(const struct program *program, const struct entity *entity, uint32_t unit) {
    const uint32_t *all = program->definitions + entity->first_definition;
    const char *first = program_function_type(program, all[0]), *declared = NULL;
    uint32_t same = 0;
    for (uint32_t i = 0; i < entity->definition_count; i++)
        same += fits(first, program_function_type(program, all[i]));
    if (same == entity->definition_count)
        return NULL;
    const struct unit *skeleton = &program->units[unit].summary.skeleton;
    for (uint32_t i = 0; i < skeleton->symbol_count && !declared; i++)
        if (&program->entities[program->units[unit].entities[i]] == entity)
            declared = skeleton->symbols[i].type;
    for (uint32_t i = 0; i < entity->definition_count; i++)
        if (fits(declared, program_function_type(program, all[i])))
            return declared;
    return NULL;
}

struct targets program_targets(const struct program *program, uint32_t unit, uint32_t number, struct arena *scratch) {
    const struct entity *entity = &program->entities[number];
    const uint32_t *all = program->definitions + entity->first_definition;
    struct targets targets = {.confidence = CONFIDENCE_HIGH};
    if (entity->definition_count == 0)
        return targets;
    targets.functions = definition_in(program, entity, unit);
    targets.count = targets.functions != NULL;
    if (targets.count)
        return targets;
    if (entity->definition_count == 1) { /* most have one: nothing is to be compared */
        targets.functions = all;
        targets.count = is_seen_from(program, &program->functions[all[0]], unit);
        return targets;
    }
    uint32_t *best = ARENA_ARRAY(scratch, uint32_t, entity->definition_count);
    const char *prototype = prototype_in(program, entity, unit);
    int depth = -1;
    for (uint32_t i = 0; i < entity->definition_count; i++) {
        const struct program_function *function = &program->functions[all[i]];
        if (!is_seen_from(program, function, unit) || !fits(prototype, program_function_type(program, all[i])))
            continue;
        int common = path_common_depth(program->units[unit].path, function->file);
        if (common > depth) {
            depth = common;
            targets.count = 0;
        }
        if (common == depth)
            best[targets.count++] = all[i];
    }
    targets.functions = best;
    if (targets.count > 1)
        targets.confidence = CONFIDENCE_MEDIUM;
    return targets;
}

struct targets program_call_targets(const struct program *program, uint32_t function, const struct call *call,
                                    struct arena *scratch) {
    const struct resolved_call *resolved = program_resolved(program, function, call->index);
    uint32_t unit = program->functions[function].unit;
    if (resolved)
        return resolved->targets;
    if (call->symbol == SYMBOL_NONE)
        return (struct targets){.confidence = CONFIDENCE_HIGH};
    return program_targets(program, unit, program->units[unit].entities[call->symbol], scratch);
}

const struct function *program_peek_body(const struct program *program, uint32_t function, struct arena *arena,
                                         struct error *err) {
    if (program->bodies[function])
        return program->bodies[function];
    const struct program_function *f = &program->functions[function];
    if (f->origin != function)
        return program_peek_body(program, f->origin, arena, err);
    struct function *body = ARENA_NEW(arena, struct function);
    const struct summary *summary = &program->units[f->unit].summary;
    bool is_read = program->is_checked[function] ? summary_function_again(summary, f->index, arena, body, err)
                                                 : summary_function(summary, f->index, arena, body, err);
    if (!is_read)
        return NULL;
    program->is_checked[function] = true;
    region_number(body->body);
    continued_insert(program, function, body, arena);
    return body;
}

const struct function *program_body(struct program *program, uint32_t function, struct error *err) {
    uint32_t origin = program->functions[function].origin;
    const struct function *body = program_peek_body(program, origin, program->arena, err);
    if (body)
        program->bodies[function] = program->bodies[origin] = body;
    return body;
}

bool program_has_file(const struct program *program, const char *path) {
    for (uint32_t u = 0; u < program->unit_count; u++) {
        const struct unit *unit = &program->units[u].summary.skeleton;
        for (uint32_t i = 0; i < unit->file_count; i++)
            if (strcmp(unit->files[i].path, path) == 0)
                return true;
    }
    return false;
}

const char *program_function_name(const struct program *program, uint32_t function) {
    const struct program_function *f = &program->functions[function];
    if (f->entity != SYMBOL_NONE)
        return program->entities[f->entity].name;
    return arena_printf(program->arena, "initialisers of %s", program->units[f->unit].path);
}
