/* Callbacks of requests. Tests: testdata/call-in-loop/bad_chain_of_requests.c, bad_wait_for_handle.c */
#include "link/later.h"

#include "base/scc.h"

#include <stdlib.h>

#define PAUSE_LEVELS 3 /* calls from what a handle is passed to down to the wait */

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

/* --- event loops that are run until a request is over ------------------------------------------------------------ */

/* Functions that wait for events themselves, or call one that does, up to PAUSE_LEVELS deep. */
static void find_pausing(struct resolving *resolving) {
    const struct program *program = resolving->program;
    VEC(uint32_t) work = {0};
    resolving->pauses = ARENA_ARRAY(&resolving->arena, bool, program->own_count);
    for (uint32_t f = 0; f < program->own_count; f++) {
        resolving->pauses[f] = program_calls_model(program, f, model_waits_for_event);
        if (resolving->pauses[f])
            vec_push(&work, f);
    }
    for (uint32_t level = 0, begin = 0; level < PAUSE_LEVELS; level++) {
        uint32_t end = work.count;
        for (uint32_t w = begin; w < end; w++)
            for (uint32_t i = program->callers.first[work.items[w]]; i < program->callers.first[work.items[w] + 1];
                 i++) {
                uint32_t caller = program->callers.functions[i];
                if (caller < program->own_count && !resolving->pauses[caller])
                    vec_push(&work, caller);
                if (caller < program->own_count)
                    resolving->pauses[caller] = true;
            }
        begin = end;
    }
    vec_finish(&work);
}

static bool may_pause(struct resolving *resolving, const struct entity *entity) {
    if (entity->model)
        return entity->model->pause == PAUSE_EVENT;
    if (!resolving->pauses)
        find_pausing(resolving);
    for (uint32_t i = 0; i < entity->definition_count; i++)
        if (resolving->pauses[resolving->program->definitions[entity->first_definition + i]])
            return true;
    return false;
}

bool later_may_pause(struct resolving *resolving, uint32_t function) {
    const struct program *program = resolving->program;
    const struct function_entry *entry = program_entry(program, function);
    const uint32_t *entities = program->units[program->functions[function].unit].entities;
    for (uint32_t i = 0; i < entry->callee_count; i++)
        if (may_pause(resolving, &program->entities[entities[entry->callees[i]]]))
            return true;
    return false;
}

struct between {
    uint32_t call, wait; /* numbers of regions */
    bool is_apart;
};

static void look_at_loop(struct region *region, void *context) {
    struct between *between = context;
    if (region->kind != REGION_LOOP)
        return;
    uint32_t end = region_last_number(region->loop->body), step = region_last_number(region->loop->step_list);
    end = step > end ? step : end;
    between->is_apart |= between->call > region->number && between->call <= end && between->wait > end;
}

/* A loop around the call sends for all of its turns before anything is waited for. */
static bool is_apart(const struct body_view *view, uint32_t call, uint32_t wait) {
    struct between between = {view->calls[call]->number, view->calls[wait]->number, false};
    region_walk(view->body->body, look_at_loop, &between);
    return between.is_apart;
}

/* The call leaves callbacks to others, by its name. */
static bool leaves(struct resolving *resolving, const struct body_view *view, const struct call *call) {
    if (call->symbol == SYMBOL_NONE)
        return false;
    const struct entity *entity = program_entity(resolving->program, view->unit, call->symbol);
    for (uint32_t i = 0; !entity->model && i < entity->definition_count; i++)
        if (later_leaves(resolving, resolving->program->definitions[entity->first_definition + i]))
            return true;
    return false;
}

/* Another request goes out before the wait: both are under way at once, and the last one stands for all. */
static bool is_followed(struct resolving *resolving, const struct body_view *view, uint32_t call, uint32_t wait,
                        const struct expr *handle) {
    for (uint32_t i = call + 1; i < wait; i++)
        if (view->calls[i] && leaves(resolving, view, view->calls[i]->call) &&
            !gives(view, view->calls[i]->call, handle))
            return true;
    return false;
}

/* The wait is passed the handle that the call gives. */
static const struct expr *passed_handle(const struct body_view *view, const struct call *call,
                                        const struct call *wait) {
    for (uint32_t i = 0; i < wait->argument_count; i++)
        if (gives(view, call, wait->arguments[i].value))
            return wait->arguments[i].value;
    return NULL;
}

/* `while (!request->is_done) run_one_event();`: what the loop tests is found in the handle that the call gives. */
static const struct expr *tested_handle(const struct body_view *view, const struct call *call,
                                        const struct expr *condition) {
    const struct expr *parts[] = {condition->a, condition->b, condition->c};
    if (condition->kind == EXPR_FIELD && condition->a->kind == EXPR_DEREF && gives(view, call, condition->a->a))
        return condition->a->a;
    for (size_t i = 0; i < ARRAY_COUNT(parts); i++) {
        const struct expr *handle = parts[i] ? tested_handle(view, call, parts[i]) : NULL;
        if (handle)
            return handle;
    }
    return NULL;
}

struct loop_search {
    const struct body_view *view;
    const struct call *call;
    uint32_t wait; /* number of the region that waits */
    const struct expr *handle;
};

static void look_at_wait(struct region *region, void *context) {
    struct loop_search *search = context;
    if (region->kind != REGION_LOOP || !region->loop->condition ||
        region->number < search->view->calls[search->call->index]->number || search->wait < region->number ||
        search->wait > region_last_number(region->loop->body))
        return;
    const struct expr *handle = tested_handle(search->view, search->call, region->loop->condition);
    search->handle = handle ? handle : search->handle;
}

/* The handle that the call gives, and that decides how long the other one waits. */
static const struct expr *waited_handle(const struct body_view *view, const struct call *call,
                                        const struct call *wait) {
    struct loop_search search = {view, call, view->calls[wait->index]->number, passed_handle(view, call, wait)};
    if (!search.handle)
        region_walk(view->body->body, look_at_wait, &search);
    return search.handle;
}

bool later_is_over(struct resolving *resolving, const struct looked *looked, const struct call *call) {
    const struct body_view *view = &looked->view;
    if (view->function >= resolving->program->own_count || !looked->may_pause || !leaves(resolving, view, call))
        return false;
    for (uint32_t i = call->index + 1; i < view->body->call_count; i++) {
        const struct region *region = view->calls[i];
        const struct call *wait = region ? region->call : NULL;
        if (!wait || wait->symbol == SYMBOL_NONE ||
            !may_pause(resolving, program_entity(resolving->program, view->unit, wait->symbol)))
            continue;
        const struct expr *handle = waited_handle(view, call, wait);
        if (handle)
            return !is_apart(view, call->index, i) && !is_followed(resolving, view, call->index, i, handle);
    }
    return false;
}

bool later_is_awaited(struct resolving *resolving, const struct looked *looked, const struct bindings *bindings,
                      const struct call *call) {
    const struct body_view *view = &looked->view;
    if (later_is_over(resolving, looked, call))
        return true;
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

static bool calls_leaving(struct resolving *resolving, uint32_t function) {
    const struct call_edges *callees = &resolving->program->callees;
    for (uint32_t i = callees->first[function]; i < callees->first[function + 1]; i++)
        if (later_leaves(resolving, callees->functions[i]))
            return true;
    return false;
}

bool later_look(struct resolving *resolving) {
    for (uint32_t f = 0; f < resolving->program->own_count; f++)
        if (resolving->is_remote[f] && !resolving->looked[f] && calls_leaving(resolving, f) &&
            later_may_pause(resolving, f) && !resolving_look(resolving, f))
            return false;
    return true;
}
