/* Calls whose answer the client keeps (`cached` of models): the same request again is local.
 *
 * In a loop such a call is paid once where the loop does not change what is asked for; on another connection it is
 * asked anew. Through helpers the whole of what they ask for has to be the same. Tests: testdata/_cost/cached.region,
 * testdata/call-in-loop */
#include "cost/evaluate_internal.h"

#include "cost/carry.h"
#include "flow/flow.h"

static const struct flow_use *use_in(struct evaluation *evaluation, uint32_t loop, uint32_t call) {
    if (!evaluation->uses || evaluation->uses_loop != loop) {
        evaluation->uses = flow_of_loop(evaluation->costs, evaluation->scope, loop).uses;
        evaluation->uses_loop = loop;
    }
    return &evaluation->uses[call];
}

bool cached_is_same(struct evaluation *evaluation, uint32_t loop, uint32_t call) {
    const struct scope *scope = evaluation->scope;
    struct callee callee =
        costs_callee(evaluation->costs->program, scope->function, scope->calls[call].region->call, scope->scratch);
    const struct flow_use *use = use_in(evaluation, loop, call);
    if (!use->is_wire || (use->handle & (FLOW_VARIES | FLOW_CARRIED)))
        return false;
    return (callee.model && callee.model->request == ARGUMENT_NONE) || !use_varies_request(use);
}

const struct guard *cached_guard(struct evaluation *evaluation, uint32_t call) {
    struct arena *scratch = evaluation->scope->scratch;
    struct expr *path = expr_indexed(scratch, EXPR_CALL, evaluation->loop == LOOP_NONE ? CALL_NONE : call);
    path->value = evaluation->scope->function;
    return guard_cached(evaluation->algebra.atoms, path);
}

const struct poly *cached_trips(struct evaluation *evaluation, const struct poly *trips, uint32_t call) {
    struct atom_table *atoms = evaluation->algebra.atoms;
    if (evaluation->loop != LOOP_NONE && !cached_is_same(evaluation, evaluation->loop, call))
        return trips;
    return poly_guarded(atoms, trips, guards_with(atoms, NULL, cached_guard(evaluation, call)));
}
