/* Loops that only turn again when something has failed. Tests: tests/unit/rule/test_why_not.c */
#include "cost/evaluate_internal.h"

struct dead_search {
    const struct evaluation *evaluation;
    const struct region *first;
};

static void find_dead(struct region *region, void *context) {
    struct dead_search *search = context;
    if (!search->first && search->evaluation->scope->is_dead[region->number])
        search->first = region;
}

/* A call in the loop is passed something that the loop moves on, be it after a failure only. */
static bool asks_another(const struct scope *scope, uint32_t loop) {
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct assignment *a = &scope->assignments[i];
        if (!scope_is_inside(scope, a->number, loop) || scope_call(scope, a->assign->value) || !a->assign->value)
            continue;
        for (uint32_t k = 0; k < scope->body->call_count; k++) {
            const struct call *call = scope->calls[k].region ? scope->calls[k].region->call : NULL;
            if (!call || !scope_is_inside(scope, scope->calls[k].number, loop))
                continue;
            for (uint32_t n = 0; n < call->argument_count; n++)
                if (assignment_touches(a, call->arguments[n].value))
                    return true;
        }
    }
    return false;
}

void evaluate_retry(struct evaluation *evaluation, const struct loop *loop, bool comes_to_test,
                    const struct exits *exits) {
    const struct value *all = exits_all(&evaluation->algebra, exits);
    struct dead_search search = {.evaluation = evaluation};
    if (!all || value_is_free(all))
        return;
    region_walk(loop->body, find_dead, &search);
    if (!search.first && !comes_to_test)
        return;
    struct quiet_loop reason = {.loop = loop->index,
                                .call = CALL_NONE,
                                .class = asks_another(evaluation->scope, loop->index) ? CLASS_FAILOVER : CLASS_RETRY,
                                .place = search.first ? search.first->location
                                                      : evaluation->scope->loops[loop->index].region->location};
    vec_push(&evaluation->reasons, reason);
}
