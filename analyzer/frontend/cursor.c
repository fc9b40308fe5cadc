#include "frontend/cursor.h"

#include "base/buffer.h"

#include <string.h>

#define STRING_LIMIT 4096

static const char *take_text(struct arena *arena, CXString string) {
    const char *text = clang_getCString(string);
    const char *copy = text == NULL || text[0] == '\0' ? "" : arena_text(arena, text, strlen(text));

    clang_disposeString(string);
    return copy;
}

const char *cursor_spelling(struct arena *arena, CXCursor cursor) {
    return take_text(arena, clang_getCursorSpelling(cursor));
}

const char *cursor_usr(struct arena *arena, CXCursor cursor) { return take_text(arena, clang_getCursorUSR(cursor)); }

bool cursor_has_name(CXCursor cursor) {
    CXString string = clang_getCursorSpelling(cursor);
    const char *text = clang_getCString(string);
    /* Newer libclang spells "union S::(anonymous at FILE:1:2)" where older gives nothing. */
    bool has_name = text != NULL && text[0] != '\0' && strchr(text, '(') == NULL;

    clang_disposeString(string);
    return has_name;
}

static char unescape(const char **cursor) {
    const char *at = *cursor;
    char c = *at++;

    if (c >= '0' && c <= '7') {
        unsigned value = (unsigned)(c - '0');
        for (int i = 0; i < 2 && *at >= '0' && *at <= '7'; i++)
            value = value * 8 + (unsigned)(*at++ - '0');
        c = (char)value;
    } else {
        static const char from[] = "abfnrtv", to[] = "\a\b\f\n\r\t\v";
        const char *known = strchr(from, c);
        if (c != '\0' && known != NULL)
            c = to[known - from];
    }
    *cursor = at;
    return c;
}

const char *cursor_string_literal(struct arena *arena, CXCursor cursor) {
    CXString string = clang_getCursorSpelling(cursor);
    const char *text = clang_getCString(string);
    const char *at = text == NULL ? NULL : strchr(text, '"');
    char bytes[STRING_LIMIT];
    size_t size = 0;

    for (at = at == NULL ? "" : at + 1; *at != '\0' && *at != '"' && size < STRING_LIMIT;) {
        char c = *at++;
        if (c == '\\')
            c = unescape(&at);
        if (c == '\0')
            break;
        bytes[size++] = c;
    }
    clang_disposeString(string);
    return arena_text(arena, bytes, size);
}

/* Evaluating an expression that mentions a builtin function, or whose type depends on a template parameter, crashes
 * libclang, and a crash in a question to a cursor is not recovered. */
bool cursor_evaluate(CXCursor cursor, int64_t *value) {
    CXType type = clang_getCanonicalType(clang_getCursorType(cursor));
    bool is_integer = (type.kind >= CXType_Bool && type.kind <= CXType_Int128) || type.kind == CXType_Enum;

    if (!is_integer)
        return false;
    CXEvalResult result = clang_Cursor_Evaluate(cursor);
    if (result == NULL)
        return false;
    bool is_known = clang_EvalResult_getKind(result) == CXEval_Int;
    if (is_known)
        *value = clang_EvalResult_getAsLongLong(result);
    clang_EvalResult_dispose(result);
    return is_known;
}

static enum CXChildVisitResult push_child(CXCursor cursor, CXCursor parent, CXClientData data) {
    struct cursor_stack *stack = data;

    (void)parent;
    vec_push(stack, cursor);
    return CXChildVisit_Continue;
}

struct children children_push(struct cursor_stack *stack, CXCursor parent) {
    struct children children = {.base = stack->count};

    clang_visitChildren(parent, push_child, stack);
    children.count = stack->count - children.base;
    return children;
}

void children_pop(struct cursor_stack *stack, struct children children) { stack->count = children.base; }

static enum CXChildVisitResult take_first(CXCursor cursor, CXCursor parent, CXClientData data) {
    (void)parent;
    *(CXCursor *)data = cursor;
    return CXChildVisit_Break;
}

CXCursor cursor_first_child(CXCursor parent) {
    CXCursor first = clang_getNullCursor();

    clang_visitChildren(parent, take_first, &first);
    return first;
}

void type_texts_finish(struct type_texts *texts) {
    map_finish(&texts->by_type);
    vec_finish(&texts->texts);
}

/* Drops " at FILE:LINE:COLUMN" inside "(unnamed struct at ...)" and "(lambda at ...)", and what a pointer to a function
 * need not share with it. */
static const char *clean_type(struct arena *arena, const char *text) {
    static const char attribute[] = " __attribute__((noreturn))", exceptions[] = " noexcept";

    if (strchr(text, '(') == NULL ||
        (strstr(text, " at ") == NULL && strstr(text, attribute) == NULL && strstr(text, exceptions) == NULL))
        return text;
    struct buffer out = {0};
    int depth = 0;
    for (const char *at = text; *at != '\0'; at++) {
        if (strncmp(at, attribute, sizeof attribute - 1) == 0) {
            at += sizeof attribute - 2;
        } else if (strncmp(at, exceptions, sizeof exceptions - 1) == 0) {
            at += sizeof exceptions - 2;
        } else if (depth > 0 && strncmp(at, " at ", 4) == 0) {
            at += strcspn(at, ")") - 1;
        } else {
            depth += (*at == '(') - (*at == ')');
            buffer_add_char(&out, *at);
        }
    }
    const char *copy = arena_text(arena, buffer_text(&out), out.size);
    buffer_finish(&out);
    return copy;
}

const char *type_text(struct type_texts *texts, struct arena *arena, CXType type) {
    if (type.kind == CXType_Invalid || type.kind == CXType_Dependent)
        return "";
    CXType canonical = clang_getCanonicalType(type);
    uint32_t known = map_get(&texts->by_type, map_key(canonical.data[0]));
    if (known != MAP_NONE)
        return texts->texts.items[known];
    const char *text = clean_type(arena, take_text(arena, clang_getTypeSpelling(canonical)));
    map_put(&texts->by_type, map_key(canonical.data[0]), texts->texts.count);
    vec_push(&texts->texts, text);
    return text;
}

const char *type_unqualified_text(struct type_texts *texts, struct arena *arena, CXType type) {
    return type.kind == CXType_Invalid ? "" : type_text(texts, arena, clang_getUnqualifiedType(type_value(type)));
}

const char *type_raw_text(struct arena *arena, CXType type) {
    return type.kind == CXType_Invalid ? "" : take_text(arena, clang_getTypeSpelling(clang_getCanonicalType(type)));
}

CXType type_value(CXType type) {
    CXType canonical = clang_getCanonicalType(type);

    while (canonical.kind == CXType_LValueReference || canonical.kind == CXType_RValueReference)
        canonical = clang_getCanonicalType(clang_getPointeeType(canonical));
    return canonical;
}

bool type_is_pointer(CXType type) {
    CXType canonical = type_value(type);

    return canonical.kind == CXType_Pointer || canonical.kind == CXType_ObjCObjectPointer;
}

bool type_is_array(CXType type) {
    CXType canonical = type_value(type);

    return canonical.kind == CXType_ConstantArray || canonical.kind == CXType_IncompleteArray ||
           canonical.kind == CXType_VariableArray || canonical.kind == CXType_DependentSizedArray;
}

bool type_is_record(CXType type) { return type_value(type).kind == CXType_Record; }

bool type_is_reference(CXType type) {
    CXType canonical = clang_getCanonicalType(type);

    return canonical.kind == CXType_LValueReference || canonical.kind == CXType_RValueReference;
}

static CXType first_template_argument(CXType type) {
    bool is_template = type.kind == CXType_Record && clang_Type_getNumTemplateArguments(type) > 0;

    return is_template ? clang_getCanonicalType(clang_Type_getTemplateArgumentAsType(type, 0))
                       : (CXType){.kind = CXType_Invalid};
}

static bool is_function(CXType type) {
    return type.kind == CXType_FunctionProto || type.kind == CXType_FunctionNoProto;
}

bool type_is_function_object(CXType type) { return is_function(first_template_argument(type_value(type))); }

/* std::shared_ptr<std::function<int (int)>> and its like. */
static bool holds_function_object(CXType type) {
    static const char *const names[] = {"shared_ptr", "unique_ptr", "optional"};
    bool is_holder = false;

    if (!is_function(first_template_argument(first_template_argument(type))))
        return false;
    CXString name = clang_getCursorSpelling(clang_getTypeDeclaration(type));
    for (size_t i = 0; i < ARRAY_COUNT(names); i++)
        is_holder |= strcmp(clang_getCString(name), names[i]) == 0;
    clang_disposeString(name);
    return is_holder;
}

bool type_is_function_pointer(CXType type, CXType *function) {
    CXType canonical = type_value(type);

    if (canonical.kind == CXType_Pointer || canonical.kind == CXType_BlockPointer ||
        canonical.kind == CXType_MemberPointer)
        canonical = clang_getCanonicalType(clang_getPointeeType(canonical));
    if (holds_function_object(canonical))
        canonical = first_template_argument(canonical);
    if (is_function(first_template_argument(canonical)))
        canonical = first_template_argument(canonical);
    if (!is_function(canonical))
        return false;
    *function = canonical;
    return true;
}

int64_t type_size(CXType type) {
    CXType canonical = clang_getCanonicalType(type);
    bool is_scalar = canonical.kind >= CXType_Bool && canonical.kind <= CXType_NullPtr;

    switch (canonical.kind) {
    case CXType_Record:
    case CXType_Enum:
    case CXType_Pointer:
    case CXType_LValueReference:
    case CXType_RValueReference:
    case CXType_ConstantArray:
    case CXType_BlockPointer:
    case CXType_ObjCObjectPointer:
        break;
    default:
        if (!is_scalar)
            return -1;
    }
    return clang_Type_getSizeOf(canonical);
}
