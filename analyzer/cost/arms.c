/* Tests: testdata/call-in-loop/bad_sometimes.c */
#include "cost/arms.h"

struct marking {
    const struct scope *scope;
    bool *is_in_arm;
};

static void mark_call(struct region *region, void *context) {
    struct marking *marking = context;
    if (region->kind == REGION_CALL)
        marking->is_in_arm[region->call->index] = true;
}

static bool is_dead(const struct marking *marking, const struct region *list) {
    return list && marking->scope->is_dead[list->number];
}

static void mark_arms(struct region *region, void *context) {
    struct marking *marking = context;
    if (region->kind == REGION_BRANCH) {
        if (!is_dead(marking, region->branch.else_list))
            region_walk(region->branch.then_list, mark_call, context);
        if (!is_dead(marking, region->branch.then_list))
            region_walk(region->branch.else_list, mark_call, context);
    }
    for (uint32_t i = 0; region->kind == REGION_SWITCH && i < region->switch_.case_count; i++)
        region_walk(region->switch_.cases[i].body, mark_call, context);
}

void arms_of_loop(const struct scope *scope, uint32_t loop, bool *is_in_arm) {
    struct marking marking = {scope, is_in_arm};
    region_walk(scope->loops[loop].region->loop->body, mark_arms, &marking);
}
