/* Compares connections behind a wait. Tests: testdata/call-in-loop/verdict_two_passes.c */
#include "rule/two_passes.h"

#include "facts/counted_scope.h"
#include "flow/flow.h"
#include "flow/flow_captured.h"
#include "rule/witness.h"

#define PATH_LIMIT 10

/* Both are variables of one kind, and not the same: one of the program and one that a caller passes may be one. */
static bool is_other(const struct scope *scope, const struct expr *a, const struct expr *b) {
    bool is_variable = a->kind == EXPR_GLOBAL || a->kind == EXPR_PARAMETER;
    if (!is_variable || a->kind != b->kind)
        return false;
    const uint32_t *entities = scope->program->units[scope->program->functions[scope->function].unit].entities;
    return a->kind == EXPR_GLOBAL ? entities[a->index] != entities[b->index] : a->index != b->index;
}

static bool is_other_place(const struct scope *scope, const struct call *call, const struct flow_place *place,
                           const struct expr *handle) {
    const uint32_t *entities = scope->program->units[scope->program->functions[scope->function].unit].entities;
    if (place->field_count > 0)
        return false;
    if (place->root == EXPR_GLOBAL)
        return captured_is_not(place) && handle->kind == EXPR_GLOBAL && entities[handle->index] != place->index;
    return place->root == EXPR_PARAMETER && place->index < call->argument_count &&
           is_other(scope, call->arguments[place->index].value, handle);
}

static const struct expr *handle_of(const struct call *call, const struct model *model) {
    return model->handle >= 0 && (uint32_t)model->handle < call->argument_count ? call->arguments[model->handle].value
                                                                                : NULL;
}

static bool uses_other(struct costs *costs, const struct scope *scope, const struct call *call,
                       const struct expr *handle) {
    struct callee callee = costs_callee(costs->program, scope->function, call, scope->scratch);
    if (callee.model) {
        const struct expr *own = callee.model->effect == EFFECT_LOCAL ? NULL : handle_of(call, callee.model);
        return own && is_other(scope, own, handle);
    }
    for (uint32_t i = 0; i < callee.targets.count; i++) {
        const struct function_flows *flows = costs->flows[callee.targets.functions[i]];
        for (uint32_t k = 0; flows && flows->is_wire && k < flows->place_count; k++)
            if ((flows->handle & FLOW_PLACE(k)) && is_other_place(scope, call, &flows->places[k], handle))
                return true;
    }
    return false;
}

/* A call of the turn that comes behind the one at `index`. */
static bool goes_on(struct costs *costs, const struct scope *scope, uint32_t loop, uint32_t index,
                    const struct expr *handle) {
    const struct call_place *wait = &scope->calls[index];
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct call_place *later = &scope->calls[i];
        if (!later->region || later->number <= wait->number || scope->is_dead[later->number] ||
            (loop != LOOP_NONE && !scope_is_inside(scope, later->number, loop)))
            continue;
        if (uses_other(costs, scope, later->region->call, handle))
            return true;
    }
    return false;
}

/* A symbol of one unit says nothing in another. */
static const struct expr *in_unit_of(const struct program *program, const struct expr *handle, uint32_t from,
                                     uint32_t to, struct arena *scratch) {
    uint32_t a = program->functions[from].unit, b = program->functions[to].unit;
    if (a == b)
        return handle;
    uint32_t entity = program->units[a].entities[handle->index];
    for (uint32_t i = 0; i < program->units[b].summary.skeleton.symbol_count; i++)
        if (program->units[b].entities[i] == entity)
            return expr_indexed(scratch, EXPR_GLOBAL, i);
    return NULL;
}

static const struct expr *in_caller(const struct program *program, const struct expr *handle,
                                    const struct path_step *callee, const struct path_step *caller,
                                    struct arena *scratch) {
    const struct call *call = caller->region->call;
    if (handle->kind == EXPR_GLOBAL)
        return in_unit_of(program, handle, callee->function, caller->function, scratch);
    return handle->kind == EXPR_PARAMETER && handle->index < call->argument_count ? call->arguments[handle->index].value
                                                                                  : NULL;
}

bool two_passes_are_needed(struct costs *costs, const struct scope *scope, uint32_t loop, uint32_t call) {
    struct path_step steps[PATH_LIMIT];
    struct arena scratch;
    bool is_needed = false;
    uint32_t count = witness_path(costs, scope->function, call, steps, PATH_LIMIT);
    if (count == 0 || count == PATH_LIMIT || !steps[count - 1].model)
        return false;
    arena_init(&scratch);
    const struct expr *handle = handle_of(steps[count - 1].region->call, steps[count - 1].model);
    for (uint32_t level = count; level-- > 0 && handle && !is_needed;) {
        struct scope inner;
        if (!costs->program->bodies[steps[level].function])
            break;
        if (level > 0)
            counted_scope(costs, &inner, &scratch, steps[level].function);
        is_needed = goes_on(costs, level > 0 ? &inner : scope, level > 0 ? LOOP_NONE : loop,
                            steps[level].region->call->index, handle);
        if (level > 0)
            handle = in_caller(costs->program, handle, &steps[level], &steps[level - 1], &scratch);
    }
    arena_finish(&scratch);
    return is_needed;
}
