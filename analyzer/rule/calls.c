/* Direct calls as compressed rows. Tests: tests/unit/rule/test_reach.c, tests/unit/rule/test_phase.c */
#include "rule/calls.h"

#include "base/error.h"
#include "base/vec.h"
#include "cost/cost.h"

#include <stdlib.h>
#include <string.h>

static void walk(const struct region *list, const struct loop *loop, call_visit *visit, void *context) {
    for (; list; list = list->next) {
        switch ((enum region_kind)list->kind) {
        case REGION_CALL:
            visit(list->call, loop, context);
            break;
        case REGION_BRANCH:
            walk(list->branch.then_list, loop, visit, context);
            walk(list->branch.else_list, loop, visit, context);
            break;
        case REGION_SWITCH:
            for (uint32_t i = 0; i < list->switch_.case_count; i++)
                walk(list->switch_.cases[i].body, loop, visit, context);
            break;
        case REGION_LOOP:
            walk(list->loop->condition_list, loop ? loop : list->loop, visit, context);
            walk(list->loop->body, loop ? loop : list->loop, visit, context);
            walk(list->loop->step_list, loop ? loop : list->loop, visit, context);
            break;
        case REGION_TRY:
            walk(list->try_.body, loop, visit, context);
            for (uint32_t i = 0; i < list->try_.handler_count; i++)
                walk(list->try_.handlers[i].body, loop, visit, context);
            break;
        default:
            break;
        }
    }
}

void calls_walk(const struct region *list, call_visit *visit, void *context) { walk(list, NULL, visit, context); }

struct targets call_targets(const struct program *program, uint32_t function, const struct call *call,
                            struct arena *scratch) {
    return costs_callee(program, function, call, scratch).targets;
}

bool function_is_address_taken(const struct program *program, uint32_t function) {
    uint32_t entity = program->functions[function].entity;
    return entity != SYMBOL_NONE && (program->entities[entity].flags & SYMBOL_ADDRESS_TAKEN);
}

struct collecting {
    const struct program *program;
    struct calls *calls;
    uint32_t function;
    struct arena scratch;
    VEC(uint32_t) targets; /* by caller */
};

static void collect_call(const struct call *call, const struct loop *loop, void *context) {
    struct collecting *collecting = context;
    (void)loop;
    struct targets targets = call_targets(collecting->program, collecting->function, call, &collecting->scratch);
    for (uint32_t i = 0; i < targets.count; i++) {
        uint32_t target = targets.functions[i];
        if (target == collecting->function || !collecting->program->functions[target].is_in_cone)
            continue;
        vec_push(&collecting->targets, target);
        collecting->calls->is_called[target] = true;
    }
}

struct calls *calls_create(const struct program *program) {
    uint64_t count = (uint64_t)program->function_count + 1;
    struct calls *calls = checked_alloc(1, sizeof *calls);
    *calls = (struct calls){.first = checked_alloc(count, sizeof *calls->first),
                            .is_called = checked_alloc(count, sizeof *calls->is_called)};
    memset(calls->is_called, 0, count * sizeof *calls->is_called);
    struct collecting collecting = {.program = program, .calls = calls};
    arena_init(&collecting.scratch);
    calls->first[0] = 0;
    for (uint32_t f = 0; f < program->function_count; f++) {
        collecting.function = f;
        if (program->functions[f].is_in_cone && program->bodies[f])
            calls_walk(program->bodies[f]->body, collect_call, &collecting);
        calls->first[f + 1] = collecting.targets.count;
        arena_reset(&collecting.scratch);
    }
    calls->functions = collecting.targets.items;
    arena_finish(&collecting.scratch);
    return calls;
}

void calls_destroy(struct calls *calls) {
    if (!calls)
        return;
    free(calls->first);
    free(calls->functions);
    free(calls->is_called);
    free(calls);
}
