/* Flows of a function as one call enters it: requests that the call shuts off by what it passes are none of its own.
 * Tests: testdata/call-in-loop/bad_excluded_way.c */
#include "facts/counted_scope.h"
#include "flow/flow_run.h"

#define ENTERED_DEPTH 4 /* calls inside each other that are looked into */

/* In the scratch arena of the caller's scope. */
static const struct function_flows *flows_as_entered(struct costs *costs, const struct scope *caller,
                                                     const struct entered *entered) {
    struct arena scratch;
    struct scope scope;
    arena_init(&scratch);
    counted_scope(costs, &scope, &scratch, entered->function);
    const struct function_flows *flows = flow_make(costs, &scope, entered, caller->scratch);
    arena_finish(&scratch);
    return flows;
}

const struct function_flows *flow_of_entered(struct costs *costs, const struct scope *caller,
                                             const struct entered *outer, const struct call *call, uint32_t function) {
    const struct function_flows *flows = costs->flows[function];
    struct entered top = {.function = caller->function};
    outer = outer ? outer : &top;
    struct entered entered = {outer, function, call, outer->depth + 1};
    if (!flows || entered.depth > ENTERED_DEPTH || entered_already(outer, function) ||
        !entered_excludes(costs, &entered))
        return flows;
    return flows_as_entered(costs, caller, &entered);
}

const struct function_flows *flow_at_call(struct flow_run *run, const struct call *call, uint32_t function,
                                          const struct function_flows *flows) {
    if (!run->entered)
        return flows;
    if (!run->as_entered)
        run->as_entered = ARENA_ARRAY(run->scope->scratch, const struct function_flows *, run->scope->body->call_count);
    if (!run->as_entered[call->index])
        run->as_entered[call->index] = flow_of_entered(run->costs, run->scope, run->entered, call, function);
    return run->as_entered[call->index];
}

bool flow_is_silent(const struct flow_run *run, const struct call *call) {
    bool is_summary = !run->asked_calls && !run->asks;
    if (is_summary && run->scope->is_dead[run->scope->calls[call->index].number])
        return true;
    return run->entered && run->entered->outer && entered_is_silent(run->costs, run->entered, call->index);
}
