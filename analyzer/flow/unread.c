/* Looks for uses of a call's result. Tests: testdata/duplicate-call/good_barrier.c */
#include "flow/unread.h"

#include "value/costs.h"

#include <string.h>

#define COPIES 2 /* the result, and the variable that holds it */

struct looking {
    const struct scope *scope;
    const struct expr *value;       /* what is looked for */
    const struct expr *copy;        /* the variable that it is put into, or NULL */
    const struct call *waiting;     /* the call that waits with it, or NULL */
    const struct model *wait_model; /* of that */
    bool is_cookie;
    bool is_freed;
    bool is_seen;
};

static bool lets_go(const struct looking *l, const struct call *call) {
    const char *name = call->symbol == SYMBOL_NONE ? "" : l->scope->unit->symbols[call->symbol].name;
    return call->argument_count == 1 && (strstr(name, "free") || strstr(name, "Free"));
}

static void look_at_call(struct looking *l, const struct call *call) {
    l->is_seen |= expr_mentions(call->callee, l->value) || expr_mentions(call->receiver, l->value);
    for (uint32_t i = 0; i < call->argument_count && !l->is_seen; i++) {
        const struct expr *argument = call->arguments[i].value;
        if (!expr_mentions(argument, l->value))
            continue;
        const struct model *model = costs_callee(l->scope->program, l->scope->function, call, l->scope->scratch).model;
        bool is_whole = expr_is_equal(argument, l->value);
        bool is_wait = l->is_cookie && model && model->effect == EFFECT_WAIT && model->cookie == (int32_t)i;
        if (is_whole && is_wait && !l->waiting) {
            l->waiting = call;
            l->wait_model = model;
        } else {
            l->is_freed |= is_whole && lets_go(l, call);
            l->is_seen |= !is_whole || !lets_go(l, call);
        }
    }
}

static void look_at_assignment(struct looking *l, const struct assign *assign) {
    bool is_put = assign->value && expr_is_equal(assign->value, l->value) && assign->target->kind == EXPR_LOCAL &&
                  assign->op == OP_NONE && !l->copy && !scope_is_shared(l->scope, assign->target);
    if (is_put)
        l->copy = assign->target;
    else
        l->is_seen |= expr_mentions(assign->value, l->value) ||
                      (expr_mentions(assign->target, l->value) && !expr_is_equal(assign->target, l->value));
}

static void look(struct region *region, void *context) {
    struct looking *l = context;
    switch ((enum region_kind)region->kind) {
    case REGION_CALL:
        look_at_call(l, region->call);
        break;
    case REGION_ASSIGN:
        look_at_assignment(l, &region->assign);
        break;
    case REGION_BRANCH:
        l->is_seen |= expr_mentions(region->branch.condition, l->value);
        break;
    case REGION_SWITCH:
        l->is_seen |= expr_mentions(region->switch_.value, l->value);
        break;
    case REGION_LOOP:
        l->is_seen |= expr_mentions(region->loop->condition, l->value) || expr_mentions(region->loop->range, l->value);
        break;
    case REGION_RETURN:
    case REGION_THROW:
        l->is_seen |= expr_mentions(region->value, l->value);
        break;
    default:
        break;
    }
}

/* Something else is filled by the call, and may be looked at. */
static bool fills(const struct call *call, const struct model *model) {
    for (uint32_t i = 0; i < call->argument_count; i++)
        if (call->arguments[i].value->kind == EXPR_ADDRESS && (int32_t)i != model->handle)
            return true;
    return model->result != ARGUMENT_RESULT;
}

bool unread_is(const struct scope *scope, const struct call *call, const struct model *model) {
    bool is_cookie = model->effect == EFFECT_SEND && model->cookie == ARGUMENT_RESULT;
    struct looking l = {.scope = scope, .is_cookie = is_cookie};
    if (!is_cookie && (fills(call, model) || (model->effect != EFFECT_ROUNDTRIP && model->effect != EFFECT_WAIT)))
        return false;
    if (call->flags & CALL_DROPPED)
        return !is_cookie;
    struct expr result = {.kind = EXPR_CALL, .index = call->index};
    l.value = &result;
    for (int i = 0; i < COPIES && l.value && !l.is_seen; i++) {
        l.copy = NULL;
        region_walk(scope->body->body, look, &l);
        l.value = l.copy;
    }
    if (l.is_seen || l.value)
        return false;
    return is_cookie ? l.waiting && unread_is(scope, l.waiting, l.wait_model) : l.is_freed;
}
