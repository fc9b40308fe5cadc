/* Bounds that grow. Tests: tests/counted/programs/{bound_grows.c,cxx_grows.cc}, tests/unit/cost/test_turns.c */
#include "turns/growth.h"

#include "base/text.h"
#include "turns/path.h"

#include <string.h>

static const struct call *call_inside(const struct scope *scope, uint32_t call, uint32_t loop) {
    const struct call_place *place = &scope->calls[call];
    bool is_inside = place->region && scope_is_inside(scope, place->number, loop) && !scope->is_dead[place->number];
    return is_inside ? place->region->call : NULL;
}

/* `f(list)`, `f(&list)`, `list.f()`: the call is given what the field is one of. */
static bool is_given_owner(const struct call *call, const struct expr *field) {
    const struct expr *owner = field->a;
    if (field->kind != EXPR_FIELD)
        return false;
    if (call->receiver && expr_is_equal(call->receiver, owner))
        return true;
    for (uint32_t i = 0; i < call->argument_count; i++) {
        const struct expr *value = call->arguments[i].value;
        if ((owner->kind == EXPR_DEREF && expr_is_equal(value, owner->a)) ||
            (value->kind == EXPR_ADDRESS && expr_is_equal(value->a, owner)))
            return true;
    }
    return false;
}

bool growth_is_by_call(const struct scope *scope, const struct expr *expr, const struct call *call) {
    if (!expr || !scope->may_change)
        return false;
    if (expr->kind == EXPR_BINARY)
        return growth_is_by_call(scope, expr->a, call) || growth_is_by_call(scope, expr->b, call);
    return expr->kind == EXPR_FIELD && path_can_be(expr) && is_given_owner(call, expr) &&
           scope->may_change(scope, call, path_convert(scope, expr), scope->change_context);
}

bool growth_is_changed(const struct scope *scope, const struct expr *expr, uint32_t loop, bool by_owner) {
    if (!expr || !scope->may_change)
        return false;
    if (expr->kind == EXPR_BINARY)
        return growth_is_changed(scope, expr->a, loop, by_owner) || growth_is_changed(scope, expr->b, loop, by_owner);
    if ((expr->kind != EXPR_FIELD && expr->kind != EXPR_GLOBAL) || !path_can_be(expr))
        return false;
    const struct expr *path = path_convert(scope, expr);
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct call *call = call_inside(scope, i, loop);
        if (call && (!by_owner || is_given_owner(call, expr)) &&
            scope->may_change(scope, call, path, scope->change_context))
            return true;
    }
    return false;
}

static bool adds(const struct scope *scope, const struct call *call) {
    static const char *const words[] = {"push", "insert", "emplace", "append", "add", "resize"};
    const char *name = call->symbol == SYMBOL_NONE ? "" : scope->unit->symbols[call->symbol].name;
    for (size_t i = 0; i < ARRAY_COUNT(words); i++)
        if (strncmp(text_own_name(name), words[i], strlen(words[i])) == 0)
            return true;
    return false;
}

bool growth_is_added_to(const struct scope *scope, const struct expr *container, uint32_t loop) {
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct call *call = call_inside(scope, i, loop);
        if (call && call->receiver && expr_is_equal(call->receiver, container) && adds(scope, call))
            return true;
    }
    return false;
}
