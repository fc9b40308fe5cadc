/* The top level of a unit: which functions are lowered, and what initialisers of globals do.
 *
 * Bodies in system headers are never lowered. Of the project's headers those are that the unit uses, and those that
 * every unit defines anew (external linkage, virtual). Of templates the instances are lowered that somebody calls.
 * Tests: testdata/_lower/symbols_linkage.c, cxx_templates.cpp, cxx_globals.cpp */
#include "frontend/lower.h"

bool lower_is_ours(CXCursor declaration) {
    return !clang_Location_isInSystemHeader(clang_getCursorLocation(declaration));
}

static bool is_function_kind(enum CXCursorKind kind) {
    return kind == CXCursor_FunctionDecl || kind == CXCursor_CXXMethod || kind == CXCursor_Constructor ||
           kind == CXCursor_Destructor || kind == CXCursor_ConversionFunction ||
           kind == CXCursor_ObjCInstanceMethodDecl || kind == CXCursor_ObjCClassMethodDecl;
}

static CXCursor body_of(struct lowering *lowering, struct children children) {
    for (uint32_t i = children.count; i > 0; i--) {
        CXCursor kid = child(&lowering->stack, children, i - 1);
        enum CXCursorKind kind = clang_getCursorKind(kid);
        if (kind == CXCursor_CompoundStmt || kind == CXCursor_CXXTryStmt)
            return kid;
    }
    return clang_getNullCursor();
}

static void lower_function(struct lowering *lowering, CXCursor definition, uint32_t symbol) {
    struct children children = children_push(&lowering->stack, definition);
    CXCursor statement = body_of(lowering, children);
    enum CXCursorKind kind = clang_getCursorKind(definition);
    struct location location = sources_expansion(&lowering->sources, clang_getCursorLocation(definition)).location;
    struct region_list list = {0};
    struct body body;

    if (!clang_Cursor_isNull(statement) && map_get_or_put(&lowering->function_by_symbol, symbol, 1) == MAP_NONE) {
        body_begin(lowering, &body, &list, symbol, definition);
        for (uint32_t i = 0; i < children.count; i++)
            if (clang_getCursorKind(child(&lowering->stack, children, i)) == CXCursor_ParmDecl)
                body_add_parameter(lowering, child(&lowering->stack, children, i));
        scope_begin(lowering, cursor_node(definition), false, false);
        if (kind == CXCursor_Constructor)
            lower_constructor_head(lowering, definition);
        if (kind == CXCursor_Destructor)
            scope_add_members(lowering, clang_getCursorType(clang_getCursorSemanticParent(definition)), location);
        lower_statement(lowering, statement);
        scope_end(lowering);
        body_end(lowering, &list, location, end_place(lowering, definition).location.line);
    }
    children_pop(&lowering->stack, children);
}

void lower_queue(struct lowering *lowering, CXCursor function, uint32_t symbol) {
    if (map_get(&lowering->function_by_symbol, symbol) != MAP_NONE ||
        map_get_or_put(&lowering->queued, symbol, 1) != MAP_NONE)
        return;
    CXCursor definition = clang_getCursorDefinition(function);
    if (clang_Cursor_isNull(definition) || !lower_is_ours(definition) ||
        (lowering->is_cxx && clang_CXXMethod_isDefaulted(definition)))
        return;
    vec_push(&lowering->pending, (struct pending_function){definition, symbol});
}

void lower_pending(struct lowering *lowering) {
    /* Bodies add more while they are lowered. */
    for (uint32_t i = 0; i < lowering->pending.count; i++) {
        struct pending_function pending = lowering->pending.items[i];
        lower_function(lowering, pending.cursor, pending.symbol);
    }
    lowering->pending.count = 0;
}

static enum CXChildVisitResult find_effect(CXCursor cursor, CXCursor parent, CXClientData data) {
    enum CXCursorKind kind = clang_getCursorKind(cursor);

    (void)parent;
    if (kind == CXCursor_CallExpr || kind == CXCursor_LambdaExpr || kind == CXCursor_CXXNewExpr ||
        kind == CXCursor_ObjCMessageExpr) {
        *(bool *)data = true;
        return CXChildVisit_Break;
    }
    return kind == CXCursor_UnaryExpr ? CXChildVisit_Continue : CXChildVisit_Recurse;
}

/* Tables of numbers and texts are most of the initialisers that there are: they are not worth a look. */
static void note_global(struct lowering *lowering, CXCursor variable) {
    CXCursor initializer = clang_Cursor_getVarDeclInitializer(variable);
    bool has_effect = false;

    if (clang_Cursor_isNull(initializer) || !lower_is_ours(variable))
        return;
    if (lowering->is_cxx && clang_getCursorType(variable).kind != CXType_Invalid) {
        if (clang_getCursorKind(initializer) == CXCursor_CallExpr)
            has_effect = true;
        else
            clang_visitChildren(variable, find_effect, &has_effect);
    }
    if (has_effect || type_may_hold_function(lowering, clang_getCursorType(variable)))
        vec_push(&lowering->global_initializers, variable);
}

static bool is_scope_kind(struct lowering *lowering, enum CXCursorKind kind) {
    return kind == CXCursor_LinkageSpec || kind == CXCursor_Namespace || kind == CXCursor_UnexposedDecl ||
           kind == CXCursor_ObjCImplementationDecl || kind == CXCursor_ObjCCategoryImplDecl ||
           (lowering->is_cxx && (kind == CXCursor_ClassDecl || kind == CXCursor_StructDecl ||
                                 kind == CXCursor_UnionDecl || kind == CXCursor_FriendDecl));
}

/* What stands in a header and is only there for whoever uses it waits until somebody does. Virtual methods are used by
 * calls that do not name them. */
static bool is_lowered_on_demand(struct lowering *lowering, CXCursor function) {
    bool is_private = clang_Cursor_isFunctionInlined(function) ||
                      clang_Cursor_getStorageClass(function) == CX_SC_Static ||
                      (lowering->is_cxx && clang_getCursorLinkage(function) == CXLinkage_UniqueExternal);

    if (!is_private || clang_CXXMethod_isVirtual(function) ||
        sources_expansion(&lowering->sources, clang_getCursorLocation(function)).location.file == 0)
        return false;
    return !clang_Cursor_hasAttrs(function) ||
           !symbol_is(symbol_at(lowering, symbol_of(lowering, function)), SYMBOL_CONSTRUCTOR_ATTRIBUTE);
}

/* A template of the file itself; a header's is the business of those who use it. */
static void note_pattern(struct lowering *lowering, CXCursor pattern) {
    if (clang_isCursorDefinition(pattern) &&
        sources_expansion(&lowering->sources, clang_getCursorLocation(pattern)).location.file == 0)
        vec_push(&lowering->patterns, pattern);
}

/* Templates that nobody uses are lowered as they stand, so that what they call is seen at all. */
static void lower_patterns(struct lowering *lowering) {
    for (uint32_t i = 0; i < lowering->patterns.count; i++) {
        CXCursor pattern = lowering->patterns.items[i];
        if (map_get(&lowering->used_patterns, map_key(clang_getCanonicalCursor(pattern).data[0])) == MAP_NONE)
            lower_function(lowering, pattern, symbol_of(lowering, pattern));
    }
    lower_pending(lowering);
}

static enum CXChildVisitResult visit_top(CXCursor cursor, CXCursor parent, CXClientData data) {
    struct lowering *lowering = data;
    enum CXCursorKind kind = clang_getCursorKind(cursor);

    (void)parent;
    if (is_function_kind(kind)) {
        if (!clang_isCursorDefinition(cursor) || !lower_is_ours(cursor))
            return CXChildVisit_Continue;
        if (lowering->is_cxx && clang_CXXMethod_isDefaulted(cursor))
            return CXChildVisit_Continue;
        if (!is_lowered_on_demand(lowering, cursor))
            lower_function(lowering, cursor, symbol_of(lowering, cursor));
    } else if (kind == CXCursor_FunctionTemplate) {
        note_pattern(lowering, cursor);
    } else if (kind == CXCursor_VarDecl) {
        note_global(lowering, cursor);
    } else if (is_scope_kind(lowering, kind)) {
        bool is_open = kind == CXCursor_LinkageSpec || kind == CXCursor_UnexposedDecl;
        return is_open || lower_is_ours(cursor) ? CXChildVisit_Recurse : CXChildVisit_Continue;
    }
    return CXChildVisit_Continue;
}

/* What runs is kept; what only says where functions go has become facts. */
static void lower_global(struct lowering *lowering, CXCursor variable) {
    struct region_list list = {0};
    struct region_list *before = lowering->body->list;
    CXType type = clang_getCursorType(variable);
    struct location location = sources_expansion(&lowering->sources, clang_getCursorLocation(variable)).location;

    const struct expr *object = expr_indexed(lowering->arena, EXPR_GLOBAL, symbol_of(lowering, variable));
    lowering->body->list = &list;
    const struct expr *value =
        lower_initializer_of(lowering, type, clang_Cursor_getVarDeclInitializer(variable), object);
    temporaries_end(lowering, 0);
    fact_flow(lowering, object, type, value, location);
    if (list.first != NULL && !expr_is_equal(value, object))
        emit_assign(lowering, location, object, OP_NONE, value, true);
    lowering->body->list = before;
    region_append_list(before, list.first);
}

/* Nothing to run was found. Lambdas in initialisers have become functions behind it. */
static void remove_function(struct lowering *lowering, uint32_t index) {
    for (uint32_t i = index + 1; i < lowering->functions.count; i++)
        lowering->functions.items[i - 1] = lowering->functions.items[i];
    lowering->functions.count--;
    for (uint32_t i = 0; i < lowering->facts.count; i++)
        if (lowering->facts.items[i].function != SYMBOL_NONE && lowering->facts.items[i].function > index)
            lowering->facts.items[i].function--;
}

static void lower_globals(struct lowering *lowering) {
    struct region_list list = {0};
    struct body body;

    if (lowering->global_initializers.count == 0)
        return;
    CXCursor first = lowering->global_initializers.items[0];
    struct location location = sources_expansion(&lowering->sources, clang_getCursorLocation(first)).location;
    uint32_t before = lowering->functions.count;
    body_begin(lowering, &body, &list, SYMBOL_NONE, clang_getNullCursor());
    for (uint32_t i = 0; i < lowering->global_initializers.count; i++)
        lower_global(lowering, lowering->global_initializers.items[i]);
    body_end(lowering, &list, location, location.line);
    if (list.first == NULL)
        remove_function(lowering, before);
}

void lower_translation_unit(struct lowering *lowering) {
    clang_visitChildren(clang_getTranslationUnitCursor(lowering->translation_unit), visit_top, lowering);
    lower_globals(lowering);
    lower_pending(lowering);
    lower_patterns(lowering);
}
