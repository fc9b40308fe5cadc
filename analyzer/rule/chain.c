/* Which recursions go through a library's callback. Tests: testdata/call-in-loop/bad_chain*.c */
#include "rule/chain.h"

#include "base/map.h"
#include "base/vec.h"
#include "cost/later.h"

#define CHAIN_LIMIT 1000 /* functions that are looked at */

/* Those that lead to `end`: 1 over a callback, 0 otherwise only. */
static void find_leading(const struct program *program, uint32_t end, struct map *leading) {
    const struct call_edges *callers = &program->callers;
    VEC(uint32_t) work = {0};
    vec_push(&work, end);
    for (uint32_t w = 0; w < work.count && work.count < CHAIN_LIMIT; w++) {
        uint32_t function = work.items[w];
        bool is_over = function == end ? later_is_completion(program, end) : map_get(leading, function) == 1;
        for (uint32_t i = callers->first[function]; i < callers->first[function + 1]; i++) {
            uint32_t caller = callers->functions[i], known = map_get(leading, caller);
            uint32_t is_caller_over = is_over || later_is_completion(program, caller);
            if (known != MAP_NONE && known >= is_caller_over)
                continue;
            map_put(leading, caller, is_caller_over);
            if (caller != end)
                vec_push(&work, caller);
        }
    }
    vec_finish(&work);
}

/* What sends, where the call has a target that leads back over a callback; else NULL. */
static const struct call *sending(const struct scope *scope, const struct call *call, const struct map *leading) {
    struct program *program = scope->program;
    struct callee callee = costs_callee(program, scope->function, call, scope->scratch);
    for (uint32_t t = 0; t < callee.targets.count; t++) {
        uint32_t target = callee.targets.functions[t], entity = program->functions[target].entity;
        if (target == scope->function || map_get(leading, target) != 1)
            continue;
        return later_is_completion(program, target) ? later_sender(scope, call, program->entities[entity].model) : call;
    }
    return NULL;
}

const struct call *chain_call(const struct scope *scope) {
    struct map leading = {0};
    const struct call *found = NULL;
    find_leading(scope->program, scope->function, &leading);
    for (uint32_t i = 0; i < scope->body->call_count && !found; i++)
        if (scope->calls[i].region && !scope->is_dead[scope->calls[i].number])
            found = sending(scope, scope->calls[i].region->call, &leading);
    map_finish(&leading);
    return found;
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
