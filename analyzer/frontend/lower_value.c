/* Leaves of expressions: names, members, constants, text of what cannot be said otherwise.
 *
 * Must not emit regions of its own. Tests: testdata/_lower/constant*.c, member*.c, unevaluated.c */
#include "frontend/lower.h"

#include <ctype.h>
#include <string.h>

#define OPAQUE_LIMIT 80
#define NOT_CONSTANT (MAP_NONE - 1)

const char *source_text_of(struct lowering *lowering, CXCursor cursor, size_t *length) {
    struct place begin = begin_place(lowering, cursor);
    struct place end = end_place(lowering, cursor);
    struct source_text text = sources_text(&lowering->sources, begin.location.file);

    *length = 0;
    if (begin.location.line == 0 || begin.location.file != end.location.file || text.bytes == NULL ||
        begin.offset >= end.offset || end.offset > text.size)
        return "";
    *length = end.offset - begin.offset;
    return text.bytes + begin.offset;
}

const struct expr *lower_opaque(struct lowering *lowering, CXCursor expression) {
    size_t length = 0, size = 0;
    const char *text = source_text_of(lowering, expression, &length);
    char folded[OPAQUE_LIMIT + 1];
    bool is_gap = false;

    for (size_t i = 0; i < length && size < OPAQUE_LIMIT; i++) {
        unsigned char c = (unsigned char)text[i];
        if (isspace(c)) {
            is_gap = size > 0;
            continue;
        }
        if (is_gap)
            folded[size++] = ' ';
        is_gap = false;
        if (size < OPAQUE_LIMIT)
            folded[size++] = (char)c;
    }
    /* Never half of a UTF-8 character. */
    if (size == OPAQUE_LIMIT) {
        while (size > 0 && ((unsigned char)folded[size - 1] & 0xC0) == 0x80)
            size--;
        if (size > 0 && (unsigned char)folded[size - 1] >= 0xC0)
            size--;
    }
    return expr_opaque(lowering->arena, arena_text(lowering->arena, folded, size));
}

const struct expr *lower_this(struct lowering *lowering) { return expr_new(lowering->arena, EXPR_THIS); }

const struct expr *lower_function_value(struct lowering *lowering, CXCursor function) {
    uint32_t symbol = symbol_of(lowering, function);

    if (symbol_at(lowering, symbol)->kind != SYMBOL_FUNCTION)
        return expr_opaque(lowering->arena, symbol_at(lowering, symbol)->name);
    symbol_at(lowering, symbol)->flags |= SYMBOL_ADDRESS_TAKEN;
    lower_queue(lowering, function, symbol);
    return expr_indexed(lowering->arena, EXPR_FUNCTION, symbol);
}

/* Constants by name: `static const int limit = 3;`, constexpr. */
static bool variable_value(struct lowering *lowering, CXCursor variable, int64_t *value) {
    CXType type = clang_getCursorType(variable);

    if (!clang_isConstQualifiedType(type) || clang_getCursorKind(variable) != CXCursor_VarDecl)
        return false;
    uint32_t known = map_get(&lowering->constant_by_declaration, map_key(variable.data[0]));
    if (known == MAP_NONE) {
        known = NOT_CONSTANT;
        if (!clang_isVolatileQualifiedType(type) && cursor_evaluate(variable, value)) {
            known = lowering->constants.count;
            vec_push(&lowering->constants, *value);
        }
        map_put(&lowering->constant_by_declaration, map_key(variable.data[0]), known);
    }
    if (known == NOT_CONSTANT)
        return false;
    *value = lowering->constants.items[known];
    return true;
}

/* A local of the function around: this body gets one of its own, the other learns that it is shared. What holds a
 * function is a parameter, which the calls of the lambda pass: whom it calls hangs on who runs the function around. */
static const struct expr *capture(struct lowering *lowering, CXCursor declaration) {
    bool is_outside = false;

    for (struct body *outer = lowering->body->outer; outer != NULL && !is_outside; outer = outer->outer) {
        uint32_t index = map_get(&outer->by_declaration, map_key(declaration.data[0]));
        is_outside = index != MAP_NONE;
        if (!is_outside || !lowering->body->captures_by_reference)
            continue;
        if ((index & LOCAL_BIT) != 0)
            outer->locals.items[index & ~LOCAL_BIT].flags |= LOCAL_CAPTURED;
        else
            outer->parameters.items[index].flags |= LOCAL_CAPTURED;
    }
    if (is_outside || clang_getCursorKind(declaration) != CXCursor_VarDecl ||
        clang_Cursor_isNull(clang_Cursor_getVarDeclInitializer(declaration)))
        return is_outside && lambda_captures(lowering, declaration)
                   ? expr_indexed(lowering->arena, EXPR_PARAMETER, lowering->body->parameters.count - 1)
                   : expr_indexed(lowering->arena, EXPR_LOCAL,
                                  body_add_local(lowering, declaration, is_outside ? LOCAL_CAPTURED : 0));
    /* libclang leaves out the first part of `switch (int x = f(); x)`: here is where it is heard of first. */
    lower_declaration(lowering, declaration);
    uint32_t index = map_get(&lowering->body->by_declaration, map_key(declaration.data[0]));
    index = index == MAP_NONE ? body_add_local(lowering, declaration, 0) : index & ~LOCAL_BIT;
    return expr_indexed(lowering->arena, EXPR_LOCAL, index);
}

const struct expr *lower_variable(struct lowering *lowering, CXCursor declaration) {
    uint32_t index = map_get(&lowering->body->by_declaration, map_key(declaration.data[0]));
    int64_t value;

    if (index == MAP_NONE) {
        if (variable_value(lowering, declaration, &value))
            return expr_constant(lowering->arena, value);
        if (clang_getCursorKind(declaration) == CXCursor_VarDecl && cursor_is_global(declaration))
            return expr_indexed(lowering->arena, EXPR_GLOBAL, symbol_of(lowering, declaration));
        return capture(lowering, declaration);
    }
    if ((index & LOCAL_BIT) == 0)
        return expr_indexed(lowering->arena, EXPR_PARAMETER, index);
    if (variable_value(lowering, declaration, &value))
        return expr_constant(lowering->arena, value);
    return expr_indexed(lowering->arena, EXPR_LOCAL, index & ~LOCAL_BIT);
}

const struct expr *lower_reference(struct lowering *lowering, CXCursor expression) {
    CXCursor declaration = clang_getCursorReferenced(expression);

    switch (clang_getCursorKind(declaration)) {
    case CXCursor_VarDecl:
    case CXCursor_ParmDecl:
        return lower_variable(lowering, declaration);
    case CXCursor_EnumConstantDecl:
        return expr_constant(lowering->arena, clang_getEnumConstantDeclValue(declaration));
    case CXCursor_FunctionDecl:
    case CXCursor_CXXMethod:
    case CXCursor_ConversionFunction:
        return lower_function_value(lowering, declaration);
    case CXCursor_UnexposedDecl: /* a structured binding */
        return map_get(&lowering->body->by_declaration, map_key(declaration.data[0])) == MAP_NONE
                   ? lower_opaque(lowering, expression)
                   : lower_variable(lowering, declaration);
    case CXCursor_FieldDecl: /* &City::name, or an Objective-C instance variable */
        return expr_field(lowering->arena, lower_this(lowering), symbol_of(lowering, declaration));
    default:
        return lower_opaque(lowering, expression);
    }
}

/* The expression before `.` or `->`; false when `this` is meant. Qualifiers (p->Base::f) are no expressions. */
static bool object_of(struct lowering *lowering, CXCursor expression, CXCursor *object) {
    struct children children = children_push(&lowering->stack, expression);
    bool is_found = false;

    for (uint32_t i = 0; i < children.count && !is_found; i++) {
        *object = child(&lowering->stack, children, i);
        is_found = cursor_is_expression(*object);
    }
    children_pop(&lowering->stack, children);
    return is_found;
}

const struct expr *lower_member(struct lowering *lowering, CXCursor expression) {
    CXCursor member = clang_getCursorReferenced(expression);
    CXCursor object_cursor;
    const struct expr *object;

    if (object_of(lowering, expression, &object_cursor)) {
        bool is_arrow = type_is_pointer(clang_getCursorType(object_cursor));
        object = lower_expression(lowering, object_cursor);
        if (is_arrow)
            object = expr_deref(lowering->arena, object);
    } else {
        object = expr_deref(lowering->arena, lower_this(lowering));
    }
    switch (clang_getCursorKind(member)) {
    case CXCursor_FieldDecl:
    case CXCursor_ObjCIvarDecl:
    case CXCursor_ObjCPropertyDecl:
        /* Members of an unnamed struct or union are written as members of what holds it. One that has a symbol has a
         * name. */
        if (map_get(&lowering->symbol_by_declaration, map_key(member.data[0])) == MAP_NONE && !cursor_has_name(member))
            return object;
        return expr_field(lowering->arena, object, symbol_of(lowering, member));
    case CXCursor_VarDecl:
        return lower_variable(lowering, member);
    case CXCursor_EnumConstantDecl:
        return expr_constant(lowering->arena, clang_getEnumConstantDeclValue(member));
    case CXCursor_FunctionDecl:
    case CXCursor_CXXMethod:
        return lower_function_value(lowering, member);
    default:
        return lower_opaque(lowering, expression);
    }
}

struct association {
    const char *type;
    size_t length;
};

#define ASSOCIATION_LIMIT 64

/* Cuts "_Generic(x, int: f, default: g)" into the types before the colons. */
static uint32_t read_associations(const char *text, size_t size, struct association *out) {
    uint32_t count = 0, part = 0;
    size_t begin = 0;
    int depth = 0;
    bool has_colon = false;

    for (size_t i = 0; i < size; i++) {
        char c = text[i];
        if (c == '"' || c == '\'') {
            for (i++; i < size && text[i] != c; i++)
                i += text[i] == '\\';
        } else if (c == '(' || c == '[' || c == '{') {
            if (depth++ == 0)
                begin = i + 1;
        } else if (c == ')' || c == ']' || c == '}') {
            if (--depth == 0)
                break;
        } else if (depth == 1 && c == ',') {
            part++;
            begin = i + 1;
            has_colon = false;
        } else if (depth == 1 && c == ':' && part > 0 && !has_colon && count < ASSOCIATION_LIMIT) {
            has_colon = true;
            out[count++] = (struct association){text + begin, i - begin};
        }
    }
    return count;
}

/* Compared without white space and without "const" and friends in front: control values lose their qualifiers. */
static bool is_same_type_text(const char *a, size_t a_size, const char *b) {
    while (strncmp(b, "const ", 6) == 0 || strncmp(b, "volatile ", 9) == 0)
        b += b[0] == 'c' ? 6 : 9;
    size_t i = 0;
    for (;; i++) {
        while (i < a_size && isspace((unsigned char)a[i]))
            i++;
        while (isspace((unsigned char)*b))
            b++;
        if (i >= a_size || *b == '\0' || a[i] != *b)
            break;
        b++;
    }
    return i >= a_size && *b == '\0';
}

/* libclang does not say which branch of _Generic is taken: the types are read from its text. */
bool generic_choose(struct lowering *lowering, CXCursor expression, CXCursor *out) {
    struct place begin = sources_spelling(&lowering->sources, clang_getRangeStart(clang_getCursorExtent(expression)));
    struct source_text text = sources_text(&lowering->sources, begin.location.file);
    struct children children = children_push(&lowering->stack, expression);
    struct association associations[ASSOCIATION_LIMIT];
    CXCursor expressions[ASSOCIATION_LIMIT + 1];
    uint32_t count = 0, expression_count = 0;
    uint32_t chosen = UINT32_MAX, fallback = UINT32_MAX;

    for (uint32_t i = 0; i < children.count && expression_count <= ASSOCIATION_LIMIT; i++)
        if (cursor_is_expression(child(&lowering->stack, children, i)))
            expressions[expression_count++] = child(&lowering->stack, children, i);
    children_pop(&lowering->stack, children);
    if (begin.location.line != 0 && begin.offset < text.size)
        count = read_associations(text.bytes + begin.offset, text.size - begin.offset, associations);
    if (count == 0 || count + 1 != expression_count)
        return false;
    CXType control = clang_getCursorType(expressions[0]);
    const char *canonical = type_text(&lowering->types, lowering->arena, control);
    for (uint32_t i = 0; i < count; i++) {
        struct association association = associations[i];
        if (is_same_type_text(association.type, association.length, "default"))
            fallback = i;
        else if (is_same_type_text(association.type, association.length, canonical))
            chosen = i;
    }
    chosen = chosen == UINT32_MAX ? fallback : chosen;
    if (chosen == UINT32_MAX)
        return false;
    *out = expressions[chosen + 1];
    return true;
}
