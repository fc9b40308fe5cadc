/* Up from an instance by the calls that were resolved to it. */
#include "rule/handover.h"

#include "cost/cost.h"
#include "cost/passed_state.h"
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

static void climb(struct climbing *c, uint32_t function, uint32_t parameter);

static void put_down(struct climbing *c) {
    struct handover *handover = &c->out[c->count++];
    handover->depth = c->depth;
    for (uint32_t i = 0; i < c->depth; i++) {
        handover->scopes[i] = c->scopes[c->depth - 1 - i];
        handover->calls[i] = c->calls[c->depth - 1 - i];
    }
}

/* An instance of a template as C++ has them: its code is there once for each type that it is handed. */
static bool is_template(const struct program *program, uint32_t function) {
    uint32_t entity = program->functions[function].entity;
    return entity != SYMBOL_NONE && (program->entities[entity].flags & SYMBOL_INSTANCE);
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

/* The call runs the function. */
static bool leads_to(const struct climbing *c, uint32_t caller, const struct call *call, uint32_t function) {
    const struct program *program = c->costs->program;
    const struct program_unit *unit = &program->units[program->functions[caller].unit];
    const struct resolved_call *resolved = program_resolved(program, caller, call->index);
    if (resolved)
        return holds(&resolved->targets, function);
    if (call->symbol == SYMBOL_NONE || unit->entities[call->symbol] != program->functions[function].entity ||
        program_is_instance(program, function))
        return false;
    struct targets targets = program_call_targets(program, caller, call, c->arena);
    return holds(&targets, function);
}

static uint32_t parameter_of(const struct expr *expr) {
    while (expr && (expr->kind == EXPR_DEREF || expr->kind == EXPR_ADDRESS))
        expr = expr->a;
    return expr && expr->kind == EXPR_PARAMETER ? expr->index : PARAMETER_ANY;
}

/* What the caller hands over, as its own parameter; PARAMETER_ANY: it was not handed that itself. */
static uint32_t handed_on(const struct program *program, uint32_t caller, const struct call *call, uint32_t parameter) {
    bool is_passed = parameter < call->argument_count && is_template(program, caller);
    return is_passed ? parameter_of(call->arguments[parameter].value) : PARAMETER_ANY;
}

/* An instance calls the function as its own origin does: what is handed over there is none of what it was handed. */
static bool is_as_origin(const struct climbing *c, uint32_t caller, const struct call *call, uint32_t function) {
    const struct program *program = c->costs->program;
    return program_is_instance(program, caller) && c->costs->functions[program->functions[caller].origin].is_done &&
           leads_to(c, program->functions[caller].origin, call, function);
}

static void climb_to(struct climbing *c, uint32_t caller, uint32_t function, uint32_t parameter) {
    const struct program *program = c->costs->program;
    struct scope *scope = ARENA_NEW(c->arena, struct scope);
    if (!c->costs->functions[caller].is_done || is_entered(c, caller) || c->depth == HANDOVER_DEPTH)
        return;
    counted_scope(c->costs, scope, c->arena, caller);
    for (uint32_t i = 0; i < scope->body->call_count && c->count < HANDOVERS; i++) {
        const struct region *region = scope->calls[i].region;
        if (!region || scope->is_dead[region->number] || !leads_to(c, caller, region->call, function) ||
            is_as_origin(c, caller, region->call, function))
            continue;
        uint32_t own = handed_on(program, caller, region->call, parameter);
        c->scopes[c->depth] = scope;
        c->calls[c->depth++] = region->call;
        if (program_is_instance(program, caller) || own != PARAMETER_ANY)
            climb(c, caller, own);
        else
            put_down(c);
        c->depth--;
    }
}

static void climb(struct climbing *c, uint32_t function, uint32_t parameter) {
    const struct call_edges *callers = &c->costs->program->callers;
    uint32_t first = callers->first[function], end = callers->first[function + 1];
    for (uint32_t i = first; i < end && c->count < HANDOVERS; i++) {
        bool is_known = i > first && callers->functions[i] == callers->functions[i - 1]; /* by several calls */
        if (!is_known && !program_is_repeated(c->costs->program, callers->functions[i]))
            climb_to(c, callers->functions[i], function, parameter);
    }
}

uint32_t handovers_of(struct costs *costs, uint32_t instance, struct arena *arena, struct handover *out) {
    struct climbing climbing = {.costs = costs, .arena = arena, .out = out};
    climb(&climbing, instance, PARAMETER_ANY);
    return climbing.count;
}

uint32_t handovers_of_template(struct costs *costs, uint32_t function, uint32_t parameter, struct arena *arena,
                               struct handover *out) {
    struct climbing climbing = {.costs = costs, .arena = arena, .out = out};
    climb(&climbing, function, parameter);
    return climbing.count;
}

uint32_t handover_parameter(const struct program *program, const struct path_step *path, uint32_t count,
                            const char **handed) {
    for (uint32_t i = 0; i < count && is_template(program, path[i].function); i++) {
        const struct call *call = path[i].region->call;
        uint32_t parameter = call->flags & CALL_OPERATOR ? parameter_of(call->receiver) : PARAMETER_ANY;
        for (uint32_t k = i; k > 0 && parameter != PARAMETER_ANY; k--)
            parameter = handed_on(program, path[k - 1].function, path[k - 1].region->call, parameter);
        *handed = path[i].callee;
        if (parameter != PARAMETER_ANY)
            return parameter;
    }
    return PARAMETER_ANY;
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
            if (!passed_state_holds(scope, loop, scope->calls[handover->calls[i]->index].number))
                poly = poly_multiply(scope->atoms, turns_of(scope, loop).count, poly);
    }
    return poly;
}
