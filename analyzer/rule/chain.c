/* Which recursions go through a library's callback. Tests: testdata/call-in-loop/bad_chain*.c */
#include "rule/chain.h"

#include "cost/later.h"

#define CHAIN_DEPTH 5 /* functions between the call and the callback */

/* From `function` to `end` over a callback. */
static bool leads_to(const struct program *program, uint32_t function, uint32_t end, bool is_completed, int depth) {
    is_completed |= later_is_completion(program, function);
    if (function == end || depth == 0)
        return function == end && is_completed;
    for (uint32_t i = program->callees.first[function]; i < program->callees.first[function + 1]; i++)
        if (leads_to(program, program->callees.functions[i], end, is_completed, depth - 1))
            return true;
    return false;
}

/* `handle = send(); set_callback(handle, fn);`: the call that gave the handle. */
static const struct call *sender_of(const struct scope *scope, const struct call *call, const struct model *model) {
    struct position position = scope_at_call(scope, call->index);
    if (model->pass_count == 0 || model->passes[0] < 0 || (uint32_t)model->passes[0] >= call->argument_count)
        return call;
    const struct expr *handle = call->arguments[model->passes[0]].value;
    bool is_variable = handle->kind == EXPR_LOCAL || handle->kind == EXPR_PARAMETER;
    const struct assignment *definition = is_variable ? scope_definition(scope, handle, position) : NULL;
    const struct call *sender = scope_call(scope, definition ? definition->assign->value : handle);
    return sender ? sender : call;
}

const struct call *chain_call(const struct scope *scope) {
    struct program *program = scope->program;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct call *call = scope->calls[i].region ? scope->calls[i].region->call : NULL;
        if (!call || scope->is_dead[scope->calls[i].number])
            continue;
        struct callee callee = costs_callee(program, scope->function, call, scope->scratch);
        for (uint32_t t = 0; t < callee.targets.count; t++) {
            uint32_t target = callee.targets.functions[t];
            if (!leads_to(program, target, scope->function, false, CHAIN_DEPTH))
                continue;
            uint32_t entity = program->functions[target].entity;
            return later_is_completion(program, target) ? sender_of(scope, call, program->entities[entity].model)
                                                        : call;
        }
    }
    return NULL;
}

/* --- how it can be mended ---------------------------------------------------------------------------------------- */

/* The answer, or what it was written to, is among the arguments. */
static bool is_made_of_answer(const struct scope *scope, const struct call *call, const struct call *wait) {
    struct position position = scope_at_call(scope, call->index);
    for (uint32_t i = 0; i < call->argument_count; i++) {
        const struct expr *root = expr_root(call->arguments[i].value);
        const struct assignment *definition = root->kind == EXPR_LOCAL ? scope_definition(scope, root, position) : NULL;
        if (scope_call(scope, definition ? definition->assign->value : root) == wait)
            return true;
        for (uint32_t k = 0; root->kind == EXPR_LOCAL && k < wait->argument_count; k++)
            if (wait->arguments[k].value->kind == EXPR_ADDRESS &&
                expr_is_equal(expr_root(wait->arguments[k].value), root))
                return true;
    }
    return false;
}

/* A chain of callbacks whose runs have a name asks for what was known from the start. */
struct verdict chain_verdict(struct costs *costs, const struct scope *scope, const struct loop_cost *loop,
                             const struct call *call, uint32_t wait) {
    struct arena *arena = costs->program->arena;
    struct callee callee = costs_callee(costs->program, scope->function, call, scope->scratch);
    struct verdict verdict = {.degree = poly_degree(loop->trips), .after = loop->trips};
    if (is_made_of_answer(scope, call, scope->calls[wait].region->call)) {
        verdict.kind = VERDICT_SEQUENTIAL;
        verdict.fix = "sequential: each request needs the answer before it; ask for more at once";
        return verdict;
    }
    verdict.after = loop->per_turn ? loop->per_turn : poly_constant(&costs->atoms, 1);
    if (callee.model && callee.model->bulk) {
        verdict.kind = VERDICT_BATCH;
        verdict.fix = arena_printf(arena, "batch: no request needs another's answer; one call of %s() serves many",
                                   callee.model->bulk);
        return verdict;
    }
    verdict.kind = VERDICT_PIPELINE;
    verdict.fix = "pipeline: no request needs another's answer; send all of them, and go on when the last has come";
    return verdict;
}
