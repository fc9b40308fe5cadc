/* Connections that are opened anew once they broke. Tests: testdata/call-in-loop/good_cut_off.c, bad_cut_off.c */
#include "cost/cut_off.h"

#include "cost/carry.h"
#include "cost/classify.h"
#include "flow/flow.h"

static bool is_own_part(const struct scope *scope, uint32_t loop, const struct region *part) {
    for (const struct region *region = scope->loops[loop].region->loop->body; region; region = region->next)
        if (region == part)
            return true;
    return false;
}

/* It waits for answers to what was sent before it, and sends nothing. */
static bool only_waits(const struct costs *costs, const struct scope *scope, uint32_t loop) {
    bool waits = false;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct call_place *place = &scope->calls[i];
        if (!place->region || scope->is_dead[place->number] || !scope_is_inside(scope, place->number, loop))
            continue;
        struct callee callee = costs_callee(costs->program, scope->function, place->region->call, scope->scratch);
        bool is_wait = callee.model && callee.model->effect == EFFECT_WAIT;
        bool is_local = callee.model && callee.model->effect == EFFECT_LOCAL;
        for (uint32_t k = 0; !callee.model && k < callee.targets.count; k++) {
            const struct function_cost_summary *summary = &costs->functions[callee.targets.functions[k]];
            bool is_paid = summary->is_done && !value_is_free(&summary->value);
            is_wait |= is_paid && wait_first_call(&summary->value) != CALL_NONE;
            if (is_paid && !is_wait)
                return false;
        }
        if (callee.model && !is_wait && !is_local)
            return false;
        waits |= is_wait;
    }
    return waits;
}

static bool connects_before(struct costs *costs, const struct scope *scope, uint32_t loop, uint32_t end) {
    const struct flow_turns turns = flow_of_loop(costs, scope, loop);
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct call_place *place = &scope->calls[i];
        if (place->region && place->loop == loop && place->number < end && turns.uses[i].is_wire &&
            (turns.uses[i].access & (1u << ACCESS_SESSION)))
            return true;
    }
    return false;
}

bool cut_off_is_retried(struct costs *costs, const struct scope *scope, uint32_t loop, const uint32_t *taking,
                        uint32_t count, struct quiet_loop *out) {
    if (!classify_runs_until_told(scope, loop))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        const struct loop_range *inner = &scope->loops[taking[i]];
        if (inner->parent != loop || !is_own_part(scope, loop, inner->region) || !only_waits(costs, scope, taking[i]) ||
            !connects_before(costs, scope, loop, inner->begin))
            continue;
        *out = (struct quiet_loop){
            .loop = loop, .call = CALL_NONE, .class = CLASS_RETRY, .place = inner->region->location};
        return true;
    }
    return false;
}
