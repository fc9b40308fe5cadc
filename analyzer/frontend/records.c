/* Records: fields in order of declaration, sizes, bases, and whether ending an object runs code that somebody wrote.
 *
 * Instances of class templates have no children in libclang: their fields come from the type, their constructors and
 * destructor from the template. Must not know of regions. Tests: testdata/_lower/record_*, cxx_destructor*.cpp */
#include "frontend/lower.h"

#include <string.h>

static enum CXVisitorResult push_field(CXCursor field, CXClientData data) {
    struct cursor_stack *stack = data;

    if (!(clang_Cursor_isBitField(field) && !cursor_has_name(field)))
        vec_push(stack, field);
    return CXVisit_Continue;
}

static struct record_info *add_record(struct lowering *lowering, CXType canonical, CXCursor declaration) {
    struct record_info *info = ARENA_NEW(lowering->arena, struct record_info);
    uint32_t base = lowering->stack.count;

    clang_Type_visitFields(canonical, push_field, &lowering->stack);
    info->field_count = lowering->stack.count - base;
    info->fields = ARENA_ARRAY(lowering->arena, CXCursor, info->field_count);
    for (uint32_t i = 0; i < info->field_count; i++)
        info->fields[i] = lowering->stack.items[base + i];
    lowering->stack.count = base;
    info->declaration = declaration;
    info->symbol = SYMBOL_NONE;
    info->is_union = clang_getCursorKind(declaration) == CXCursor_UnionDecl;
    info->type = canonical;
    info->default_constructor = info->destructor = clang_getNullCursor();
    vec_push(&lowering->record_infos, info);
    return info;
}

struct record_info *record_of(struct lowering *lowering, CXType type) {
    CXType canonical = type_value(type);

    if (canonical.kind != CXType_Record)
        return NULL;
    CXCursor declaration = clang_getTypeDeclaration(canonical);
    uint32_t known = map_get(&lowering->record_by_declaration, map_key(declaration.data[0]));
    if (known != MAP_NONE)
        return lowering->record_infos.items[known];
    map_put(&lowering->record_by_declaration, map_key(declaration.data[0]), lowering->record_infos.count);
    return add_record(lowering, canonical, declaration);
}

uint32_t record_symbol(struct lowering *lowering, CXType type) {
    struct record_info *info = record_of(lowering, type);

    if (info == NULL)
        return SYMBOL_NONE;
    if (info->symbol == SYMBOL_NONE)
        info->symbol = symbol_of(lowering, info->declaration);
    return info->symbol;
}

static enum CXChildVisitResult look_at_member(CXCursor member, CXCursor parent, CXClientData data) {
    struct record_info *info = data;

    (void)parent;
    switch (clang_getCursorKind(member)) {
    case CXCursor_Constructor:
        if (clang_CXXConstructor_isDefaultConstructor(member))
            info->default_constructor = member;
        break;
    case CXCursor_Destructor:
        info->destructor = member;
        break;
    case CXCursor_CXXBaseSpecifier:
        if (info->base_count < RECORD_BASE_LIMIT)
            info->bases[info->base_count++] = clang_getCursorType(member);
        break;
    default:
        break;
    }
    return CXChildVisit_Continue;
}

void record_look_at_class(struct lowering *lowering, struct record_info *info) {
    if (info->is_looked_at || !lowering->is_cxx)
        return;
    info->is_looked_at = true;
    CXCursor definition = clang_getCursorDefinition(info->declaration);
    CXCursor pattern = clang_getSpecializedCursorTemplate(info->declaration);
    CXCursor first = clang_Cursor_isNull(definition) ? pattern : cursor_first_child(definition);
    if (clang_Cursor_isNull(first) && !clang_Cursor_isNull(pattern)) {
        /* An implicit instance: only its template can be looked at. */
        CXCursor written = clang_getCursorDefinition(pattern);
        definition = clang_Cursor_isNull(written) ? pattern : written;
        info->is_from_template = true;
    }
    if (!clang_Cursor_isNull(definition))
        clang_visitChildren(definition, look_at_member, info);
}

struct method_search {
    const char *name;
    CXCursor found;
};

static enum CXChildVisitResult find_method(CXCursor member, CXCursor parent, CXClientData data) {
    struct method_search *search = data;

    (void)parent;
    if (clang_getCursorKind(member) != CXCursor_CXXMethod || clang_Cursor_getNumArguments(member) != 0)
        return CXChildVisit_Continue;
    CXString spelling = clang_getCursorSpelling(member);
    const char *text = clang_getCString(spelling);
    bool is_found = text != NULL && strcmp(text, search->name) == 0;
    clang_disposeString(spelling);
    if (is_found)
        search->found = member;
    return is_found ? CXChildVisit_Break : CXChildVisit_Continue;
}

CXCursor record_method(struct lowering *lowering, CXType type, const char *name) {
    struct record_info *info = record_of(lowering, type);
    struct method_search search = {.name = name, .found = clang_getNullCursor()};

    if (info == NULL)
        return search.found;
    record_look_at_class(lowering, info);
    CXCursor definition = clang_getCursorDefinition(info->declaration);
    if (info->is_from_template) {
        CXCursor pattern = clang_getSpecializedCursorTemplate(info->declaration);
        CXCursor written = clang_getCursorDefinition(pattern);
        definition = clang_Cursor_isNull(written) ? pattern : written;
    }
    if (!clang_Cursor_isNull(definition))
        clang_visitChildren(definition, find_method, &search);
    return search.found;
}

static CXType without_arrays(CXType type) {
    CXType canonical = clang_getCanonicalType(type);

    while (canonical.kind == CXType_ConstantArray)
        canonical = clang_getCanonicalType(clang_getArrayElementType(canonical));
    return canonical;
}

/* The standard library's own classes end nothing that anybody models, but some of them own one object of ours. */
bool record_is_standard(struct lowering *lowering, struct record_info *info, bool *owns_argument) {
    CXCursor around = clang_getCursorSemanticParent(info->declaration);

    *owns_argument = false;
    while (clang_getCursorKind(around) == CXCursor_Namespace && clang_Cursor_isInlineNamespace(around))
        around = clang_getCursorSemanticParent(around);
    if (clang_getCursorKind(around) != CXCursor_Namespace ||
        strcmp(cursor_spelling(lowering->arena, around), "std") != 0)
        return false;
    const char *name = cursor_spelling(lowering->arena, info->declaration);
    *owns_argument = strcmp(name, "unique_ptr") == 0 || strcmp(name, "optional") == 0;
    return true;
}

bool record_is_holder(struct lowering *lowering, CXType type) {
    struct record_info *info = lowering->is_cxx && type_is_record(type) ? record_of(lowering, type) : NULL;
    bool owns_argument;

    if (info == NULL)
        return false;
    if (info->is_holder == ANSWER_UNKNOWN) {
        bool is_standard = record_is_standard(lowering, info, &owns_argument);
        bool is_holder = is_standard && (owns_argument || strcmp(cursor_spelling(lowering->arena, info->declaration),
                                                                 "shared_ptr") == 0);
        info->is_holder = is_holder ? ANSWER_YES : ANSWER_NO;
    }
    return info->is_holder == ANSWER_YES;
}

static bool runs_destructor(struct lowering *lowering, struct record_info *info) {
    bool owns_argument;

    if (record_is_standard(lowering, info, &owns_argument))
        return owns_argument && record_runs_destructor(lowering, clang_Type_getTemplateArgumentAsType(info->type, 0));
    record_look_at_class(lowering, info);
    if (!clang_Cursor_isNull(info->destructor) && !clang_CXXMethod_isDefaulted(info->destructor))
        return true;
    if (info->is_union)
        return false;
    for (uint32_t i = 0; i < info->base_count; i++)
        if (record_runs_destructor(lowering, info->bases[i]))
            return true;
    for (uint32_t i = 0; i < info->field_count; i++)
        if (record_runs_destructor(lowering, clang_getCursorType(info->fields[i])))
            return true;
    return false;
}

bool record_runs_destructor(struct lowering *lowering, CXType type) {
    CXType canonical = without_arrays(type);

    if (!lowering->is_cxx || canonical.kind != CXType_Record)
        return false;
    struct record_info *info = record_of(lowering, canonical);
    if (info->runs_destructor == ANSWER_UNKNOWN) {
        info->runs_destructor = ANSWER_NO; /* while asking: a class cannot hold itself, but broken code may say so */
        info->runs_destructor = runs_destructor(lowering, info) ? ANSWER_YES : ANSWER_NO;
    }
    return info->runs_destructor == ANSWER_YES;
}

/* The implicit instance of a template has its destructor only in the template: its name is made from the class. */
static uint32_t instance_destructor(struct lowering *lowering, struct record_info *info) {
    const char *class_usr = cursor_usr(lowering->arena, info->declaration);
    const char *name = cursor_spelling(lowering->arena, info->declaration);
    const char *usr = arena_printf(lowering->arena, "%s@F@~%s#", class_usr, name);
    uint32_t id = map_get(&lowering->symbol_by_usr, map_key(symbol_key(lowering, usr)));

    if (id != MAP_NONE)
        return id;
    uint32_t record = record_symbol(lowering, info->type);
    CXSourceLocation location = clang_getCursorLocation(info->destructor);
    struct place place = sources_expansion(&lowering->sources, location);
    struct symbol symbol = {
        .kind = SYMBOL_FUNCTION,
        .flags = SYMBOL_METHOD | SYMBOL_DESTRUCTOR | SYMBOL_INSTANCE |
                 (clang_CXXMethod_isVirtual(info->destructor) ? (uint32_t)SYMBOL_VIRTUAL : 0) |
                 (symbol_at(lowering, record)->flags & SYMBOL_SYSTEM),
        .name = arena_printf(lowering->arena, "%s::~%s", symbol_at(lowering, record)->name, name),
        .type = "void ()",
        .header = place.location.line == 0 ? SYMBOL_NONE : place.location.file,
        .line = place.location.line,
        .record = record,
    };
    id = symbol_new(lowering, &symbol, usr);
    lower_queue(lowering, info->destructor, id);
    return id;
}

uint32_t record_destructor(struct lowering *lowering, struct record_info *info) {
    record_look_at_class(lowering, info);
    if (clang_Cursor_isNull(info->destructor) || clang_CXXMethod_isDefaulted(info->destructor))
        return SYMBOL_NONE;
    return info->is_from_template ? instance_destructor(lowering, info) : symbol_used(lowering, info->destructor);
}

void record_report(struct lowering *lowering, CXType type) {
    struct record_info *info = record_of(lowering, type);

    if (info == NULL || info->is_reported)
        return;
    info->is_reported = true;
    if (clang_Location_isInSystemHeader(clang_getCursorLocation(info->declaration)))
        return;
    vec_push(&lowering->reported_records, info);
}

/* Fields of unnamed members count as the record's own: that is how they are written in the source. */
static void list_fields(struct lowering *lowering, struct record_info *info, struct record_fields *fields, int depth) {
    bool has_name = cursor_has_name(info->declaration);

    for (uint32_t i = 0; i < info->field_count; i++) {
        CXCursor field = info->fields[i];
        CXType type = clang_getCursorType(field);
        if (type_is_record(type) && depth < 16 && !cursor_has_name(field)) {
            list_fields(lowering, record_of(lowering, type), fields, depth + 1);
            continue;
        }
        struct record_field item = {
            .symbol = depth == 0 && has_name ? symbol_of_field(lowering, field, record_symbol(lowering, info->type))
                                             : symbol_of(lowering, field),
            .type = type_text(&lowering->types, lowering->arena, type),
            .size = type_size(type),
        };
        vec_push(fields, item);
    }
}

void record_list_bases(struct lowering *lowering, struct record_info *info, uint32_t symbol) {
    bool owns_argument;

    record_look_at_class(lowering, info);
    if (info->base_count == 0 || symbol_at(lowering, symbol)->overridden_count > 0)
        return;
    uint32_t *bases = ARENA_ARRAY(lowering->arena, uint32_t, info->base_count);
    uint32_t count = 0;
    for (uint32_t i = 0; i < info->base_count; i++) {
        uint32_t base = record_symbol(lowering, info->bases[i]);
        if (base != SYMBOL_NONE) {
            bases[count++] = base;
            record_report(lowering, info->bases[i]);
        }
    }
    symbol_at(lowering, symbol)->overridden = bases;
    symbol_at(lowering, symbol)->overridden_count = count;
    /* Those of system headers are in no list of records, and yet lead on to what a class is derived from. */
    for (uint32_t i = 0; i < info->base_count; i++) {
        struct record_info *base = record_of(lowering, info->bases[i]);
        if (base != NULL && base != info && !record_is_standard(lowering, base, &owns_argument))
            record_list_bases(lowering, base, record_symbol(lowering, base->type));
    }
}

struct record *records_finish(struct lowering *lowering, uint32_t *count) {
    VEC(struct record) records = {0};
    struct record_fields fields = {0};

    /* The list grows while it is walked: bases and unnamed members are reported by those who have them. */
    for (uint32_t i = 0; i < lowering->reported_records.count; i++) {
        struct record_info *info = lowering->reported_records.items[i];
        struct record record = {.symbol = record_symbol(lowering, info->type)};
        record.size = type_size(info->type);
        record.destructor = lowering->is_cxx ? record_destructor(lowering, info) : SYMBOL_NONE;
        fields.count = 0;
        list_fields(lowering, info, &fields, 0);
        record_list_bases(lowering, info, record.symbol);
        record.field_count = fields.count;
        record.fields = ARENA_ARRAY(lowering->arena, struct record_field, fields.count);
        if (fields.count > 0)
            memcpy(record.fields, fields.items, sizeof(struct record_field) * fields.count);
        vec_push(&records, record);
    }
    *count = records.count;
    struct record *result = ARENA_ARRAY(lowering->arena, struct record, records.count);
    if (records.count > 0)
        memcpy(result, records.items, sizeof(struct record) * records.count);
    vec_finish(&records);
    vec_finish(&fields);
    return result;
}
