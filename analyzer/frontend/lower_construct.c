/* Construction: constructors, and what those do that nobody wrote.
 *
 * A constructor that nobody wrote is what it does to members and bases. Copies that nobody wrote are the value copied.
 * Tests: testdata/_lower/cxx_constructors.cpp, cxx_temporaries.cpp */
#include "base/error.h"
#include "frontend/lower.h"

#include <stdlib.h>
#include <string.h>

/* The initialiser that stands at a member's declaration, or a null cursor. Bounds and widths stand there too. */
static CXCursor initializer_of_member(struct lowering *lowering, CXCursor field) {
    struct children children = children_push(&lowering->stack, field);
    CXCursor found = clang_getNullCursor();

    for (uint32_t i = 0; i < children.count && !clang_Cursor_isBitField(field); i++) {
        CXCursor kid = child(&lowering->stack, children, i);
        bool is_bound = type_is_array(clang_getCursorType(field)) && clang_getCursorKind(kid) != CXCursor_InitListExpr;
        if (cursor_is_expression(kid) && !is_bound)
            found = kid;
    }
    children_pop(&lowering->stack, children);
    return found;
}

static void initialize_member(struct lowering *lowering, const struct expr *object, CXCursor field,
                              CXCursor initializer, struct location location) {
    CXType type = clang_getCursorType(field);
    uint32_t temporaries = lowering->body->destroys.count;

    if (cursor_has_name(field))
        object = expr_field(lowering->arena, object, symbol_of(lowering, field));
    if (clang_Cursor_isNull(initializer)) {
        construct_default(lowering, object, type, location);
        return;
    }
    uint32_t calls = lowering->body->call_symbols.count;
    const struct expr *value = lower_initializer_of(lowering, type, initializer, object);
    temporaries_end(lowering, temporaries);
    /* A member that its own constructor has built needs no assignment. */
    if (value->kind == EXPR_CALL && value->index >= calls && type_is_record(type) && !type_is_reference(type))
        return;
    emit_assign(lowering, location, object, OP_NONE, value, true);
    fact_flow(lowering, object, type, value, location);
}

static void construct_members(struct lowering *lowering, const struct expr *object, struct record_info *info,
                              struct location location) {
    for (uint32_t i = 0; i < info->base_count; i++)
        construct_default(lowering, object, info->bases[i], location);
    for (uint32_t i = 0; i < info->field_count && !info->is_union; i++)
        initialize_member(lowering, object, info->fields[i], initializer_of_member(lowering, info->fields[i]),
                          location);
}

void construct_default(struct lowering *lowering, const struct expr *object, CXType type, struct location location) {
    struct record_info *info = type_is_reference(type) ? NULL : record_of(lowering, type);
    bool owns_argument;

    if (info == NULL || lowering->body->depth >= LOWER_DEPTH_LIMIT ||
        record_is_standard(lowering, info, &owns_argument))
        return;
    record_look_at_class(lowering, info);
    CXCursor constructor = info->default_constructor;
    lowering->body->depth++;
    if (clang_Cursor_isNull(constructor) || clang_CXXMethod_isDefaulted(constructor))
        construct_members(lowering, object, info, location);
    else if (!info->is_from_template)
        emit_implicit_call(lowering, location, symbol_used(lowering, constructor), object, type,
                           CALL_CONSTRUCTOR | CALL_DROPPED);
    lowering->body->depth--;
}

static void place_name(struct lowering *lowering, struct region *region, CXCursor expression) {
    CXSourceLocation begin = clang_getRangeStart(clang_getCursorExtent(expression));
    struct place place = sources_expansion(&lowering->sources, begin);
    struct call *call = region->call;

    region->location = place.location;
    call->macro = macro_of(lowering, begin, &call->spelling);
    if (call->macro != NULL)
        call->flags |= CALL_IN_MACRO;
    call->end_line = place.location.line;
    call->end_column = place.location.column + (uint32_t)strlen(sources_identifier(&lowering->sources, place));
}

/* Nothing in the source says that this is a call: g(8) where g takes a class made from a number. */
static bool is_conversion(struct lowering *lowering, CXCursor expression, const CXCursor *arguments, uint32_t count) {
    if (count == 0)
        return false;
    struct place own = begin_place(lowering, expression);
    struct place first = begin_place(lowering, arguments[0]);
    return own.location.line != 0 && own.location.file == first.location.file && own.offset == first.offset;
}

static const struct expr *call_constructor(struct lowering *lowering, CXCursor expression, CXCursor constructor,
                                           const struct expr *object, const CXCursor *cursors, uint32_t count) {
    CXType prototype = clang_getCursorType(constructor), type = clang_getCursorType(expression);
    bool is_implicit = is_conversion(lowering, expression, cursors, count);
    struct call_arguments arguments;

    lower_arguments(lowering, &arguments, cursors, count, prototype);
    CXCursor core = lowering->core;
    bool is_holder = record_is_holder(lowering, type);
    if (is_holder && (count == 0 || holder_is_none(lowering, clang_getCursorType(cursors[0]))))
        return expr_constant(lowering->arena, 0);
    struct call *call = emit_call(lowering, expression, (struct location){0});
    struct region *region = lowering->body->list->last;
    call->flags = CALL_CONSTRUCTOR | (is_implicit ? CALL_IMPLICIT : 0u);
    call->symbol = symbol_of(lowering, constructor);
    lowering->body->call_symbols.items[call->index] = call->symbol;
    call->arguments = arguments.items;
    call->argument_count = arguments.count;
    call->receiver = object == NULL ? lower_opaque(lowering, expression) : object;
    while (type_is_array(type))
        type = clang_getArrayElementType(type_value(type));
    call->type = call->receiver_type = type_unqualified_text(&lowering->types, lowering->arena, type);
    place_name(lowering, region, expression);
    lower_queue(lowering, constructor, call->symbol);
    for (uint32_t i = 0; i < count; i++) {
        int known = clang_getNumArgTypes(prototype);
        CXType parameter = (int)i < known ? clang_getArgType(prototype, i) : (CXType){.kind = CXType_Invalid};
        fact_argument(lowering, call->symbol, i, parameter, arguments.items[i].value, region->location);
    }
    const struct expr *value = expr_indexed(lowering->arena, EXPR_CALL, call->index);
    if (object == NULL)
        scope_add(lowering, value, type, region->location);
    if (is_holder && object != NULL && count == 1)
        return holder_made(lowering, value, arguments.items[0].value, clang_getCursorType(core));
    /* What a conversion is made from says more than that it was made. */
    if (!is_implicit || object != NULL || count != 1)
        return value;
    lowering->core = core;
    lowering->is_converted = true;
    return arguments.items[0].value;
}

static const struct expr *construct_array(struct lowering *lowering, CXCursor expression, CXCursor constructor,
                                          const struct expr *object, const CXCursor *cursors, uint32_t count) {
    struct region_list *before = lowering->body->list;
    struct region_list list = {0};
    struct region *region = region_new(lowering->arena, REGION_LOOP, begin_of(lowering, expression));

    region->loop = ARENA_NEW(lowering->arena, struct loop);
    region->loop->index = lowering->body->loop_count++;
    region->loop->form = LOOP_RANGE;
    region->loop->range = object;
    region->loop->end_line = region->location.line;
    lowering->body->list = &list;
    (void)call_constructor(lowering, expression, constructor,
                           expr_element(lowering->arena, object, expr_opaque(lowering->arena, "each")), cursors, count);
    region->loop->body = list.first;
    lowering->body->list = before;
    region_append(before, region);
    return object;
}

const struct expr *lower_construct(struct lowering *lowering, CXCursor expression, const struct expr *object) {
    CXCursor constructor = clang_getCursorReferenced(expression);
    CXType type = clang_getCursorType(expression);
    int argument_count = clang_Cursor_getNumArguments(expression);
    uint32_t count = argument_count > 0 ? (uint32_t)argument_count : 0;
    bool is_defaulted = clang_CXXMethod_isDefaulted(constructor);
    const struct expr *value;
    CXType function;

    /* std::function made from something is that something. */
    if (count >= 1 && type_is_record(type) && type_is_function_pointer(type, &function)) {
        bool is_none = holder_is_none(lowering, clang_getCursorType(clang_Cursor_getArgument(expression, 0)));
        return is_none ? expr_constant(lowering->arena, 0)
                       : lower_expression(lowering, clang_Cursor_getArgument(expression, 0));
    }
    if (is_defaulted && count == 1) {
        CXCursor source = clang_Cursor_getArgument(expression, 0);
        lowering->object = object;
        value = lower_expression(lowering, source);
        lowering->object = NULL;
        /* A copy is an object of its own; what a call returns has been noted already. */
        if (object == NULL && value->kind != EXPR_CALL)
            scope_add(lowering, value, type, begin_of(lowering, expression));
        return value;
    }
    if (is_defaulted) {
        struct location location = begin_of(lowering, expression);
        const struct expr *made = object == NULL ? lower_opaque(lowering, expression) : object;
        construct_default(lowering, made, type_value(type), location);
        if (object == NULL)
            scope_add(lowering, made, type, location);
        return made;
    }
    CXCursor *cursors = checked_alloc(count + 1u, sizeof *cursors);
    for (uint32_t i = 0; i < count; i++)
        cursors[i] = clang_Cursor_getArgument(expression, i);
    if (object != NULL && type_is_array(type))
        value = construct_array(lowering, expression, constructor, object, cursors, count);
    else
        value = call_constructor(lowering, expression, constructor, object, cursors, count);
    free(cursors);
    return value;
}

/* A copy that is left out: what stands in it is built where the copy would be. libclang names no constructor for it.
 * Before C++17 that is each variable, argument and member made from a temporary (`auto f = [] {};`), and in all
 * versions what a function returns of its locals. */
bool is_elided_copy(CXCursor expression, CXCursor source) {
    CXType type = type_value(clang_getCursorType(expression));

    return type_is_record(type) &&
           clang_equalTypes(clang_getUnqualifiedType(type),
                            clang_getUnqualifiedType(type_value(clang_getCursorType(source)))) != 0;
}

const struct expr *lower_elided_copy(struct lowering *lowering, CXCursor source, const struct expr *object) {
    lowering->object = object;
    const struct expr *value = lower_expression(lowering, source);
    lowering->object = NULL;
    lowering->is_converted = true; /* it is no step of its own: `core` stays what it was */
    return value;
}

struct written_initializer {
    CXCursor member; /* null cursor: of a base, or the constructor that does the work */
    CXCursor value;
};

static CXCursor written_for(const struct written_initializer *items, uint32_t count, CXCursor field) {
    for (uint32_t i = 0; i < count; i++)
        if (clang_equalCursors(items[i].member, field))
            return items[i].value;
    return clang_getNullCursor();
}

static bool is_written_base(const struct written_initializer *items, uint32_t count, CXType base) {
    for (uint32_t i = 0; i < count; i++)
        if (clang_Cursor_isNull(items[i].member) &&
            clang_equalTypes(type_value(clang_getCursorType(items[i].value)), type_value(base)))
            return true;
    return false;
}

static void run_constructor_head(struct lowering *lowering, CXType type, const struct written_initializer *items,
                                 uint32_t count, struct location location) {
    const struct expr *object = expr_deref(lowering->arena, lower_this(lowering));
    struct record_info *info = record_of(lowering, type);
    bool is_delegating = false;

    for (uint32_t i = 0; i < count; i++) {
        if (!clang_Cursor_isNull(items[i].member))
            continue;
        uint32_t temporaries = lowering->body->destroys.count;
        is_delegating |= clang_equalTypes(type_value(clang_getCursorType(items[i].value)), type_value(type)) != 0;
        lowering->object = object;
        (void)lower_expression(lowering, items[i].value);
        lowering->object = NULL;
        temporaries_end(lowering, temporaries);
    }
    if (info == NULL || is_delegating)
        return;
    record_look_at_class(lowering, info);
    for (uint32_t i = 0; i < info->base_count; i++)
        if (!is_written_base(items, count, info->bases[i]))
            construct_default(lowering, object, info->bases[i], location);
    for (uint32_t i = 0; i < info->field_count; i++) {
        CXCursor field = info->fields[i];
        CXCursor value = written_for(items, count, field);
        if (clang_Cursor_isNull(value))
            value = info->is_union ? value : initializer_of_member(lowering, field);
        struct location place = clang_Cursor_isNull(value) ? location : begin_of(lowering, value);
        initialize_member(lowering, object, field, value, place);
    }
}

/* Children before the body: a member (or the type of a base) and behind it what it is initialised with. */
void lower_constructor_head(struct lowering *lowering, CXCursor constructor) {
    struct children children = children_push(&lowering->stack, constructor);
    VEC(struct written_initializer) items = {0};
    CXCursor member = clang_getNullCursor();
    bool is_base = false;

    for (uint32_t i = 0; i < children.count; i++) {
        CXCursor kid = child(&lowering->stack, children, i);
        enum CXCursorKind kind = clang_getCursorKind(kid);
        if (kind == CXCursor_MemberRef) {
            member = clang_getCursorReferenced(kid);
            is_base = false;
        } else if (kind == CXCursor_TypeRef || kind == CXCursor_TemplateRef) {
            member = clang_getNullCursor();
            is_base = true;
        } else if (cursor_is_expression(kid) && (is_base || !clang_Cursor_isNull(member))) {
            vec_push(&items, (struct written_initializer){member, kid});
            member = clang_getNullCursor();
            is_base = false;
        }
    }
    run_constructor_head(lowering, clang_getCursorType(clang_getCursorSemanticParent(constructor)), items.items,
                         items.count,
                         sources_expansion(&lowering->sources, clang_getCursorLocation(constructor)).location);
    vec_finish(&items);
    children_pop(&lowering->stack, children);
}
