/* Slots. Tests: testdata/_cost/cookies.region */
#include "value/slot.h"

#include "model/effect.h"
#include "turns/path.h"

#define COPY_DEPTH 4 /* variables that a value is followed through */

static const struct expr *convert(const struct scope *scope, const struct expr *expr, uint32_t depth) {
    struct arena *arena = scope->scratch;
    const uint32_t *entities = scope->program->units[scope->program->functions[scope->function].unit].entities;
    const struct expr *a;
    struct expr *out;
    if (depth > PATH_SIZE)
        return NULL;
    switch ((enum expr_kind)expr->kind) {
    case EXPR_PARAMETER:
    case EXPR_LOCAL:
    case EXPR_CALL:
    case EXPR_THIS:
        out = expr_indexed(arena, (enum expr_kind)expr->kind, expr->kind == EXPR_THIS ? 0 : expr->index);
        out->value = scope->function;
        return out;
    case EXPR_GLOBAL:
        return expr_indexed(arena, EXPR_GLOBAL, entities[expr->index]);
    case EXPR_FIELD:
        a = convert(scope, expr->a, depth + 1);
        return a ? expr_field(arena, a, entities[expr->index]) : NULL;
    case EXPR_ELEMENT:
    case EXPR_DEREF:
        a = convert(scope, expr->a, depth + 1);
        return a ? expr_deref(arena, a) : NULL;
    case EXPR_ADDRESS:
        a = convert(scope, expr->a, depth + 1);
        return a ? expr_address(arena, a) : NULL;
    case EXPR_BINARY: /* cookies + i */
        return expr->op == OP_ADD || expr->op == OP_SUBTRACT ? convert(scope, expr->a, depth + 1) : NULL;
    default:
        return NULL;
    }
}

const struct expr *slot_of(const struct scope *scope, const struct expr *expr) { return convert(scope, expr, 0); }

/* Through `b = a` to what a holds. */
static const struct expr *definition_of(const struct scope *scope, const struct expr *expr, struct position position) {
    for (uint32_t i = 0; i < COPY_DEPTH && expr->kind == EXPR_LOCAL && !scope_is_shared(scope, expr); i++) {
        const struct assignment *definition = scope_definition(scope, expr, position);
        const struct expr *value = definition ? definition->assign->value : NULL;
        if (!value || (value->kind != EXPR_CALL && value->kind != EXPR_LOCAL && value->kind != EXPR_PARAMETER))
            break;
        expr = value;
        position = scope_at_assignment(definition);
    }
    return expr;
}

const struct expr *slot_of_argument(const struct scope *scope, const struct call *call, int32_t argument) {
    if (argument == ARGUMENT_THIS && call->receiver)
        return slot_of(scope, call->receiver);
    if (argument < 0 || (uint32_t)argument >= call->argument_count)
        return NULL;
    return slot_of(scope, definition_of(scope, call->arguments[argument].value, scope_at_call(scope, call->index)));
}

bool slot_is_in(const struct expr *slot, const struct expr *whole) {
    for (; slot; slot = slot->a)
        if (expr_is_equal(slot, whole))
            return true;
    return false;
}

/* `*size` counts the nodes above `by`. */
static const struct expr *replace(struct arena *arena, const struct expr *slot, const struct expr *whole,
                                  const struct expr *by, uint32_t *size) {
    if (expr_is_equal(slot, whole))
        return by;
    const struct expr *a = ++*size <= PATH_SIZE ? replace(arena, slot->a, whole, by, size) : NULL;
    if (!a)
        return NULL;
    if (slot->kind == EXPR_FIELD)
        return expr_field(arena, a, slot->index);
    return slot->kind == EXPR_DEREF ? expr_deref(arena, a) : expr_address(arena, a);
}

const struct expr *slot_replace(struct arena *arena, const struct expr *slot, const struct expr *whole,
                                const struct expr *by) {
    uint32_t size = path_depth(by);
    return replace(arena, slot, whole, by, &size);
}

const struct expr *slot_substitute(const struct scope *caller, const struct expr *slot, uint32_t callee,
                                   const struct call *call) {
    const struct expr *root = expr_root(slot), *argument = NULL;
    if ((uint32_t)root->value != callee)
        return slot;
    if (root->kind == EXPR_PARAMETER)
        argument = slot_of_argument(caller, call, (int32_t)root->index);
    else if (root->kind == EXPR_THIS && call->receiver) {
        argument = slot_of(caller, call->receiver);
        argument = argument ? expr_address(caller->scratch, argument) : NULL;
    }
    return argument ? slot_replace(caller->scratch, slot, root, argument) : NULL;
}

const struct expr *slot_copy(struct arena *arena, const struct expr *slot) {
    struct expr *copy = ARENA_NEW(arena, struct expr);
    *copy = *slot;
    if (slot->a)
        copy->a = slot_copy(arena, slot->a);
    return copy;
}
