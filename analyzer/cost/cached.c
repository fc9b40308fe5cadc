/* Calls whose answer the client keeps (`cached` of models): the same request again is local.
 *
 * In a loop such a call is paid once where the loop does not change what is asked for; on another connection it is
 * asked anew. A request that is a text, or what the caller passes, is followed by itself up to the loop; of any other
 * the whole of what a helper asks for has to be the same. Tests: testdata/_cost/cached.region,
 * testdata/call-in-loop/good_cached_request.c, bad_cached_request.c */
#include "cost/evaluate_internal.h"

#include "cost/carry.h"
#include "flow/flow.h"
#include "turns/path.h"

static const struct flow_use *use_in(struct evaluation *evaluation, uint32_t loop, uint32_t call) {
    if (!evaluation->uses || evaluation->uses_loop != loop) {
        evaluation->uses = flow_of_loop(evaluation->costs, evaluation->scope, loop).uses;
        evaluation->uses_loop = loop;
    }
    return &evaluation->uses[call];
}

static bool cached_is_same(struct evaluation *evaluation, uint32_t loop, uint32_t call) {
    const struct scope *scope = evaluation->scope;
    struct callee callee =
        costs_callee(evaluation->costs->program, scope->function, scope->calls[call].region->call, scope->scratch);
    const struct flow_use *use = use_in(evaluation, loop, call);
    if (!use->is_wire || (use->handle & (FLOW_VARIES | FLOW_CARRIED)))
        return false;
    return (callee.model && callee.model->request == ARGUMENT_NONE) || !use_varies_request(use);
}

static const struct guard *cached_guard(struct evaluation *evaluation, uint32_t call) {
    struct arena *scratch = evaluation->scope->scratch;
    struct expr *path = expr_indexed(scratch, EXPR_CALL, evaluation->loop == LOOP_NONE ? CALL_NONE : call);
    path->value = evaluation->scope->function;
    return guard_cached(evaluation->algebra.atoms, path);
}

/* A path that stands for what is asked for: a text, or a parameter that stays as it was passed; NULL: neither. */
static const struct expr *key_of(const struct scope *scope, const struct expr *request) {
    if (request->kind == EXPR_STRING)
        return request;
    bool is_passed =
        request->kind == EXPR_PARAMETER && !scope_next(scope, request, NULL) && !scope_is_shared(scope, request);
    return is_passed ? path_convert(scope, request) : NULL;
}

static const struct expr *key_at_call(const struct evaluation *evaluation, uint32_t call) {
    const struct scope *scope = evaluation->scope;
    const struct call *site = scope->calls[call].region->call;
    const struct model *model = costs_callee(evaluation->costs->program, scope->function, site, scope->scratch).model;
    if (model && model->request == ARGUMENT_NONE)
        return expr_string(scope->scratch, model->name);
    return model && (uint32_t)model->request < site->argument_count
               ? key_of(scope, site->arguments[model->request].value)
               : NULL;
}

const struct guard *cached_for_caller(struct evaluation *evaluation, const struct guard *guard, uint32_t callee,
                                      const struct call *call) {
    const struct expr *key = guard->path;
    if (key->kind == EXPR_STRING)
        return guard;
    bool is_given = key->kind == EXPR_PARAMETER && (uint32_t)key->value == callee && key->index < call->argument_count;
    key = is_given ? key_of(evaluation->scope, call->arguments[key->index].value) : NULL;
    return key ? guard_cached(evaluation->algebra.atoms, key) : cached_guard(evaluation, call->index);
}

/* No call of the loop goes to another peer on another turn. */
static bool stays_on_connection(struct evaluation *evaluation, uint32_t loop) {
    const struct scope *scope = evaluation->scope;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        if (!scope->calls[i].region || !scope_is_inside(scope, scope->calls[i].number, loop))
            continue;
        const struct flow_use *use = use_in(evaluation, loop, i);
        if (use->is_wire && (use->handle & (FLOW_VARIES | FLOW_CARRIED)))
            return false;
    }
    return true;
}

bool cached_is_once(struct evaluation *evaluation, uint32_t loop, const struct guard *guard) {
    const struct expr *path = guard->path;
    if (path->kind != EXPR_CALL)
        return stays_on_connection(evaluation, loop);
    return path->index != CALL_NONE && (uint32_t)path->value == evaluation->scope->function &&
           cached_is_same(evaluation, loop, path->index);
}

const struct poly *cached_trips(struct evaluation *evaluation, const struct poly *trips, uint32_t call) {
    struct atom_table *atoms = evaluation->algebra.atoms;
    if (evaluation->loop != LOOP_NONE && !cached_is_same(evaluation, evaluation->loop, call))
        return trips;
    const struct expr *key = key_at_call(evaluation, call);
    const struct guard *guard = key ? guard_cached(atoms, key) : cached_guard(evaluation, call);
    return poly_guarded(atoms, trips, guards_with(atoms, NULL, guard));
}
