/* Callbacks of requests. Tests: testdata/call-in-loop/bad_chain_of_requests.c */
#include "link/later.h"

#include "base/scc.h"

#include <stdlib.h>

static void number_cycle(const uint32_t *nodes, uint32_t count, void *context) {
    uint32_t *cycle = context;
    for (uint32_t i = 0; i < count; i++)
        cycle[nodes[i]] = nodes[0];
}

/* Both lead to each other, by name or by what they hand over. */
static bool is_cycle(struct resolving *resolving, uint32_t a, uint32_t b) {
    const struct program *program = resolving->program;
    if (a >= program->own_count || b >= program->own_count)
        return false;
    if (!resolving->cycle) {
        struct scc_graph graph = {program->own_count, program->callees.first, program->callees.functions};
        resolving->cycle = ARENA_ARRAY(&resolving->arena, uint32_t, program->own_count);
        scc_find(&graph, number_cycle, resolving->cycle);
    }
    return resolving->cycle[a] == resolving->cycle[b];
}

/* NULL: the call sets no callback. */
static const struct model *completion_of(const struct resolving *resolving, const struct looked *looked,
                                         const struct call *call) {
    if (call->symbol == SYMBOL_NONE)
        return NULL;
    const struct model *model = program_entity(resolving->program, looked->view.unit, call->symbol)->model;
    return model && model->completes != ARGUMENT_NONE ? model : NULL;
}

bool later_is_left(struct resolving *resolving, const struct looked *looked, const struct bindings *bindings,
                   const struct call *call) {
    const struct model *model = completion_of(resolving, looked, call);
    struct source source;
    if (!model)
        return false;
    resolving_argument(resolving, looked, call, (struct open_path){(uint32_t)model->completes, SYMBOL_NONE}, &source);
    const struct candidates *candidates =
        candidates_of(resolving->candidates, looked->view.unit, &source, bindings, false);
    for (uint32_t i = 0; i < candidates->count; i++)
        if (is_cycle(resolving, looked->view.function, candidates->functions[i]))
            return false;
    return true;
}

/* --- handles ----------------------------------------------------------------------------------------------------- */

struct giving {
    const struct call *call;
    const struct expr *handle;
    bool is_found;
};

static void look_at_assign(struct region *region, void *context) {
    struct giving *giving = context;
    const struct assign *assign = &region->assign;
    giving->is_found |= region->kind == REGION_ASSIGN && assign->value && assign->value->kind == EXPR_CALL &&
                        assign->value->index == giving->call->index && expr_is_equal(assign->target, giving->handle);
}

/* `handle` is the result of the call, or what the call was given the address of to put it there. */
static bool gives(const struct body_view *view, const struct call *call, const struct expr *handle) {
    for (uint32_t i = 0; i < call->argument_count; i++) {
        const struct expr *value = call->arguments[i].value;
        if (value->kind == EXPR_ADDRESS && expr_is_equal(value->a, handle))
            return true;
    }
    if (handle->kind == EXPR_CALL)
        return handle->index == call->index;
    struct giving giving = {call, handle, false};
    region_walk(view->body->body, look_at_assign, &giving);
    return giving.is_found;
}

bool later_is_awaited(struct resolving *resolving, const struct looked *looked, const struct bindings *bindings,
                      const struct call *call) {
    const struct body_view *view = &looked->view;
    for (uint32_t i = 0; looked->sets_callback && i < view->body->call_count; i++) {
        const struct call *setting = view->calls[i] ? view->calls[i]->call : NULL;
        const struct model *model = setting && setting != call ? completion_of(resolving, looked, setting) : NULL;
        if (!model || model->pass_count == 0 || model->passes[0] < 0 ||
            (uint32_t)model->passes[0] >= setting->argument_count ||
            !gives(view, call, setting->arguments[model->passes[0]].value))
            continue;
        if (!later_is_left(resolving, looked, bindings, setting))
            return true;
    }
    return false;
}

/* --- who leaves them --------------------------------------------------------------------------------------------- */

static bool leaves_itself(struct resolving *resolving, uint32_t function) {
    const struct looked *looked = resolving->is_remote[function] ? resolving->looked[function] : NULL;
    for (uint32_t i = 0; looked && looked->sets_callback && i < looked->view.body->call_count; i++) {
        const struct region *region = looked->view.calls[i];
        if (region && later_is_left(resolving, looked, NULL, region->call))
            return true;
    }
    return false;
}

/* All functions at once: those that do it themselves, and their callers. O(functions + calls). */
static void find_leaving(struct resolving *resolving) {
    const struct program *program = resolving->program;
    VEC(uint32_t) work = {0};
    resolving->leaves = ARENA_ARRAY(&resolving->arena, bool, program->own_count);
    for (uint32_t f = 0; f < program->own_count; f++)
        if (leaves_itself(resolving, f)) {
            resolving->leaves[f] = true;
            vec_push(&work, f);
        }
    for (uint32_t w = 0; w < work.count; w++)
        for (uint32_t i = program->callers.first[work.items[w]]; i < program->callers.first[work.items[w] + 1]; i++) {
            uint32_t caller = program->callers.functions[i];
            if (caller < program->own_count && !resolving->leaves[caller]) {
                resolving->leaves[caller] = true;
                vec_push(&work, caller);
            }
        }
    vec_finish(&work);
}

bool later_leaves(struct resolving *resolving, uint32_t function) {
    if (!resolving->leaves)
        find_leaving(resolving);
    return function < resolving->program->own_count && resolving->leaves[function];
}
