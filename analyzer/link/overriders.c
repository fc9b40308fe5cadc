/* Who overrides whom, the other way round, and classes with their bases. */
#include "link/overriders.h"

#include "base/error.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

#define CLASS_SHARED (UINT32_MAX - 1) /* several classes have the name, each in its unit */

struct relation {
    uint32_t of; /* entity: what is overridden; the class */
    uint32_t by; /* ... by what; its base */
};

struct relations {
    VEC(struct relation) items; /* by `of`, each once */
};

struct overriders {
    const struct program *program;
    struct relations methods;
    struct relations bases;
    struct map class_of;    /* method -> class */
    struct map class_named; /* interned name -> class, or CLASS_SHARED */
    VEC(uint32_t) found;
    struct map seen;
};

static int compare_relations(const void *a, const void *b) {
    const struct relation *x = a, *y = b;
    if (x->of != y->of)
        return x->of < y->of ? -1 : 1;
    return x->by < y->by ? -1 : x->by > y->by;
}

static void sort(struct relations *relations) {
    uint32_t kept = 0;
    if (relations->items.count == 0)
        return;
    qsort(relations->items.items, relations->items.count, sizeof *relations->items.items, compare_relations);
    for (uint32_t i = 0; i < relations->items.count; i++)
        if (kept == 0 || compare_relations(&relations->items.items[kept - 1], &relations->items.items[i]) != 0)
            relations->items.items[kept++] = relations->items.items[i];
    relations->items.count = kept;
}

static uint32_t first_of(const struct relations *relations, uint32_t entity) {
    uint32_t low = 0, high = relations->items.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (relations->items.items[middle].of < entity)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void name_class(struct overriders *overriders, uint32_t entity) {
    uint64_t name = map_key(overriders->program->entities[entity].name);
    uint32_t known = map_get_or_put(&overriders->class_named, name, entity);
    if (known != MAP_NONE && known != entity)
        map_put(&overriders->class_named, name, CLASS_SHARED);
}

static void read_symbol(struct overriders *overriders, uint32_t unit, const struct symbol *symbol, uint32_t entity) {
    const uint32_t *entities = overriders->program->units[unit].entities;
    bool is_method = symbol->kind == SYMBOL_FUNCTION && symbol_is(symbol, SYMBOL_VIRTUAL);
    if (symbol->kind == SYMBOL_RECORD)
        name_class(overriders, entity);
    if (is_method && symbol->record != SYMBOL_NONE)
        map_put(&overriders->class_of, entity, entities[symbol->record]);
    for (uint32_t i = 0; i < symbol->overridden_count; i++) {
        uint32_t other = entities[symbol->overridden[i]];
        if (is_method)
            vec_push(&overriders->methods.items, (struct relation){other, entity});
        else if (symbol->kind == SYMBOL_RECORD)
            vec_push(&overriders->bases.items, (struct relation){entity, other});
    }
}

struct overriders *overriders_new(const struct program *program) {
    struct overriders *overriders = checked_alloc(1, sizeof *overriders);
    *overriders = (struct overriders){.program = program};
    for (uint32_t u = 0; u < program->unit_count; u++) {
        const struct unit *skeleton = &program->units[u].summary.skeleton;
        for (uint32_t i = 0; i < skeleton->symbol_count; i++)
            if (skeleton->symbols[i].kind == SYMBOL_RECORD || symbol_is(&skeleton->symbols[i], SYMBOL_VIRTUAL))
                read_symbol(overriders, u, &skeleton->symbols[i], program->units[u].entities[i]);
    }
    sort(&overriders->methods);
    sort(&overriders->bases);
    return overriders;
}

void overriders_free(struct overriders *overriders) {
    if (!overriders)
        return;
    vec_finish(&overriders->methods.items);
    vec_finish(&overriders->bases.items);
    vec_finish(&overriders->found);
    map_finish(&overriders->class_of);
    map_finish(&overriders->class_named);
    map_finish(&overriders->seen);
    free(overriders);
}

bool overriders_exist(const struct overriders *overriders, uint32_t entity) {
    uint32_t first = first_of(&overriders->methods, entity);
    return first < overriders->methods.items.count && overriders->methods.items.items[first].of == entity;
}

/* The class is `wanted`, or derived from it. */
static bool is_derived(const struct overriders *overriders, uint32_t class, uint32_t wanted) {
    VEC(uint32_t) open = {0};
    struct map seen = {0};
    bool is_found = class == wanted;
    vec_push(&open, class);
    for (uint32_t i = 0; i < open.count && !is_found; i++) {
        uint32_t first = first_of(&overriders->bases, open.items[i]);
        for (; first < overriders->bases.items.count && overriders->bases.items.items[first].of == open.items[i];
             first++) {
            uint32_t base = overriders->bases.items.items[first].by;
            is_found |= base == wanted;
            if (map_get_or_put(&seen, base, 1) == MAP_NONE)
                vec_push(&open, base);
        }
    }
    vec_finish(&open);
    map_finish(&seen);
    return is_found;
}

/* "Base" of "const ns::Base &" and "ns::Base *"; SYMBOL_NONE: the name does not tell one class. */
static uint32_t class_of_type(const struct overriders *overriders, const char *type) {
    if (!type)
        return SYMBOL_NONE;
    if (strncmp(type, "const ", 6) == 0)
        type += 6;
    size_t length = strlen(type);
    while (length > 0 && strchr(" *&", type[length - 1]))
        length--;
    uint32_t class =
        map_get(&overriders->class_named, map_key(intern_bytes(overriders->program->interner, type, length)));
    return class == MAP_NONE || class == CLASS_SHARED ? SYMBOL_NONE : class;
}

const uint32_t *overriders_of(struct overriders *overriders, uint32_t entity, const char *receiver_type,
                              uint32_t *count, bool *is_cut) {
    uint32_t wanted = class_of_type(overriders, receiver_type), kept = 1;
    overriders->found.count = 0;
    map_clear(&overriders->seen);
    vec_push(&overriders->found, entity);
    map_put(&overriders->seen, entity, 1);
    *is_cut = false;
    for (uint32_t i = 0; i < overriders->found.count && !*is_cut; i++) {
        uint32_t method = overriders->found.items[i], first = first_of(&overriders->methods, method);
        for (; first < overriders->methods.items.count && overriders->methods.items.items[first].of == method;
             first++) {
            uint32_t by = overriders->methods.items.items[first].by;
            *is_cut |= overriders->found.count >= OVERRIDERS_LIMIT;
            if (!*is_cut && map_get_or_put(&overriders->seen, by, 1) == MAP_NONE)
                vec_push(&overriders->found, by);
        }
    }
    for (uint32_t i = 1; i < overriders->found.count; i++) {
        uint32_t class = map_get(&overriders->class_of, overriders->found.items[i]);
        if (wanted == SYMBOL_NONE || class == MAP_NONE || is_derived(overriders, class, wanted))
            overriders->found.items[kept++] = overriders->found.items[i];
    }
    overriders->found.count = kept;
    *count = kept;
    return overriders->found.items;
}
