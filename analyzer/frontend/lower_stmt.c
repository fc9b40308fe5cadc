/* Statements, without loops and switch.
 *
 * A block has no region of its own: its statements go into the list around it, its end emits destructors.
 * Tests: testdata/_lower/conditional.c, goto_loops.c, cxx_if_init.cpp, statement_expression.c */
#include "frontend/lower.h"

#include <string.h>

struct region *lower_nested(struct lowering *lowering, CXCursor statement) {
    struct region_list *before = lowering->body->list;
    struct region_list list = {0};

    lowering->body->list = &list;
    scope_begin(lowering, cursor_node(statement), false, false);
    lower_statement(lowering, statement);
    scope_end(lowering);
    lowering->body->list = before;
    return list.first;
}

static void lower_compound(struct lowering *lowering, CXCursor statement) {
    struct children children = children_push(&lowering->stack, statement);

    scope_begin(lowering, cursor_node(statement), false, false);
    for (uint32_t i = 0; i < children.count; i++)
        lower_statement(lowering, child(&lowering->stack, children, i));
    scope_end(lowering);
    children_pop(&lowering->stack, children);
}

/* `if constexpr`: only libclang's view of the text tells it from `if`. */
static bool is_constexpr_if(struct lowering *lowering, CXCursor statement) {
    struct place place = sources_spelling(&lowering->sources, clang_getRangeStart(clang_getCursorExtent(statement)));
    struct source_text text = sources_text(&lowering->sources, place.location.file);

    if (!lowering->is_cxx || place.location.line == 0 || place.offset + 2 > text.size ||
        strncmp(text.bytes + place.offset, "if", 2) != 0)
        return false;
    place.offset += 2;
    while (place.offset < text.size && strchr(" \t\r\n", text.bytes[place.offset]) != NULL)
        place.offset++;
    return strcmp(sources_identifier(&lowering->sources, place), "constexpr") == 0;
}

/* `if (x = f(); x)`: of three children the first is no condition, and there is no else. Only the text tells. */
static bool is_initializing(struct lowering *lowering, CXCursor first) {
    struct place place = sources_spelling(&lowering->sources, clang_getRangeEnd(clang_getCursorExtent(first)));
    struct source_text text = sources_text(&lowering->sources, place.location.file);
    if (!lowering->is_cxx || place.location.line == 0)
        return false;
    while (place.offset < text.size && strchr(" \t\r\n", text.bytes[place.offset]) != NULL)
        place.offset++;
    return place.offset < text.size && text.bytes[place.offset] == ';';
}

/* Children: a variable of the condition, an initialising statement, the condition, then, else; only those present. */
static void lower_if(struct lowering *lowering, CXCursor statement) {
    struct location location = begin_of(lowering, statement);
    struct children children = children_push(&lowering->stack, statement);
    uint32_t at = 0;

    scope_begin(lowering, cursor_node(statement), false, false);
    for (; at < children.count; at++) {
        CXCursor kid = child(&lowering->stack, children, at);
        enum CXCursorKind kind = clang_getCursorKind(kid);
        if (kind == CXCursor_VarDecl)
            lower_declaration(lowering, kid);
        else if (kind == CXCursor_DeclStmt || children.count - at == 4 ||
                 (at == 0 && children.count == 3 && is_initializing(lowering, kid)))
            lower_statement(lowering, kid);
        else
            break;
    }
    if (children.count - at < 2) {
        /* `if consteval`, or code that clang could not read. */
        for (; at < children.count; at++)
            lower_statement(lowering, child(&lowering->stack, children, at));
    } else {
        const struct expr *condition = lower_full_expression(lowering, child(&lowering->stack, children, at));
        bool has_else = children.count - at > 2;
        int64_t value;
        if (is_constexpr_if(lowering, statement) &&
            (expr_is_constant(condition, &value) || cursor_evaluate(child(&lowering->stack, children, at), &value))) {
            if (value != 0)
                lower_statement(lowering, child(&lowering->stack, children, at + 1));
            else if (has_else)
                lower_statement(lowering, child(&lowering->stack, children, at + 2));
        } else {
            struct region *region = emit(lowering, REGION_BRANCH, location);
            region->branch.condition = condition;
            region->branch.form = "if";
            region->branch.then_list = lower_nested(lowering, child(&lowering->stack, children, at + 1));
            if (has_else)
                region->branch.else_list = lower_nested(lowering, child(&lowering->stack, children, at + 2));
        }
    }
    scope_end(lowering);
    children_pop(&lowering->stack, children);
}

/* An object that is returned is built where the caller wants it. */
static const struct expr *lower_result(struct lowering *lowering, CXCursor expression) {
    CXType result = lowering->body->result_type;

    if (lowering->is_cxx && type_is_record(result) && !type_is_reference(result))
        lowering->object = lower_opaque(lowering, expression);
    const struct expr *value = lower_expression(lowering, expression);
    lowering->object = NULL;
    return value;
}

static void lower_return(struct lowering *lowering, CXCursor statement) {
    CXCursor value_cursor = cursor_first_child(statement);
    struct location location = begin_of(lowering, statement);
    const struct expr *value = NULL;
    uint32_t temporaries = lowering->body->destroys.count;

    if (!clang_Cursor_isNull(value_cursor)) {
        bool is_void = clang_getCanonicalType(clang_getCursorType(value_cursor)).kind == CXType_Void;
        if (is_void)
            lower_discarded(lowering, value_cursor);
        else
            value = lower_result(lowering, value_cursor);
        temporaries_end(lowering, temporaries);
        if (value != NULL)
            fact_return(lowering, value, location);
        if (value != NULL && value->kind == EXPR_LIST) /* the order of its fields is asked for: facts/returned.h */
            record_report(lowering, lowering->body->result_type);
    }
    scope_leave_all(lowering);
    emit(lowering, REGION_RETURN, location)->value = value;
}

static void lower_goto(struct lowering *lowering, CXCursor statement) {
    CXCursor reference = cursor_first_child(statement);
    CXCursor label_statement = clang_getCursorReferenced(reference);
    struct location location = begin_of(lowering, statement);

    lowering->body->has_goto = true;
    if (clang_Cursor_isNull(reference) || clang_Cursor_isNull(label_statement)) {
        emit(lowering, REGION_GOTO, location)->label = GOTO_UNKNOWN;
        return;
    }
    uint32_t label = body_label(lowering, cursor_node(label_statement), cursor_spelling(lowering->arena, reference));
    scope_leave_for_goto(lowering, label, label_statement);
    emit(lowering, REGION_GOTO, location)->label = label;
}

static void lower_label(struct lowering *lowering, CXCursor statement) {
    struct children children = children_push(&lowering->stack, statement);
    uint32_t label = body_label(lowering, cursor_node(statement), cursor_spelling(lowering->arena, statement));

    lowering->body->has_goto = true;
    scope_place_label(lowering, label);
    emit(lowering, REGION_LABEL, begin_of(lowering, statement))->label = label;
    for (uint32_t i = 0; i < children.count; i++)
        lower_statement(lowering, child(&lowering->stack, children, i));
    children_pop(&lowering->stack, children);
}

/* int a[n()]: what stands in the bounds runs. */
static void lower_bounds(struct lowering *lowering, CXCursor variable, CXCursor initializer) {
    struct children children = children_push(&lowering->stack, variable);

    for (uint32_t i = 0; i < children.count; i++) {
        CXCursor kid = child(&lowering->stack, children, i);
        if (cursor_is_expression(kid) && !clang_equalCursors(kid, initializer))
            (void)lower_expression(lowering, kid);
    }
    children_pop(&lowering->stack, children);
}

/* A static local is initialised once: `if (!x) x = ...`. */
static void lower_static_initializer(struct lowering *lowering, const struct expr *object, CXType type,
                                     CXCursor initializer, struct location location) {
    struct region_list *before = lowering->body->list;
    struct region_list list = {0};

    lowering->body->list = &list;
    uint32_t temporaries = lowering->body->destroys.count;
    const struct expr *value = lower_initializer_of(lowering, type, initializer, object);
    temporaries_end(lowering, temporaries);
    bool has_effect = list.first != NULL;
    if (!expr_is_equal(value, object))
        emit_assign(lowering, location, object, OP_NONE, value, true);
    lowering->body->list = before;
    if (has_effect) {
        struct region *region = emit(lowering, REGION_BRANCH, location);
        region->branch.condition = expr_unary(lowering->arena, OP_NOT, object);
        region->branch.then_list = list.first;
        region->branch.form = "if";
    } else {
        region_append_list(before, list.first);
    }
    fact_flow(lowering, object, type, value, location);
}

static void lower_local_variable(struct lowering *lowering, CXCursor variable) {
    CXType type = clang_getCursorType(variable);
    CXCursor initializer = clang_Cursor_getVarDeclInitializer(variable);
    struct location location = sources_expansion(&lowering->sources, clang_getCursorLocation(variable)).location;
    bool is_static = clang_Cursor_getStorageClass(variable) == CX_SC_Static;

    if (cursor_is_global(variable))
        return;
    if (clang_getCanonicalType(type).kind == CXType_VariableArray)
        lower_bounds(lowering, variable, initializer);
    /* Its own initialiser may mention it. */
    uint32_t local = body_add_local(lowering, variable, is_static ? LOCAL_STATIC : 0);
    const struct expr *object = expr_indexed(lowering->arena, EXPR_LOCAL, local);
    if (clang_Cursor_isNull(initializer)) {
        emit_assign(lowering, location, object, OP_NONE, NULL, true);
        scope_add(lowering, object, type, location);
        return;
    }
    if (is_static) {
        lower_static_initializer(lowering, object, type, initializer, location);
        return;
    }
    uint32_t temporaries = lowering->body->destroys.count;
    const struct expr *value = lower_initializer_of(lowering, type, initializer, object);
    if (type_is_reference(type))
        body_flag_local(lowering, value, LOCAL_ADDRESS_TAKEN);
    /* What its members' own constructors have built has no value to give. */
    bool is_built = expr_is_equal(value, object);
    emit_assign(lowering, location, object, OP_NONE, is_built ? NULL : value, true);
    if (!is_built)
        fact_flow(lowering, object, type, value, location);
    /* A temporary that is bound to a reference lives as long as the reference. */
    if (type_is_reference(type))
        return;
    temporaries_end(lowering, temporaries);
    scope_add(lowering, object, type, location);
}

static enum CXChildVisitResult queue_method(CXCursor member, CXCursor parent, CXClientData data) {
    enum CXCursorKind kind = clang_getCursorKind(member);

    (void)parent;
    if (kind == CXCursor_ClassDecl || kind == CXCursor_StructDecl)
        return CXChildVisit_Recurse;
    bool is_method = kind == CXCursor_CXXMethod || kind == CXCursor_Constructor || kind == CXCursor_Destructor ||
                     kind == CXCursor_ConversionFunction;
    if (is_method && clang_isCursorDefinition(member) && !clang_CXXMethod_isDefaulted(member))
        lower_queue(data, member, symbol_of(data, member));
    return CXChildVisit_Continue;
}

void lower_declaration(struct lowering *lowering, CXCursor declaration) {
    switch (clang_getCursorKind(declaration)) {
    case CXCursor_VarDecl:
        lower_local_variable(lowering, declaration);
        break;
    case CXCursor_StructDecl:
    case CXCursor_ClassDecl:
        if (lowering->is_cxx)
            clang_visitChildren(declaration, queue_method, lowering);
        break;
    case CXCursor_UnexposedDecl:
        lower_binding(lowering, declaration);
        break;
    default:
        break;
    }
}

static void lower_children(struct lowering *lowering, CXCursor statement) {
    struct children children = children_push(&lowering->stack, statement);

    for (uint32_t i = 0; i < children.count; i++) {
        CXCursor kid = child(&lowering->stack, children, i);
        if (clang_isDeclaration(clang_getCursorKind(kid)))
            lower_declaration(lowering, kid);
        else
            lower_statement(lowering, kid);
    }
    children_pop(&lowering->stack, children);
}

/* What asm works on is used. */
static void lower_operands(struct lowering *lowering, CXCursor statement) {
    struct children children = children_push(&lowering->stack, statement);

    for (uint32_t i = 0; i < children.count; i++)
        if (cursor_is_expression(child(&lowering->stack, children, i)))
            (void)lower_full_expression(lowering, child(&lowering->stack, children, i));
    children_pop(&lowering->stack, children);
}

static void lower_by_kind(struct lowering *lowering, CXCursor statement) {
    switch (clang_getCursorKind(statement)) {
    case CXCursor_CompoundStmt:
        lower_compound(lowering, statement);
        break;
    case CXCursor_IfStmt:
        lower_if(lowering, statement);
        break;
    case CXCursor_ForStmt:
        lower_for(lowering, statement);
        break;
    case CXCursor_WhileStmt:
        lower_while(lowering, statement);
        break;
    case CXCursor_DoStmt:
        lower_do(lowering, statement);
        break;
    case CXCursor_CXXForRangeStmt:
    case CXCursor_ObjCForCollectionStmt:
        lower_range_for(lowering, statement);
        break;
    case CXCursor_SwitchStmt:
        lower_switch(lowering, statement);
        break;
    case CXCursor_CaseStmt:
    case CXCursor_DefaultStmt:
        lower_case(lowering, statement);
        break;
    case CXCursor_ReturnStmt:
        lower_return(lowering, statement);
        break;
    case CXCursor_GotoStmt:
        lower_goto(lowering, statement);
        break;
    case CXCursor_LabelStmt:
        lower_label(lowering, statement);
        break;
    case CXCursor_CXXTryStmt:
    case CXCursor_ObjCAtTryStmt:
    case CXCursor_SEHTryStmt:
        lower_try(lowering, statement);
        break;
    case CXCursor_BreakStmt:
        scope_leave_for_break(lowering);
        emit(lowering, REGION_BREAK, begin_of(lowering, statement));
        break;
    case CXCursor_ContinueStmt:
        scope_leave_for_continue(lowering);
        emit(lowering, REGION_CONTINUE, begin_of(lowering, statement));
        break;
    case CXCursor_IndirectGotoStmt:
        lower_children(lowering, statement);
        lowering->body->has_goto = true;
        emit(lowering, REGION_GOTO, begin_of(lowering, statement))->label = GOTO_UNKNOWN;
        break;
    case CXCursor_GCCAsmStmt:
    case CXCursor_MSAsmStmt:
        lower_operands(lowering, statement);
        break;
    case CXCursor_NullStmt:
        break;
    /* DeclStmt, attributed statements, Objective-C blocks: what is inside counts. */
    default:
        if (cursor_is_expression(statement))
            lower_discarded(lowering, statement);
        else if (!clang_isAttribute(clang_getCursorKind(statement)) &&
                 !clang_isReference(clang_getCursorKind(statement)))
            lower_children(lowering, statement);
        break;
    }
}

void lower_statement(struct lowering *lowering, CXCursor statement) {
    if (lowering->body->depth >= LOWER_DEPTH_LIMIT) {
        lowering->body->is_incomplete = true;
        return;
    }
    lowering->body->depth++;
    lower_by_kind(lowering, statement);
    lowering->body->depth--;
}
