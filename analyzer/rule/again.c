/* Breadth first from the functions whose address is taken. Tests: testdata/chatty-sequence/bad_mode_again.c */
#include "rule/again.h"

#include "base/error.h"
#include "rule/calls.h"

#include <stdlib.h>

struct spreading {
    struct again *again;
    const struct costs *costs;
    struct arena scratch;
    VEC(uint32_t) work;
};

static bool is_candidate(const struct costs *costs, uint32_t function) {
    const struct function_cost_summary *summary = &costs->functions[function];
    return summary->is_done && summary->site_count > 0 && costs->program->bodies[function];
}

static bool may_leave(const struct region *list, const bool *is_dead) {
    bool found = false;
    for (; list && !found; list = list->next) {
        if (is_dead && is_dead[list->number])
            continue;
        if (list->kind == REGION_BRANCH)
            found = may_leave(list->branch.then_list, is_dead) || may_leave(list->branch.else_list, is_dead);
        else if (list->kind == REGION_LOOP)
            found = may_leave(list->loop->body, is_dead);
        else
            found = list->kind == REGION_RETURN || list->kind == REGION_GOTO || list->kind == REGION_THROW ||
                    list->kind == REGION_SWITCH || list->kind == REGION_TRY;
    }
    return found;
}

static void spread(struct spreading *s, uint32_t function) {
    const struct function_cost_summary *summary = &s->costs->functions[function];
    const struct region *list = s->costs->program->bodies[function]->body;
    for (; list; list = list->next) {
        if (summary->is_dead && summary->is_dead[list->number])
            continue;
        if ((list->kind == REGION_BRANCH && (may_leave(list->branch.then_list, summary->is_dead) ||
                                             may_leave(list->branch.else_list, summary->is_dead))) ||
            (list->kind != REGION_CALL && list->kind != REGION_ASSIGN && list->kind != REGION_BRANCH))
            return;
        if (list->kind != REGION_CALL)
            continue;
        struct targets targets = call_targets(s->costs->program, function, list->call, &s->scratch);
        if (targets.count != 1 || !is_candidate(s->costs, targets.functions[0]) ||
            s->again->callers[targets.functions[0]] != FUNCTION_NONE)
            continue;
        s->again->callers[targets.functions[0]] = function;
        s->again->calls[targets.functions[0]] = list->call->index;
        vec_push(&s->work, targets.functions[0]);
    }
}

void again_find(struct again *again, const struct costs *costs, const bool *is_in_loop) {
    const struct program *program = costs->program;
    uint64_t count = (uint64_t)program->function_count + 1;
    struct spreading s = {.again = again, .costs = costs};
    again->callers = checked_alloc(count, sizeof *again->callers);
    again->calls = checked_alloc(count, sizeof *again->calls);
    arena_init(&s.scratch);
    for (uint32_t f = 0; f < program->function_count; f++) {
        again->callers[f] = FUNCTION_NONE;
        again->calls[f] = 0;
        if (is_candidate(costs, f) && function_is_address_taken(program, f) && !is_in_loop[f] &&
            !program->functions[f].is_test) {
            again->callers[f] = f;
            vec_push(&s.work, f);
        }
    }
    for (uint32_t i = 0; i < s.work.count; i++)
        if (!is_in_loop[s.work.items[i]])
            spread(&s, s.work.items[i]);
    vec_finish(&s.work);
    arena_finish(&s.scratch);
}

void again_finish(struct again *again) {
    free(again->callers);
    free(again->calls);
}
