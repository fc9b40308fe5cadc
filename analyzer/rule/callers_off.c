/* Tests: testdata/call-in-loop/good_switched_off_before.c, bad_switched_off_before.c */
#include "rule/callers_off.h"

#include "base/error.h"
#include "facts/counted_scope.h"
#include "facts/switched.h"
#include "rule/calls.h"

/* It holds only while the variable is other than 0. */
static bool asks_for_set(const struct guard *guard) {
    bool is_global = guard->path->kind == EXPR_GLOBAL && !guard_is_some_option(guard) && !guard_seldom_reasons(guard);
    bool is_mode = guard->kind == GUARD_OPTION || guard->kind == GUARD_MODE;
    return is_global && is_mode && !guard->is_negated &&
           (guard->op == OP_BIT_AND || (guard->op == OP_NOT_EQUAL && guard->constant == 0) ||
            (guard->op == OP_EQUAL && guard->constant != 0));
}

static bool calls_it(const struct program *program, uint32_t caller, const struct call *call, uint32_t function,
                     struct arena *scratch) {
    struct targets targets = call_targets(program, caller, call, scratch);
    for (uint32_t i = 0; i < targets.count; i++)
        if (targets.functions[i] == function)
            return true;
    return false;
}

/* At all of its calls of the function. */
static bool caller_switches_off(struct costs *costs, uint32_t caller, uint32_t function, uint32_t global) {
    struct error ignored = {0};
    struct arena scratch;
    struct scope scope;
    bool is_off = program_body(costs->program, caller, &ignored) != NULL;
    arena_init(&scratch);
    if (is_off)
        counted_scope(costs, &scope, &scratch, caller);
    for (uint32_t i = 0; is_off && i < scope.body->call_count; i++) {
        const struct call_place *place = &scope.calls[i];
        if (place->region && calls_it(costs->program, caller, place->region->call, function, &scratch))
            is_off = switched_off_at_call(costs, &scope, i, global);
    }
    arena_finish(&scratch);
    error_finish(&ignored);
    return is_off;
}

bool callers_switch_off(struct costs *costs, uint32_t function, const struct guard *guard) {
    const struct call_edges *callers = &costs->program->callers;
    uint32_t first = callers->first[function], end = callers->first[function + 1];
    if (!asks_for_set(guard) || first == end || end - first > CALLERS_OFF_MOST ||
        function_is_address_taken(costs->program, function))
        return false;
    for (uint32_t i = first; i < end; i++)
        if (callers->functions[i] != function &&
            !caller_switches_off(costs, callers->functions[i], function, guard->path->index))
            return false;
    return true;
}
