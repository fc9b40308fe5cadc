/* The symbol table: one entry for each function, variable, field and record that the unit's bodies mention.
 *
 * Declarations are found by address first (several of one thing have several), then by USR. Nothing is added for what
 * headers merely declare. Must not know of regions. Tests: testdata/_lower/symbols_linkage.c */
#include "frontend/lower.h"

#include "base/text.h"

#include <ctype.h>
#include <string.h>

struct symbol *symbol_at(struct lowering *lowering, uint32_t symbol) {
    return &lowering->symbols.items[symbol];
}

const char *symbol_key(struct lowering *lowering, const char *text) { return intern(&lowering->texts, text); }

uint32_t symbol_new(struct lowering *lowering, const struct symbol *symbol, const char *usr) {
    uint32_t id = lowering->symbols.count;

    vec_push(&lowering->symbols, *symbol);
    lowering->symbols.items[id].usr = usr;
    map_put(&lowering->symbol_by_usr, map_key(symbol_key(lowering, usr)), id);
    return id;
}

bool cursor_is_global(CXCursor variable) {
    enum CXLinkageKind linkage = clang_getCursorLinkage(variable);

    return linkage == CXLinkage_External || linkage == CXLinkage_Internal || linkage == CXLinkage_UniqueExternal;
}

static bool is_record_kind(enum CXCursorKind kind) {
    return kind == CXCursor_StructDecl || kind == CXCursor_UnionDecl || kind == CXCursor_ClassDecl ||
           kind == CXCursor_ClassTemplate || kind == CXCursor_ClassTemplatePartialSpecialization ||
           kind == CXCursor_ObjCInterfaceDecl || kind == CXCursor_ObjCImplementationDecl ||
           kind == CXCursor_ObjCCategoryDecl || kind == CXCursor_ObjCCategoryImplDecl ||
           kind == CXCursor_ObjCProtocolDecl;
}

static enum symbol_kind kind_of(enum CXCursorKind kind) {
    if (is_record_kind(kind))
        return SYMBOL_RECORD;
    switch (kind) {
    case CXCursor_FieldDecl:
    case CXCursor_ObjCIvarDecl:
    case CXCursor_ObjCPropertyDecl:
        return SYMBOL_FIELD;
    case CXCursor_VarDecl:
    case CXCursor_ParmDecl:
        return SYMBOL_VARIABLE;
    default:
        return SYMBOL_FUNCTION;
    }
}

/* The class or struct that a member belongs to; unnamed ones stand for the one around them. */
static CXCursor named_record_around(CXCursor declaration) {
    CXCursor parent = clang_getCursorSemanticParent(declaration);

    while (is_record_kind(clang_getCursorKind(parent)) && !cursor_has_name(parent)) {
        CXCursor outer = clang_getCursorSemanticParent(parent);
        if (!is_record_kind(clang_getCursorKind(outer)))
            break;
        parent = outer;
    }
    return is_record_kind(clang_getCursorKind(parent)) ? parent : clang_getNullCursor();
}

/* "ns::City::find". Unnamed records and inline namespaces are left out, an unnamed namespace is "(anonymous)". */
static const char *qualified_name(struct lowering *lowering, CXCursor declaration) {
    const char *name = cursor_has_name(declaration) || kind_of(clang_getCursorKind(declaration)) != SYMBOL_RECORD
                           ? cursor_spelling(lowering->arena, declaration)
                           : "(unnamed)";
    CXCursor parent = clang_getCursorSemanticParent(declaration);

    for (int depth = 0; depth < 64 && !clang_Cursor_isNull(parent); depth++) {
        enum CXCursorKind kind = clang_getCursorKind(parent);
        if (clang_isTranslationUnit(kind) || clang_isInvalid(kind))
            break;
        bool is_linkage = kind == CXCursor_LinkageSpec || kind == CXCursor_UnexposedDecl;
        if (!is_linkage && cursor_has_name(parent)) {
            if (kind != CXCursor_Namespace || !clang_Cursor_isInlineNamespace(parent))
                name = arena_printf(lowering->arena, "%s::%s", cursor_spelling(lowering->arena, parent), name);
        } else if (kind == CXCursor_Namespace) {
            name = arena_printf(lowering->arena, "(anonymous)::%s", name);
        }
        parent = clang_getCursorSemanticParent(parent);
    }
    return name;
}

struct attributes {
    struct lowering *lowering;
    uint32_t flags;
    VEC(const char *) annotations;
};

/* "noreturn", "_Noreturn", "__noreturn__" and "gnu::noreturn" are one word. libclang says of most attributes only where
 * they stand. */
static uint32_t attribute_flag(struct lowering *lowering, CXCursor attribute) {
    struct place place = sources_spelling(&lowering->sources, clang_getRangeStart(clang_getCursorExtent(attribute)));
    struct source_text text = sources_text(&lowering->sources, place.location.file);
    const char *word = sources_identifier(&lowering->sources, place);
    size_t length = strlen(word);

    if (place.location.line != 0 && place.offset + length + 2 < text.size &&
        strncmp(text.bytes + place.offset + length, "::", 2) == 0) {
        place.offset += (uint32_t)length + 2;
        word = sources_identifier(&lowering->sources, place);
    }
    word += strspn(word, "_");
    length = strcspn(word, "_");
    if (length == 8 && strncmp(word + 1, "oreturn", 7) == 0)
        return SYMBOL_NORETURN;
    bool is_run_by_others = /* by what starts and ends programs, or by code that the compiler does not see */
        (length == 10 && strncmp(word, "destructor", 10) == 0) || (length == 4 && strncmp(word, "used", 4) == 0);
    if (is_run_by_others)
        return SYMBOL_ADDRESS_TAKEN;
    return length == 11 && strncmp(word, "constructor", 11) == 0 ? SYMBOL_CONSTRUCTOR_ATTRIBUTE : 0;
}

/* Attributes come before all other children. */
static enum CXChildVisitResult visit_attribute(CXCursor cursor, CXCursor parent, CXClientData data) {
    struct attributes *attributes = data;
    enum CXCursorKind kind = clang_getCursorKind(cursor);

    (void)parent;
    if (!clang_isAttribute(kind))
        return CXChildVisit_Break;
    if (kind == CXCursor_AnnotateAttr)
        vec_push(&attributes->annotations, cursor_spelling(attributes->lowering->arena, cursor));
    else if (kind == CXCursor_UnexposedAttr)
        attributes->flags |= attribute_flag(attributes->lowering, cursor);
    return CXChildVisit_Continue;
}

static void read_attributes(struct lowering *lowering, CXCursor declaration, struct symbol *symbol) {
    struct attributes attributes = {.lowering = lowering};

    if (!clang_Cursor_hasAttrs(declaration))
        return;
    clang_visitChildren(declaration, visit_attribute, &attributes);
    symbol->flags |=
        symbol->kind == SYMBOL_FUNCTION ? attributes.flags : attributes.flags & ~(uint32_t)SYMBOL_ADDRESS_TAKEN;
    symbol->annotation_count = attributes.annotations.count;
    const char **annotations = ARENA_ARRAY(lowering->arena, const char *, attributes.annotations.count);
    for (uint32_t i = 0; i < attributes.annotations.count; i++)
        annotations[i] = attributes.annotations.items[i];
    symbol->annotations = annotations;
    vec_finish(&attributes.annotations);
}

static uint32_t method_flags(CXCursor method, enum CXCursorKind kind) {
    uint32_t flags = 0;

    if (kind == CXCursor_Constructor)
        return SYMBOL_METHOD | SYMBOL_CONSTRUCTOR;
    if (kind == CXCursor_ObjCInstanceMethodDecl)
        return SYMBOL_METHOD | SYMBOL_VIRTUAL;
    if (kind == CXCursor_Destructor)
        flags |= SYMBOL_DESTRUCTOR;
    if (kind == CXCursor_ConversionFunction)
        flags |= SYMBOL_CONVERSION;
    if (!clang_CXXMethod_isStatic(method))
        flags |= SYMBOL_METHOD;
    if (clang_CXXMethod_isVirtual(method))
        flags |= SYMBOL_VIRTUAL;
    if (clang_CXXMethod_isPureVirtual(method))
        flags |= SYMBOL_PURE;
    if (clang_CXXMethod_isConst(method))
        flags |= SYMBOL_CONST_METHOD;
    return flags;
}

static bool is_method_kind(enum CXCursorKind kind) {
    return kind == CXCursor_CXXMethod || kind == CXCursor_Constructor || kind == CXCursor_Destructor ||
           kind == CXCursor_ConversionFunction || kind == CXCursor_ObjCInstanceMethodDecl;
}

/* "operator" and something that is not part of a name. */
static bool is_operator_name(const char *name) {
    const char *base = text_own_name(name);

    return strncmp(base, "operator", 8) == 0 && !isalnum((unsigned char)base[8]) && base[8] != '_' && base[8] != '\0';
}

static void describe_function(struct lowering *lowering, CXCursor declaration, struct symbol *symbol) {
    enum CXCursorKind kind = clang_getCursorKind(declaration);
    CXType type = clang_getCursorType(declaration);
    int count = clang_getNumArgTypes(type);

    if (count < 0)
        count = clang_Cursor_getNumArguments(declaration); /* Objective-C methods have no type */
    symbol->parameter_count = count > 0 ? (uint32_t)count : 0;
    if (clang_isFunctionTypeVariadic(type))
        symbol->flags |= clang_getCanonicalType(type).kind == CXType_FunctionNoProto ? 0 : SYMBOL_VARIADIC;
    if (clang_Cursor_isFunctionInlined(declaration))
        symbol->flags |= SYMBOL_INLINE;
    if (strstr(type_raw_text(lowering->arena, type), "__attribute__((noreturn))") != NULL)
        symbol->flags |= SYMBOL_NORETURN;
    if (is_method_kind(kind))
        symbol->flags |= method_flags(declaration, kind);
    if (is_operator_name(symbol->name))
        symbol->flags |= (symbol->flags & SYMBOL_CONVERSION) != 0 ? 0 : SYMBOL_OPERATOR;
    CXCursor pattern = lowering->is_cxx ? clang_getSpecializedCursorTemplate(declaration) : clang_getNullCursor();
    if (!clang_Cursor_isNull(pattern)) {
        symbol->flags |= SYMBOL_INSTANCE;
        map_put(&lowering->used_patterns, map_key(clang_getCanonicalCursor(pattern).data[0]), 1);
    }
}

/* Overridden methods of a method. Needs the symbol to be in the table already: cycles end there. */
static void describe_overridden(struct lowering *lowering, CXCursor method, uint32_t id) {
    CXCursor *cursors = NULL;
    unsigned count = 0;

    clang_getOverriddenCursors(method, &cursors, &count);
    uint32_t *overridden = ARENA_ARRAY(lowering->arena, uint32_t, count);
    for (unsigned i = 0; i < count; i++)
        overridden[i] = symbol_of(lowering, cursors[i]);
    clang_disposeOverriddenCursors(cursors);
    symbol_at(lowering, id)->overridden = overridden;
    symbol_at(lowering, id)->overridden_count = count;
}

static uint32_t add_symbol(struct lowering *lowering, CXCursor declaration, const char *usr) {
    enum CXCursorKind kind = clang_getCursorKind(declaration);
    CXCursor first = clang_getCanonicalCursor(declaration);
    CXSourceLocation location = clang_getCursorLocation(first);
    struct place place = sources_expansion(&lowering->sources, location);
    struct symbol symbol = {
        .kind = kind_of(kind),
        .name = qualified_name(lowering, declaration),
        .type = type_text(&lowering->types, lowering->arena, clang_getCursorType(declaration)),
        .header = place.location.line == 0 ? SYMBOL_NONE : place.location.file,
        .line = place.location.line,
        .record = SYMBOL_NONE,
    };

    if (clang_Location_isInSystemHeader(location))
        symbol.flags |= SYMBOL_SYSTEM;
    if (symbol.kind != SYMBOL_FIELD && symbol.kind != SYMBOL_RECORD) {
        enum CXLinkageKind linkage = clang_getCursorLinkage(declaration);
        if (linkage == CXLinkage_Internal || linkage == CXLinkage_UniqueExternal)
            symbol.flags |= SYMBOL_INTERNAL;
    }
    if (symbol.kind == SYMBOL_FUNCTION)
        describe_function(lowering, declaration, &symbol);
    if (symbol.kind == SYMBOL_VARIABLE) {
        CXType type = clang_getCursorType(declaration);
        while (type_is_array(type) && !type_is_reference(type))
            type = clang_getArrayElementType(clang_getCanonicalType(type));
        symbol.flags |= clang_isConstQualifiedType(type) ? SYMBOL_CONST : 0;
        /* `int x;` of C is a definition, though clang calls it a tentative one. */
        bool is_tentative = !lowering->is_cxx && clang_Cursor_getStorageClass(declaration) != CX_SC_Extern;
        if (is_tentative || clang_isCursorDefinition(declaration))
            symbol.flags |= SYMBOL_DEFINED;
    }
    if (symbol.kind == SYMBOL_RECORD && !clang_Cursor_isNull(clang_getCursorDefinition(declaration)))
        symbol.flags |= SYMBOL_DEFINED;
    if (symbol.kind == SYMBOL_RECORD && lowering->is_cxx &&
        !clang_Cursor_isNull(clang_getSpecializedCursorTemplate(declaration)))
        symbol.flags |= SYMBOL_INSTANCE;
    read_attributes(lowering, declaration, &symbol);
    uint32_t id = symbol_new(lowering, &symbol, usr);
    CXCursor record = symbol.kind == SYMBOL_RECORD ? clang_getNullCursor() : named_record_around(declaration);
    if (!clang_Cursor_isNull(record)) {
        uint32_t record_id = symbol_of(lowering, record);
        symbol_at(lowering, id)->record = record_id;
        record_report(lowering, clang_getCursorType(record));
    }
    if ((symbol.flags & SYMBOL_VIRTUAL) != 0)
        describe_overridden(lowering, declaration, id);
    return id;
}

static uint32_t describe_field(struct lowering *lowering, CXCursor field, uint32_t record_id, const char *usr) {
    const struct symbol *record = symbol_at(lowering, record_id);
    struct place place = sources_expansion(&lowering->sources, clang_getCursorLocation(field));
    struct symbol symbol = {
        .kind = SYMBOL_FIELD,
        .flags = record->flags & SYMBOL_SYSTEM,
        .name = arena_printf(lowering->arena, "%s::%s", record->name, cursor_spelling(lowering->arena, field)),
        .type = type_text(&lowering->types, lowering->arena, clang_getCursorType(field)),
        .header = place.location.line == 0 ? SYMBOL_NONE : place.location.file,
        .line = place.location.line,
        .record = record_id,
    };

    read_attributes(lowering, field, &symbol);
    return symbol_new(lowering, &symbol, usr);
}

/* Fields are the most of a table: they take from their record what they share with it. */
static uint32_t add_field(struct lowering *lowering, CXCursor field, const char *usr) {
    CXCursor around = named_record_around(field);

    if (clang_getCursorKind(field) != CXCursor_FieldDecl || clang_Cursor_isNull(around))
        return add_symbol(lowering, field, usr);
    uint32_t id = describe_field(lowering, field, symbol_of(lowering, around), usr);
    record_report(lowering, clang_getCursorType(around));
    return id;
}

/* A field of a record with a name: its USR is known without asking. */
uint32_t symbol_of_field(struct lowering *lowering, CXCursor field, uint32_t record_id) {
    uint32_t id = map_get(&lowering->symbol_by_declaration, map_key(field.data[0]));

    if (id != MAP_NONE)
        return id;
    const char *usr = arena_printf(lowering->arena, "%s@FI@%s", symbol_at(lowering, record_id)->usr,
                                   cursor_spelling(lowering->arena, field));
    id = map_get(&lowering->symbol_by_usr, map_key(symbol_key(lowering, usr)));
    if (id == MAP_NONE)
        id = describe_field(lowering, field, record_id, usr);
    map_put(&lowering->symbol_by_declaration, map_key(field.data[0]), id);
    return id;
}

/* Clang's USR calls every lambda of a function "@Sa": two instances of one template, made for two lambdas, would be one
 * symbol. Where the lambda stands tells them apart. */
static const char *usr_of(struct lowering *lowering, CXCursor declaration) {
    const char *usr = cursor_usr(lowering->arena, declaration);

    if (usr[0] == '\0') {
        struct place place = sources_expansion(&lowering->sources, clang_getCursorLocation(declaration));
        return arena_printf(lowering->arena, "c:@unnamed@%u:%u", place.location.line, place.location.column);
    }
    if (!lowering->is_cxx || strstr(usr, "@Sa>") == NULL)
        return usr;
    const char *text = strstr(type_raw_text(lowering->arena, clang_getCursorType(declaration)), "(lambda at ");
    if (text == NULL) {
        CXCursor around = clang_getCursorSemanticParent(declaration);
        text = strstr(type_raw_text(lowering->arena, clang_getCursorType(around)), "(lambda at ");
    }
    const char *close = text == NULL ? NULL : strchr(text, ')');
    if (close == NULL)
        return usr;
    /* ":12:18" of "(lambda at FILE:12:18)" */
    const char *colon = close;
    for (int colons = 0; colons < 2 && colon > text;)
        colons += *--colon == ':';
    return arena_printf(lowering->arena, "%s%.*s", usr, (int)(close - colon), colon);
}

uint32_t symbol_of(struct lowering *lowering, CXCursor declaration) {
    uint32_t id = map_get(&lowering->symbol_by_declaration, map_key(declaration.data[0]));

    if (id != MAP_NONE)
        return id;
    if (lowering->is_cxx && clang_getCursorKind(declaration) == CXCursor_CXXMethod)
        id = lambda_of_method(lowering, declaration);
    if (id == MAP_NONE) {
        const char *usr = usr_of(lowering, declaration);
        id = map_get(&lowering->symbol_by_usr, map_key(symbol_key(lowering, usr)));
        if (id == MAP_NONE)
            id = kind_of(clang_getCursorKind(declaration)) == SYMBOL_FIELD ? add_field(lowering, declaration, usr)
                                                                           : add_symbol(lowering, declaration, usr);
    }
    map_put(&lowering->symbol_by_declaration, map_key(declaration.data[0]), id);
    return id;
}

/* Packs may know of a class what its base cannot tell: whether Read() of a stream waits for what was written. */
uint32_t symbol_of_method_in(struct lowering *lowering, uint32_t method, CXType type) {
    const struct symbol *declared = symbol_at(lowering, method);
    const char *own_usr = strstr(declared->usr, "@F@"), *colon = strrchr(declared->name, ':');
    uint32_t record = record_symbol(lowering, type);

    declared = symbol_at(lowering, method); /* the table may have grown */
    if (!symbol_is(declared, SYMBOL_PURE) || own_usr == NULL || colon == NULL || record == SYMBOL_NONE ||
        record == declared->record)
        return method;
    const struct symbol *class = symbol_at(lowering, record);
    const char *usr = arena_printf(lowering->arena, "%s%s", class->usr, own_usr);
    uint32_t known = map_get(&lowering->symbol_by_usr, map_key(symbol_key(lowering, usr)));
    if (known != MAP_NONE)
        return known;
    struct symbol symbol = *declared;
    symbol.flags |= SYMBOL_INHERITED;
    symbol.name = arena_printf(lowering->arena, "%s::%s", class->name, colon + 1);
    symbol.header = class->header;
    symbol.line = class->line;
    symbol.record = record;
    uint32_t *overridden = ARENA_NEW(lowering->arena, uint32_t);
    *overridden = method;
    symbol.overridden = overridden;
    symbol.overridden_count = 1;
    return symbol_new(lowering, &symbol, usr);
}

uint32_t symbol_used(struct lowering *lowering, CXCursor function) {
    uint32_t symbol = symbol_of(lowering, function);

    lower_queue(lowering, function, symbol);
    return symbol;
}
