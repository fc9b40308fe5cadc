/* Sources looked up in what places hold and in what was handed over. */
#include "link/candidates.h"

#include "base/error.h"
#include "base/vec.h"
#include "link/stand_in.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct candidate_table {
    const struct program *program;
    struct pointers *pointers;
    struct stand_ins *stand_ins;
    struct arena arena;
    struct interner keys;
    struct map by_key; /* interned content -> items */
    VEC(const struct candidates *) items;
    bool *is_table; /* of fields: their record has several that hold functions   [entity_count] */
};

/* --- fields ------------------------------------------------------------------------------------------------------ */

static bool holds_function(const char *type) { return strstr(type, "(*") || strstr(type, "function<"); }

static void find_tables(struct candidate_table *table) {
    const struct program *program = table->program;
    for (uint32_t u = 0; u < program->unit_count; u++) {
        const struct unit *skeleton = &program->units[u].summary.skeleton;
        for (uint32_t r = 0; r < skeleton->record_count; r++) {
            const struct record *record = &skeleton->records[r];
            uint32_t count = 0;
            for (uint32_t i = 0; i < record->field_count; i++)
                count += holds_function(record->fields[i].type);
            for (uint32_t i = 0; i < record->field_count && count > 1; i++)
                if (record->fields[i].symbol != SYMBOL_NONE)
                    table->is_table[program->units[u].entities[record->fields[i].symbol]] = true;
        }
    }
}

struct candidate_table *candidate_table_new(const struct program *program, struct pointers *pointers,
                                            struct stand_ins *stand_ins) {
    struct candidate_table *table = checked_alloc(1, sizeof *table);
    *table = (struct candidate_table){.program = program, .pointers = pointers, .stand_ins = stand_ins};
    arena_init(&table->arena);
    interner_init(&table->keys);
    table->is_table = ARENA_ARRAY(&table->arena, bool, program->entity_count);
    find_tables(table);
    return table;
}

void candidate_table_free(struct candidate_table *table) {
    if (!table)
        return;
    arena_finish(&table->arena);
    interner_finish(&table->keys);
    map_finish(&table->by_key);
    vec_finish(&table->items);
    free(table);
}

/* --- sets -------------------------------------------------------------------------------------------------------- */

struct making {
    struct candidate_table *table;
    uint32_t unit;
    struct arena scratch;
    VEC(uint32_t) functions;
    struct map outside; /* entities, each once */
    struct candidates made;
};

static int compare_numbers(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* Sorts `functions`, each once. */
static const struct candidates *interned(struct candidate_table *table, struct candidates made, uint32_t *functions) {
    uint32_t kept = 0;
    if (made.count > 0)
        qsort(functions, made.count, sizeof *functions, compare_numbers);
    for (uint32_t i = 0; i < made.count; i++)
        if (kept == 0 || functions[kept - 1] != functions[i])
            functions[kept++] = functions[i];
    made.count = kept;
    struct buffer key = {0};
    buffer_printf(&key, "%u%s%s%s", made.outside, made.is_unknown ? "u" : "", made.is_generic ? "g" : "",
                  made.is_container ? "c" : "");
    for (uint32_t i = 0; i < kept; i++)
        buffer_printf(&key, " %u", functions[i]);
    const char *text = intern_bytes(&table->keys, key.data, key.size);
    buffer_finish(&key);
    uint32_t known = map_get_or_put(&table->by_key, map_key(text), table->items.count);
    if (known != MAP_NONE)
        return table->items.items[known];
    uint32_t *own = ARENA_ARRAY(&table->arena, uint32_t, kept);
    if (kept > 0)
        memcpy(own, functions, kept * sizeof *own);
    made.functions = own;
    struct candidates *candidates = ARENA_NEW(&table->arena, struct candidates);
    *candidates = made;
    vec_push(&table->items, candidates);
    return candidates;
}

static void add_outside(struct making *making, uint32_t entity) {
    if (map_get_or_put(&making->outside, entity, 1) == MAP_NONE)
        making->made.outside++;
}

/* "mock_getter", "Fake::get": stands in for the real one in tests, wherever it is written. */
static bool is_mock(const char *name) {
    static const char *const words[] = {"mock", "fake"};
    for (size_t i = 0; i < ARRAY_COUNT(words); i++)
        for (const char *found = strcasestr(name, words[i]); found; found = strcasestr(found + 1, words[i])) {
            char before = found == name ? '_' : found[-1], after = found[strlen(words[i])];
            if (!isalpha((unsigned char)before) && (after == '_' || after == ':' || isupper((unsigned char)after)))
                return true;
        }
    return false;
}

static void add_entity(struct making *making, uint32_t number) {
    const struct program *program = making->table->program;
    const struct entity *entity = &program->entities[number];
    if (is_mock(entity->name) && !program->units[making->unit].is_test)
        return;
    if (entity->model) {
        uint32_t function =
            entity->model->effect == EFFECT_LOCAL ? FUNCTION_NONE : stand_in_of(making->table->stand_ins, number);
        if (function == FUNCTION_NONE)
            add_outside(making, number);
        else
            vec_push(&making->functions, function);
        return;
    }
    struct targets targets = program_targets(program, making->unit, number, &making->scratch);
    if (entity->definition_count == 0)
        add_outside(making, number);
    for (uint32_t i = 0; i < targets.count; i++)
        vec_push(&making->functions, targets.functions[i]);
}

static void add_place(struct making *making, uint32_t place) {
    struct pointees pointees = pointers_of(making->table->pointers, place);
    making->made.is_unknown |= pointees.is_cut || pointees.count == 0;
    if (pointees.is_generic) {
        making->made.is_generic = true;
        making->made.is_container |= pointees.field != SYMBOL_NONE && !making->table->is_table[pointees.field];
    }
    for (uint32_t i = 0; i < pointees.count; i++)
        add_entity(making, pointees.entities[i]);
}

static void add_all(struct making *making, const struct candidates *candidates) {
    for (uint32_t i = 0; i < candidates->count; i++)
        vec_push(&making->functions, candidates->functions[i]);
    making->made.outside += candidates->outside;
    making->made.is_unknown |= candidates->is_unknown;
    making->made.is_generic |= candidates->is_generic;
    making->made.is_container |= candidates->is_container;
}

const struct candidates *bindings_find(const struct bindings *bindings, struct open_path path) {
    for (uint32_t i = 0; bindings && i < bindings->count; i++)
        if (bindings->items[i].path.parameter == path.parameter && bindings->items[i].path.field == path.field)
            return bindings->items[i].candidates;
    return NULL;
}

static void add_open(struct making *making, struct open_path path, const struct bindings *bindings, bool is_plain) {
    const struct candidates *bound = bindings_find(bindings, path);
    if (bound)
        add_all(making, bound);
    else if ((is_plain || path.parameter == OPEN_THIS) && path.field != SYMBOL_NONE)
        add_place(making, pointers_field(making->table->pointers, path.field));
    else
        making->made.is_unknown = true;
}

static const struct candidates *finish(struct making *making) {
    making->made.count = making->functions.count;
    const struct candidates *candidates = interned(making->table, making->made, making->functions.items);
    vec_finish(&making->functions);
    map_finish(&making->outside);
    arena_finish(&making->scratch);
    return candidates;
}

const struct candidates *candidates_of(struct candidate_table *table, uint32_t unit, const struct source *source,
                                       const struct bindings *bindings, bool is_plain) {
    struct making making = {.table = table, .unit = unit};
    arena_init(&making.scratch);
    for (uint32_t i = 0; i < source->count; i++) {
        const struct source_part *part = &source->parts[i];
        switch (part->kind) {
        case SOURCE_UNKNOWN:
            making.made.is_unknown = true;
            break;
        case SOURCE_FUNCTION:
            add_entity(&making, part->entity);
            break;
        case SOURCE_HELD:
            add_place(&making, part->place);
            break;
        case SOURCE_OPEN:
            add_open(&making, part->open, bindings, is_plain);
            break;
        }
    }
    return finish(&making);
}

const struct candidates *candidates_of_entities(struct candidate_table *table, uint32_t unit, const uint32_t *entities,
                                                uint32_t count, bool is_unknown) {
    struct making making = {.table = table, .unit = unit, .made.is_unknown = is_unknown};
    arena_init(&making.scratch);
    for (uint32_t i = 0; i < count; i++)
        if (!(table->program->entities[entities[i]].flags & SYMBOL_PURE))
            add_entity(&making, entities[i]);
    return finish(&making);
}

/* --- prototypes -------------------------------------------------------------------------------------------------- */

static const char *declared_type(const struct body_view *view, const struct expr *callee) {
    const struct unit *unit = &view->program->units[view->unit].summary.skeleton;
    while (callee->kind == EXPR_ELEMENT || callee->kind == EXPR_DEREF)
        callee = callee->a;
    switch ((enum expr_kind)callee->kind) {
    case EXPR_FIELD:
    case EXPR_GLOBAL:
        return unit->symbols[callee->index].type;
    case EXPR_PARAMETER:
        return view->body->parameters[callee->index].type;
    case EXPR_LOCAL:
        return view->body->locals[callee->index].type;
    default:
        return NULL;
    }
}

/* Of a function of the program, or of a stand-in. */
static const char *type_of(const struct candidate_table *table, uint32_t function) {
    const struct program *program = table->program;
    if (function < program->own_count)
        return program_function_type(program, function);
    const struct program_function *added =
        &table->stand_ins->added->items.items[function - program->own_count].function;
    return program->units[added->unit].summary.skeleton.symbols[added->entry->head.symbol].type;
}

/* "void (*[4])(int)" and "void (int)" */
static bool is_pointer_to(const char *declared, const char *prototype) {
    const char *star = strstr(declared, "(*"), *end = star ? strchr(star, ')') : NULL;
    size_t before = star ? (size_t)(star - declared) : 0;
    return end && strncmp(declared, prototype, before) == 0 && strcmp(end + 1, prototype + before) == 0;
}

/* Through `void *`, or another prototype than the place is declared with. */
static bool is_cast(const char *declared, const char *prototype) {
    if (!declared || !*declared || !prototype || strstr(prototype, "()"))
        return false;
    if (!strstr(declared, "(*"))
        return strchr(declared, '<') == NULL && declared[strlen(declared) - 1] == '*';
    return !is_pointer_to(declared, prototype);
}

/* ... or the variable that the call goes through was assigned from such a place. */
static bool is_cast_on_the_way(const struct body_view *view, const struct expr *callee, const char *prototype) {
    bool is_found = is_cast(declared_type(view, callee), prototype);
    for (uint32_t i = 0; i < view->assign_count && !is_found && callee->kind == EXPR_LOCAL; i++) {
        const struct assign *assign = view->assigns[i];
        is_found = assign->target->kind == EXPR_LOCAL && assign->target->index == callee->index &&
                   is_cast(declared_type(view, assign->value), prototype);
    }
    return is_found;
}

const struct candidates *candidates_that(struct candidate_table *table, const struct candidates *candidates,
                                         candidate_test *test, const void *context, bool is_known) {
    uint32_t *functions = checked_alloc((uint64_t)candidates->count + 1, sizeof *functions);
    struct candidates made = *candidates;
    made.count = 0;
    for (uint32_t i = 0; i < candidates->count; i++)
        if (test(candidates->functions[i], context))
            functions[made.count++] = candidates->functions[i];
    made.outside += is_known ? candidates->count - made.count : 0;
    const struct candidates *kept = made.count == candidates->count ? candidates : interned(table, made, functions);
    free(functions);
    return kept;
}

struct fitting {
    const struct candidate_table *table;
    const char *type;
};

static bool fits(uint32_t function, const void *context) {
    const struct fitting *fitting = context;
    const char *type = type_of(fitting->table, function);
    return !type || strcmp(type, fitting->type) == 0;
}

const struct candidates *candidates_of_call(struct candidate_table *table, const struct candidates *candidates,
                                            const struct body_view *view, const struct call *call) {
    if (candidates->count == 0 || !call->callee || !is_cast_on_the_way(view, call->callee, call->pointee))
        return candidates;
    struct fitting fitting = {table, call->pointee};
    return candidates_that(table, candidates, fits, &fitting, false);
}
