/* Answers that are kept for good. Tests: testdata/call-in-loop/verdict_kept_answer.c */
#include "flow/kept_answer.h"

#include "facts/connects.h"

/* One place for the whole run of the program: neither an element nor something that a pointer leads to. */
static bool is_one_place(const struct scope *scope, const struct expr *path) {
    while (path->kind == EXPR_FIELD)
        path = path->a;
    return path->kind == EXPR_GLOBAL ||
           (scope_is_own_local(scope, path) && (scope->body->locals[path->index].flags & LOCAL_STATIC));
}

static bool is_paid_once(const struct scope *scope, const struct guards *guards) {
    for (uint32_t i = 0; guards && i < guards->count; i++)
        if (guards->items[i]->kind == GUARD_MEMO && guards->items[i]->op == OP_NONE &&
            is_one_place(scope, guards->items[i]->path))
            return true;
    return false;
}

static bool is_kept(const struct scope *scope, const struct guards *guards) {
    (void)scope;
    for (uint32_t i = 0; guards && i < guards->count; i++)
        if (guards->items[i]->kind == GUARD_MEMO && guards->items[i]->op == OP_NONE)
            return true;
    return false;
}

/* All that the call costs is paid under such guards. */
static bool is_paid_under(const struct costs *costs, const struct scope *scope, uint32_t call,
                          bool (*test)(const struct scope *scope, const struct guards *guards)) {
    const struct function_cost_summary *summary = &costs->functions[scope->function];
    if (!summary->is_done)
        return false;
    for (uint32_t i = 0; i < summary->site_count; i++) {
        const struct poly *trips = summary->sites[i].call == call ? summary->guarded[i] : NULL;
        for (uint32_t k = 0; trips && k < trips->count; k++)
            if (!test(scope, trips->items[k].guards))
                return false;
        if (trips)
            return true;
    }
    return false;
}

bool costs_opens_once(const struct costs *costs, const struct scope *scope, uint32_t call) {
    const struct region *region = scope->calls[call].region;
    return region && is_paid_under(costs, scope, call, is_kept) &&
           connects_by_call(costs->program, costs->program->functions[scope->function].unit, region);
}

bool costs_keeps_answer(const struct costs *costs, const struct scope *scope, uint32_t call) {
    return is_paid_under(costs, scope, call, is_paid_once);
}
