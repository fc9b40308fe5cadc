/* Tests: testdata/call-in-loop/verdict_captured.cpp */
#include "flow/captured.h"

#include "base/hash.h"

#include <string.h>

#define CAPTURED UINT32_C(0x80000000) /* no entity has so high a number */

/* A second variable of a name is "i.2" in its function, and "i" in the lambda. */
static uint32_t number_of(const struct scope *scope, const struct local *local) {
    struct {
        uint32_t unit, line;
    } place = {scope->program->functions[scope->function].unit, local->line};
    struct digest name = digest_of(local->name, strcspn(local->name, "."));
    return CAPTURED | (uint32_t)digest_combine(digest_of(&place, sizeof place), name).low;
}

static bool is_lambda(const struct scope *scope) {
    uint32_t symbol = scope->body->symbol;
    return symbol != SYMBOL_NONE && symbol_is(&scope->unit->symbols[symbol], SYMBOL_LAMBDA);
}

/* A variable of its own is declared somewhere. */
static bool is_declared(const struct scope *scope, uint32_t local) {
    struct expr variable = {.kind = EXPR_LOCAL, .index = local};
    for (const struct assignment *a = NULL; (a = scope_next(scope, &variable, a)) != NULL;)
        if (a->assign->is_declaration && assignment_is_to(a, &variable))
            return true;
    return false;
}

static bool is_from_outside(const struct scope *scope, uint32_t local) {
    return local < scope->body->local_count && (scope->body->locals[local].flags & LOCAL_CAPTURED) &&
           is_lambda(scope) && !is_declared(scope, local);
}

bool captured_from_outside(const struct scope *scope, uint32_t local, struct flow_place *out) {
    if (!is_from_outside(scope, local))
        return false;
    *out = (struct flow_place){.root = EXPR_GLOBAL, .index = number_of(scope, &scope->body->locals[local])};
    return true;
}

static bool find(const struct scope *scope, const struct local *locals, uint32_t count, uint32_t number,
                 uint32_t *index) {
    for (*index = 0; *index < count; ++*index)
        if ((locals[*index].flags & LOCAL_CAPTURED) && number_of(scope, &locals[*index]) == number)
            return true;
    return false;
}

bool captured_is_not(const struct flow_place *place) {
    return place->root == EXPR_GLOBAL && !(place->index & CAPTURED);
}

bool captured_here(const struct scope *scope, const struct flow_place *place, struct flow_place *out) {
    const struct function *body = scope->body;
    if (place->root != EXPR_GLOBAL || captured_is_not(place))
        return false;
    *out = *place;
    if (find(scope, body->parameters, body->parameter_count, place->index, &out->index)) {
        out->root = EXPR_PARAMETER;
        return true;
    }
    out->root = EXPR_LOCAL;
    return find(scope, body->locals, body->local_count, place->index, &out->index) &&
           !is_from_outside(scope, out->index);
}
