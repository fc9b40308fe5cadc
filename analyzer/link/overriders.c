/* Who overrides whom, the other way round. */
#include "link/overriders.h"

#include "base/error.h"
#include "base/vec.h"
#include "link/classes.h"

#include <stdlib.h>
#include <string.h>

struct relation {
    uint32_t of; /* entity: what is overridden */
    uint32_t by; /* ... by what */
};

struct relations {
    VEC(struct relation) items; /* by `of`, each once */
};

struct overriders {
    const struct program *program;
    struct relations methods;
    struct classes *classes;
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

static bool is_declared(const struct symbol *symbol) {
    return symbol->kind == SYMBOL_FUNCTION && !symbol_is(symbol, SYMBOL_INHERITED);
}

struct overriders *overriders_new(const struct program *program) {
    struct overriders *overriders = checked_alloc(1, sizeof *overriders);
    *overriders = (struct overriders){.program = program, .classes = classes_new(program)};
    for (uint32_t u = 0; u < program->unit_count; u++) {
        const struct unit *skeleton = &program->units[u].summary.skeleton;
        const uint32_t *entities = program->units[u].entities;
        for (uint32_t i = 0; i < skeleton->symbol_count; i++) {
            const struct symbol *symbol = &skeleton->symbols[i];
            for (uint32_t k = 0; k < symbol->overridden_count && is_declared(symbol); k++)
                vec_push(&overriders->methods.items, (struct relation){entities[symbol->overridden[k]], entities[i]});
        }
    }
    sort(&overriders->methods);
    return overriders;
}

void overriders_free(struct overriders *overriders) {
    if (!overriders)
        return;
    vec_finish(&overriders->methods.items);
    vec_finish(&overriders->found);
    classes_free(overriders->classes);
    map_finish(&overriders->seen);
    free(overriders);
}

bool overriders_exist(const struct overriders *overriders, uint32_t entity) {
    uint32_t first = first_of(&overriders->methods, entity);
    return first < overriders->methods.items.count && overriders->methods.items.items[first].of == entity;
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
    return classes_named(overriders->classes, type, length);
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
        uint32_t class = classes_of_method(overriders->classes, overriders->found.items[i]);
        if (wanted == SYMBOL_NONE || class == SYMBOL_NONE || classes_is_derived(overriders->classes, class, wanted))
            overriders->found.items[kept++] = overriders->found.items[i];
    }
    overriders->found.count = kept;
    *count = kept;
    return overriders->found.items;
}
