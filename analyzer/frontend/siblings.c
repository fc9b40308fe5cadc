/* Methods of a class that belong together by their names: SayHello beside AsyncSayHello, bar beside send_bar and
 * recv_bar. By these a pack tells generated classes, whose names nobody can list (`sibling` in rules/README.md).
 *
 * The symbol table holds what bodies mention; siblings are mostly not. So each class of which a method is mentioned
 * keeps the own names of those methods, of all methods whose names stand inside of these, and of all that hold one of
 * them: few for what people write, and all that is asked for of generated code. Classes of namespace std keep none.
 * Must not know of regions. Tests: testdata/_lower/cxx_siblings.cpp */
#include "frontend/lower.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { NAME_LEAST = 3 /* shorter names stand inside of anything */ };

struct mentioned {
    uint32_t record;
    const char *name;
};

struct class_names {
    struct lowering *lowering;
    VEC(struct class_name {
        const char *name; /* interned */
        bool is_mentioned;
        bool is_core; /* mentioned, or inside of a mentioned one's name */
        bool is_kept;
    })
    names;
};

static int compare_mentioned(const void *a, const void *b) {
    const struct mentioned *x = a, *y = b;
    if (x->record != y->record)
        return x->record < y->record ? -1 : 1;
    return strcmp(x->name, y->name);
}

static enum CXChildVisitResult push_method(CXCursor member, CXCursor parent, CXClientData data) {
    struct class_names *class = data;

    (void)parent;
    if (clang_getCursorKind(member) != CXCursor_CXXMethod)
        return CXChildVisit_Continue;
    const char *name = symbol_key(class->lowering, cursor_spelling(class->lowering->arena, member));
    if (strncmp(name, "operator", 8) != 0)
        vec_push(&class->names, (struct class_name){.name = name});
    return CXChildVisit_Continue;
}

static int compare_names(const void *a, const void *b) {
    return strcmp(((const struct class_name *)a)->name, ((const struct class_name *)b)->name);
}

/* All methods of the class, sorted, each name once. */
static void read_methods(struct lowering *lowering, struct record_info *info, struct class_names *class) {
    CXCursor definition = clang_getCursorDefinition(info->declaration);
    uint32_t kept = 0;

    class->names.count = 0;
    record_look_at_class(lowering, info);
    if (info->is_from_template)
        definition = clang_getCursorDefinition(clang_getSpecializedCursorTemplate(info->declaration));
    if (clang_Cursor_isNull(definition))
        return;
    clang_visitChildren(definition, push_method, class);
    if (class->names.count > 0)
        qsort(class->names.items, class->names.count, sizeof *class->names.items, compare_names);
    for (uint32_t i = 0; i < class->names.count; i++)
        if (kept == 0 || class->names.items[kept - 1].name != class->names.items[i].name)
            class->names.items[kept++] = class->names.items[i];
    class->names.count = kept;
}

static bool holds(const char *name, const char *part) {
    return name != part && strlen(part) >= NAME_LEAST && strstr(name, part) != NULL;
}

/* Marks what stands inside of a mentioned name, then what holds one of these. */
static void choose(struct class_names *class) {
    uint32_t count = class->names.count;
    struct class_name *names = class->names.items;

    for (uint32_t i = 0; i < count; i++)
        names[i].is_core = names[i].is_mentioned;
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < count && names[i].is_mentioned; k++)
            names[k].is_core |= holds(names[i].name, names[k].name);
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < count && names[i].is_core; k++)
            if (holds(names[k].name, names[i].name))
                names[i].is_kept = names[k].is_kept = true;
}

static void keep(struct lowering *lowering, uint32_t record, const struct class_names *class) {
    const char **methods = ARENA_ARRAY(lowering->arena, const char *, class->names.count);
    uint32_t count = 0;

    for (uint32_t i = 0; i < class->names.count; i++)
        if (class->names.items[i].is_kept)
            methods[count++] =
                arena_text(lowering->arena, class->names.items[i].name, strlen(class->names.items[i].name));
    symbol_at(lowering, record)->methods = methods;
    symbol_at(lowering, record)->method_count = count;
}

static void mark_mentioned(struct lowering *lowering, struct class_names *class, const char *name) {
    const char *key = symbol_key(lowering, name);

    for (uint32_t i = 0; i < class->names.count; i++)
        class->names.items[i].is_mentioned |= class->names.items[i].name == key;
}

void siblings_finish(struct lowering *lowering) {
    VEC(struct mentioned) mentioned = {0};
    struct class_names class = {.lowering = lowering};
    struct map first = {0}; /* record -> its first in `mentioned` */
    bool owns_argument;

    for (uint32_t i = 0; i < lowering->symbols.count; i++) {
        const struct symbol *symbol = symbol_at(lowering, i);
        uint32_t unnamed = SYMBOL_CONSTRUCTOR | SYMBOL_DESTRUCTOR | SYMBOL_CONVERSION | SYMBOL_OPERATOR;
        if (lowering->is_cxx && symbol->kind == SYMBOL_FUNCTION && symbol_is(symbol, SYMBOL_METHOD) &&
            !symbol_is(symbol, unnamed) && symbol->record != SYMBOL_NONE)
            vec_push(&mentioned, (struct mentioned){symbol->record, text_own_name(symbol->name)});
    }
    if (mentioned.count > 0)
        qsort(mentioned.items, mentioned.count, sizeof *mentioned.items, compare_mentioned);
    for (uint32_t i = mentioned.count; i-- > 0;)
        map_put(&first, mentioned.items[i].record, i);
    for (uint32_t i = 0; i < lowering->record_infos.count; i++) {
        struct record_info *info = lowering->record_infos.items[i];
        uint32_t record = map_get(&lowering->symbol_by_declaration, map_key(info->declaration.data[0]));
        uint32_t next = record == MAP_NONE ? MAP_NONE : map_get(&first, record);
        if (next == MAP_NONE || record_is_standard(lowering, info, &owns_argument))
            continue;
        read_methods(lowering, info, &class);
        for (; next < mentioned.count && mentioned.items[next].record == record; next++)
            mark_mentioned(lowering, &class, mentioned.items[next].name);
        choose(&class);
        keep(lowering, record, &class);
        record_list_bases(lowering, info,
                          record); /* of classes in system headers too: generated code may stand there */
    }
    vec_finish(&mentioned);
    vec_finish(&class.names);
    map_finish(&first);
}
