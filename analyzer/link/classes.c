/* Tables of classes, filled in one pass over the symbols of all units. */
#include "link/classes.h"

#include "base/error.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

#define CLASS_SHARED (UINT32_MAX - 1) /* several classes have the name, each in its unit */

struct base {
    uint32_t class;
    uint32_t base;
};

struct classes {
    const struct program *program;
    VEC(struct base) bases;  /* by class, each once */
    struct map of_method;    /* method -> class */
    struct map named;        /* interned name -> class, or CLASS_SHARED */
    struct map method_names; /* interned own name -> its number */
    struct map declared;     /* (class, number of a name) -> 1 */
};

static int compare_bases(const void *a, const void *b) {
    const struct base *x = a, *y = b;
    if (x->class != y->class)
        return x->class < y->class ? -1 : 1;
    return x->base < y->base ? -1 : x->base > y->base;
}

static void sort_bases(struct classes *classes) {
    uint32_t kept = 0;
    if (classes->bases.count == 0)
        return;
    qsort(classes->bases.items, classes->bases.count, sizeof *classes->bases.items, compare_bases);
    for (uint32_t i = 0; i < classes->bases.count; i++)
        if (kept == 0 || compare_bases(&classes->bases.items[kept - 1], &classes->bases.items[i]) != 0)
            classes->bases.items[kept++] = classes->bases.items[i];
    classes->bases.count = kept;
}

static uint32_t first_base(const struct classes *classes, uint32_t class) {
    uint32_t low = 0, high = classes->bases.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (classes->bases.items[middle].class < class)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void name_class(struct classes *classes, uint32_t entity) {
    uint64_t name = map_key(classes->program->entities[entity].name);
    uint32_t known = map_get_or_put(&classes->named, name, entity);
    if (known != MAP_NONE && known != entity)
        map_put(&classes->named, name, CLASS_SHARED);
}

static void read_class(struct classes *classes, const uint32_t *entities, const struct symbol *symbol,
                       uint32_t entity) {
    struct interner *interner = classes->program->interner;
    name_class(classes, entity);
    for (uint32_t i = 0; i < symbol->overridden_count; i++)
        vec_push(&classes->bases, (struct base){entity, entities[symbol->overridden[i]]});
    for (uint32_t i = 0; i < symbol->method_count; i++) {
        uint64_t key = map_key(intern(interner, symbol->methods[i]));
        uint32_t next = classes->method_names.count, number = map_get_or_put(&classes->method_names, key, next);
        map_put(&classes->declared, map_key_pair(entity, number == MAP_NONE ? next : number), 1);
    }
}

struct classes *classes_new(const struct program *program) {
    struct classes *classes = checked_alloc(1, sizeof *classes);
    *classes = (struct classes){.program = program};
    for (uint32_t u = 0; u < program->unit_count; u++) {
        const struct unit *skeleton = &program->units[u].summary.skeleton;
        const uint32_t *entities = program->units[u].entities;
        for (uint32_t i = 0; i < skeleton->symbol_count; i++) {
            const struct symbol *symbol = &skeleton->symbols[i];
            if (symbol->kind == SYMBOL_RECORD)
                read_class(classes, entities, symbol, entities[i]);
            else if (symbol->kind == SYMBOL_FUNCTION && symbol->record != SYMBOL_NONE &&
                     !symbol_is(symbol, SYMBOL_INHERITED))
                map_put(&classes->of_method, entities[i], entities[symbol->record]);
        }
    }
    sort_bases(classes);
    return classes;
}

void classes_free(struct classes *classes) {
    if (!classes)
        return;
    vec_finish(&classes->bases);
    map_finish(&classes->of_method);
    map_finish(&classes->named);
    map_finish(&classes->method_names);
    map_finish(&classes->declared);
    free(classes);
}

uint32_t classes_of_method(const struct classes *classes, uint32_t method) {
    return map_get(&classes->of_method, method);
}

uint32_t classes_named(const struct classes *classes, const char *name, size_t length) {
    uint32_t class = map_get(&classes->named, map_key(intern_bytes(classes->program->interner, name, length)));
    return class == MAP_NONE || class == CLASS_SHARED ? SYMBOL_NONE : class;
}

/* One of the bases is `wanted`, or has the name. */
static bool has_base(const struct classes *classes, uint32_t class, uint32_t wanted, const char *name) {
    VEC(uint32_t) open = {0};
    struct map seen = {0};
    bool is_found = false;
    vec_push(&open, class);
    for (uint32_t i = 0; i < open.count && !is_found; i++)
        for (uint32_t k = first_base(classes, open.items[i]);
             k < classes->bases.count && classes->bases.items[k].class == open.items[i]; k++) {
            uint32_t base = classes->bases.items[k].base;
            is_found |= base == wanted || (name && strcmp(classes->program->entities[base].name, name) == 0);
            if (map_get_or_put(&seen, base, 1) == MAP_NONE)
                vec_push(&open, base);
        }
    vec_finish(&open);
    map_finish(&seen);
    return is_found;
}

bool classes_is_derived(const struct classes *classes, uint32_t class, uint32_t wanted) {
    return class == wanted || has_base(classes, class, wanted, NULL);
}

bool classes_has_base(const struct classes *classes, uint32_t class, const char *name) {
    return has_base(classes, class, SYMBOL_NONE, name);
}

bool classes_declares(const struct classes *classes, uint32_t class, const char *method) {
    uint32_t number = map_get(&classes->method_names, map_key(intern(classes->program->interner, method)));
    return number != MAP_NONE && map_get(&classes->declared, map_key_pair(class, number)) != MAP_NONE;
}
