/* Loops that wait and do not ask. Tests: testdata/call-in-loop/good_drain.c */
#include "cost/drain.h"

#include "cost/arms.h"
#include "cost/carry.h"
#include "turns/bound.h"

struct draining {
    struct costs *costs;
    const struct scope *scope;
    uint32_t loop;
    bool *is_in_arm; /* NULL: not asked for yet   [call_count] */
};

static bool is_here(const struct draining *draining, uint32_t call) {
    const struct call_place *place = &draining->scope->calls[call];
    return place->region && scope_is_inside(draining->scope, place->number, draining->loop) &&
           !draining->scope->is_dead[place->number];
}

static bool is_stream_end(const struct model *model) {
    return model->effect == EFFECT_SEND && model->access == ACCESS_HEAVY && model->request == ARGUMENT_NONE;
}

/* What the loop's condition is about comes from the call, be it through variables and other calls. */
static bool comes_from(const struct draining *draining, const struct expr *expr, uint32_t call, int depth) {
    if (!expr || depth == 0)
        return false;
    const struct call *other = scope_call(draining->scope, expr);
    if (other && other->index == call)
        return true;
    for (uint32_t i = 0; other && i < other->argument_count; i++)
        if (comes_from(draining, other->arguments[i].value, call, depth - 1))
            return true;
    if (expr->kind == EXPR_LOCAL || expr->kind == EXPR_FIELD || expr->kind == EXPR_DEREF)
        for (const struct assignment *a = NULL; (a = scope_next(draining->scope, expr, a)) != NULL;)
            if (assignment_is_to(a, expr) && scope_is_inside(draining->scope, a->number, draining->loop) &&
                comes_from(draining, a->assign->value, call, depth - 1))
                return true;
    return comes_from(draining, expr->a, call, depth) || comes_from(draining, expr->b, call, depth);
}

/* The loop's condition looks at its answer, and the connection is the same on all turns. */
static bool ends_loop(const struct draining *draining, const struct call *call, const struct model *model) {
    const struct scope *scope = draining->scope;
    const struct expr *condition = scope->loops[draining->loop].region->loop->condition;
    if (model->handle < 0 || (uint32_t)model->handle >= call->argument_count ||
        scope_is_assigned_in(scope, call->arguments[model->handle].value, draining->loop))
        return false;
    return comes_from(draining, condition, call->index, 4);
}

/* Said on few turns, and the same then: no next request. */
static bool is_word_about_stream(struct draining *draining, uint32_t call) {
    const struct scope *scope = draining->scope;
    if (!draining->is_in_arm) {
        draining->is_in_arm = ARENA_ARRAY(scope->scratch, bool, scope->body->call_count);
        arms_of_loop(scope, draining->loop, draining->is_in_arm);
    }
    return draining->is_in_arm[call] &&
           !use_varies_request(&flow_of_loop(draining->costs, scope, draining->loop).uses[call]);
}

static void set_reason(const struct scope *scope, uint32_t call, struct quiet_loop *out) {
    const struct region *region = scope->calls[call].region;
    out->call = CALL_NONE;
    out->place = region->location;
    out->what = region->call->symbol == SYMBOL_NONE ? NULL : scope->unit->symbols[region->call->symbol].name;
}

bool drain_of(struct costs *costs, const struct scope *scope, uint32_t loop, struct quiet_loop *out) {
    struct draining draining = {costs, scope, loop, NULL};
    bool ends = false, has_sent = false;
    *out = (struct quiet_loop){.loop = loop, .class = CLASS_DRAIN};
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        if (!is_here(&draining, i))
            continue;
        const struct call *call = scope->calls[i].region->call;
        struct callee callee = costs_callee(costs->program, scope->function, call, scope->scratch);
        for (uint32_t k = 0; k < callee.targets.count; k++)
            if (!value_is_free(&costs->functions[callee.targets.functions[k]].value))
                return false;
        if (!callee.model || callee.model->effect == EFFECT_LOCAL || callee.model->effect == EFFECT_FETCH)
            continue;
        if (callee.model->effect == EFFECT_SEND) {
            if (!is_stream_end(callee.model) && !is_word_about_stream(&draining, i))
                return false;
            has_sent = true;
        } else if (callee.model->effect != EFFECT_WAIT) {
            return false;
        } else if (ends_loop(&draining, call, callee.model)) {
            ends = true;
            set_reason(scope, i, out);
        } else {
            return false;
        }
    }
    return ends && has_sent;
}

bool drain_of_turn(const struct scope *scope, uint32_t loop, const struct value *turn, struct quiet_loop *out) {
    bool sends = false;
    uint32_t wait = wait_first_call(turn);
    for (uint32_t i = 0; i < turn->peer_count; i++)
        sends |= turn->peers[i].fresh != 0;
    if (sends == (wait != CALL_NONE))
        return false;
    *out = (struct quiet_loop){.loop = loop,
                               .call = CALL_NONE,
                               .class = sends ? CLASS_SEND : CLASS_DRAIN,
                               .place = scope->loops[loop].region->location};
    if (!sends)
        set_reason(scope, wait, out);
    return true;
}
