/* Questions about what has been counted. Tests: tests/unit/cost/test_cost.c */
#include "value/costs.h"

#include "turns/turns.h"

/* Through a pointer, or of a virtual method. The one library function that it may be is called as if it stood there. */
static struct callee callee_of_open(const struct program *program, const struct resolved_call *resolved) {
    struct callee callee = {.entity = SYMBOL_NONE};
    if (!resolved)
        return callee;
    const struct program_function *first = &program->functions[resolved->targets.functions[0]];
    if (resolved->targets.count == 1)
        callee.entity = first->entity;
    if (resolved->targets.count == 1 && first->is_stand_in)
        callee.model = program->entities[first->entity].model;
    else
        callee.targets = resolved->targets;
    return callee;
}

struct callee costs_callee(const struct program *program, uint32_t function, const struct call *call,
                           struct arena *scratch) {
    const struct resolved_call *resolved = program_resolved(program, function, call->index);
    if (call->symbol == SYMBOL_NONE)
        return callee_of_open(program, resolved);
    uint32_t unit = program->functions[function].unit;
    struct callee callee = {.entity = program->units[unit].entities[call->symbol]};
    const struct model *model = program->entities[callee.entity].model;
    callee.model = resolved ? NULL : model; /* a library's iterator that was handed something */
    if (!callee.model && resolved && (call->flags & CALL_DYNAMIC))
        return callee_of_open(program, resolved);
    if (!callee.model)
        callee.targets = resolved ? resolved->targets : program_targets(program, unit, callee.entity, scratch);
    return callee;
}

bool callee_never_returns(const struct program *program, const struct callee *callee) {
    if (callee->entity == SYMBOL_NONE || callee->model)
        return false;
    if (program->entities[callee->entity].flags & SYMBOL_NORETURN)
        return true;
    for (uint32_t i = 0; i < callee->targets.count; i++)
        if (!program->functions[callee->targets.functions[i]].never_returns)
            return false;
    return callee->targets.count > 0;
}

enum guard_fate costs_guard_fate(const struct costs *costs, uint32_t function, uint32_t call, const struct guard *guard,
                                 const struct guard **out) {
    const struct function_cost_summary *summary = &costs->functions[function];
    const struct guard_outcome *found = NULL;
    for (uint32_t i = 0; i < summary->outcome_count; i++) {
        const struct guard_outcome *one = &summary->outcomes[i];
        if (one->call != call || one->guard != guard)
            continue;
        if (found && (found->fate != one->fate || found->becomes != one->becomes))
            return GUARD_LOST;
        found = one;
    }
    *out = found ? found->becomes : NULL;
    return found ? found->fate : GUARD_LOST;
}

int costs_compare_sites(const struct site_count *a, const struct site_count *b) {
    uint32_t x = poly_degree(a->trips), y = poly_degree(b->trips);
    if (x != y)
        return x > y ? -1 : 1;
    double p = poly_value(a->trips, turns_assumed, NULL), q = poly_value(b->trips, turns_assumed, NULL);
    return p > q ? -1 : p < q;
}
