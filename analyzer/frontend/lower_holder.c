/* std::optional, std::unique_ptr and std::shared_ptr: they hold one object or none, and are as good as a pointer to it.
 *
 *     auto r = ask(p);             r = $1
 *     if (r.has_value())           r
 *     if (r != nullptr)            (!= r 0)
 *     return *r;                   (deref r)
 *     return std::nullopt;         0
 *     return reply;                (address reply)
 *
 * So all that is known of tests of pointers holds for them, and what is got through them has a name. Methods that give
 * out or replace what is held, and that no pointer has, stay calls. Tests: testdata/_lower/cxx_holders.cpp */
#include "frontend/callee.h"

#include <string.h>

enum holder_use { USE_NONE, USE_TEST, USE_OBJECT, USE_LOOK };

static enum holder_use use_of_name(const char *name) {
    static const struct {
        const char *name;
        enum holder_use use;
    } uses[] = {{"operator bool", USE_TEST}, {"has_value", USE_TEST}, {"get", USE_TEST},
                {"operator*", USE_OBJECT},   {"value", USE_OBJECT},   {"operator->", USE_TEST},
                {"use_count", USE_LOOK},     {"value_or", USE_LOOK}};

    for (size_t i = 0; i < ARRAY_COUNT(uses); i++)
        if (strcmp(uses[i].name, name) == 0)
            return uses[i].use;
    return USE_NONE;
}

static enum holder_use use_of(struct lowering *lowering, const struct callee *callee) {
    if (!lowering->is_cxx || clang_Cursor_isNull(callee->function) ||
        !record_is_holder(lowering, callee->receiver_type))
        return USE_NONE;
    return use_of_name(cursor_spelling(lowering->arena, callee->function));
}

/* `held = x`, `held.reset()`, `held.reset(x)`: what holder_assigned() makes an assignment of. */
static bool is_assigning(struct lowering *lowering, const struct callee *callee) {
    if (!lowering->is_cxx || clang_Cursor_isNull(callee->function) ||
        !record_is_holder(lowering, callee->receiver_type) || type_may_hold_function(lowering, callee->receiver_type))
        return false;
    const char *name = cursor_spelling(lowering->arena, callee->function);
    return strcmp(name, "operator=") == 0 ||
           (strcmp(name, "reset") == 0 && clang_Cursor_getNumArguments(callee->function) <= 1);
}

bool holder_is_seen(struct lowering *lowering, const struct callee *callee) {
    return use_of(lowering, callee) != USE_NONE || is_assigning(lowering, callee);
}

const struct expr *holder_used(struct lowering *lowering, const struct callee *callee) {
    enum holder_use use = callee->receiver ? use_of(lowering, callee) : USE_NONE;

    CXType function;

    /* What is held is as good as a pointer to function, and so is what holds it. */
    if (use == USE_TEST || (use == USE_OBJECT && type_is_function_pointer(callee->receiver_type, &function)))
        return callee->receiver;
    return use == USE_OBJECT ? expr_deref(lowering->arena, callee->receiver) : NULL;
}

bool holder_is_none(struct lowering *lowering, CXType type) {
    bool owns_argument;

    if (type_value(type).kind == CXType_NullPtr)
        return true;
    struct record_info *info = lowering->is_cxx && type_is_record(type) ? record_of(lowering, type) : NULL;
    return info != NULL && record_is_standard(lowering, info, &owns_argument) &&
           strcmp(cursor_spelling(lowering->arena, info->declaration), "nullopt_t") == 0;
}

const struct expr *holder_compared(struct lowering *lowering, const struct callee *callee, const CXCursor *arguments,
                                   uint32_t count) {
    if (count != 2 || clang_Cursor_isNull(callee->function) || callee->receiver != NULL)
        return NULL;
    const char *name = cursor_spelling(lowering->arena, callee->function);
    bool is_equal = strcmp(name, "operator==") == 0;
    if (!is_equal && strcmp(name, "operator!=") != 0)
        return NULL;
    bool is_first_none = holder_is_none(lowering, clang_getCursorType(arguments[0]));
    const CXCursor *held = &arguments[is_first_none ? 1 : 0], *none = &arguments[is_first_none ? 0 : 1];
    if (!holder_is_none(lowering, clang_getCursorType(*none)) ||
        !record_is_holder(lowering, clang_getCursorType(*held)))
        return NULL;
    return expr_binary(lowering->arena, is_equal ? OP_EQUAL : OP_NOT_EQUAL, lower_expression(lowering, *held),
                       expr_constant(lowering->arena, 0));
}

static bool is_place(const struct expr *value) {
    return value->kind == EXPR_LOCAL || value->kind == EXPR_PARAMETER || value->kind == EXPR_GLOBAL ||
           value->kind == EXPR_FIELD || value->kind == EXPR_ELEMENT || value->kind == EXPR_CALL;
}

const struct expr *holder_made(struct lowering *lowering, const struct expr *made, const struct expr *from,
                               CXType type) {
    if (type_is_pointer(type) || record_is_holder(lowering, type))
        return from;
    if (from->kind == EXPR_DEREF)
        return from->a;
    return expr_address(lowering->arena, is_place(from) ? from : made);
}

/* `held = f();`, `held = nullptr;`, `held.reset();` NULL: it is another call. */
const struct expr *holder_assigned(struct lowering *lowering, CXCursor expression, const struct callee *callee,
                                   const CXCursor *arguments, uint32_t count) {
    if (callee->receiver == NULL || !is_assigning(lowering, callee))
        return NULL;
    bool is_reset = strcmp(cursor_spelling(lowering->arena, callee->function), "reset") == 0;
    const struct expr *value;
    if (is_reset && count == 0) {
        value = expr_constant(lowering->arena, 0);
    } else if (count == 1) {
        CXType type = clang_getCursorType(arguments[0]);
        value = lower_expression(lowering, arguments[0]);
        bool is_default = is_reset && value->kind == EXPR_OPAQUE && (value->text == NULL || value->text[0] == '\0');
        if (is_default || holder_is_none(lowering, type))
            value = expr_constant(lowering->arena, 0);
        else if (!type_is_pointer(type) && !record_is_holder(lowering, type) && is_place(value))
            value = expr_address(lowering->arena, value);
    } else {
        return NULL;
    }
    emit_assign(lowering, begin_of(lowering, expression), callee->receiver, OP_NONE, value, false);
    return callee->receiver;
}
