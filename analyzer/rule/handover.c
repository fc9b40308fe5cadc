/* Up from an instance by the calls that were resolved to it. */
#include "rule/handover.h"

#include "cost/cost.h"
#include "facts/counted_scope.h"
#include "turns/turns.h"

#include <string.h>

struct climbing {
    struct costs *costs;
    struct arena *arena;
    struct handover *out;
    uint32_t count;
    /* From the instance up. */
    const struct scope *scopes[HANDOVER_DEPTH];
    const struct call *calls[HANDOVER_DEPTH];
    uint32_t depth;
};

static void climb(struct climbing *c, uint32_t function);

static void put_down(struct climbing *c) {
    struct handover *handover = &c->out[c->count++];
    handover->depth = c->depth;
    for (uint32_t i = 0; i < c->depth; i++) {
        handover->scopes[i] = c->scopes[c->depth - 1 - i];
        handover->calls[i] = c->calls[c->depth - 1 - i];
    }
}

static bool is_entered(const struct climbing *c, uint32_t function) {
    for (uint32_t i = 0; i < c->depth; i++)
        if (c->scopes[i]->function == function)
            return true;
    return false;
}

static bool holds(const struct targets *targets, uint32_t function) {
    for (uint32_t i = 0; i < targets->count; i++)
        if (targets->functions[i] == function)
            return true;
    return false;
}

static void climb_to(struct climbing *c, uint32_t caller, uint32_t function) {
    const struct program *program = c->costs->program;
    const struct program_function *f = &program->functions[caller];
    struct scope *scope = NULL;
    if (!c->costs->functions[caller].is_done || is_entered(c, caller) || c->depth == HANDOVER_DEPTH)
        return;
    for (uint32_t i = 0; i < f->resolved_count && c->count < HANDOVERS; i++) {
        if (!holds(&f->resolved[i].targets, function))
            continue;
        if (!scope) {
            scope = ARENA_NEW(c->arena, struct scope);
            counted_scope(c->costs, scope, c->arena, caller);
        }
        const struct region *region = scope->calls[f->resolved[i].call].region;
        if (!region || scope->is_dead[region->number])
            continue;
        c->scopes[c->depth] = scope;
        c->calls[c->depth++] = region->call;
        if (program_is_instance(program, caller))
            climb(c, caller);
        else
            put_down(c);
        c->depth--;
    }
}

static void climb(struct climbing *c, uint32_t function) {
    const struct call_edges *callers = &c->costs->program->callers;
    uint32_t first = callers->first[function], end = callers->first[function + 1];
    for (uint32_t i = first; i < end && c->count < HANDOVERS; i++) {
        bool is_known = i > first && callers->functions[i] == callers->functions[i - 1]; /* by several calls */
        if (!is_known && !program_is_repeated(c->costs->program, callers->functions[i]))
            climb_to(c, callers->functions[i], function);
    }
}

uint32_t handovers_of(struct costs *costs, uint32_t instance, struct arena *arena, struct handover *out) {
    struct climbing climbing = {.costs = costs, .arena = arena, .out = out};
    climb(&climbing, instance);
    return climbing.count;
}

const struct poly *handover_count(const struct handover *handover, uint32_t instance, const struct poly *poly) {
    for (uint32_t i = handover->depth; i-- > 0;) {
        uint32_t callee = i + 1 < handover->depth ? handover->scopes[i + 1]->function : instance;
        poly = costs_substitute(handover->scopes[i], callee, handover->calls[i], poly);
    }
    return poly;
}

const struct poly *handover_times(const struct handover *handover, uint32_t instance, const struct poly *poly) {
    for (uint32_t i = handover->depth; i-- > 0;) {
        const struct scope *scope = handover->scopes[i];
        uint32_t callee = i + 1 < handover->depth ? handover->scopes[i + 1]->function : instance;
        poly = costs_substitute(scope, callee, handover->calls[i], poly);
        for (uint32_t loop = scope->calls[handover->calls[i]->index].loop; loop != LOOP_NONE;
             loop = scope->loops[loop].parent)
            poly = poly_multiply(scope->atoms, turns_of(scope, loop).count, poly);
    }
    return poly;
}
