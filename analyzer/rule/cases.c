/* Decides which switch a max{} comes from. Tests: tests/unit/rule/test_cases.c */
#include "rule/cases.h"

#include "base/error.h"
#include "rule/formula.h"

#include <stdlib.h>
#include <string.h>

#define DEPTH 8 /* calls from the function down to the switch */

struct count {
    const unsigned char *marks; /* calls that reach the wire   [call_count] */
    uint32_t most;              /* arms of the largest so far */
};

static bool region_reaches(struct count *count, const struct region *region);

static bool list_reaches(struct count *count, const struct region *list) {
    bool reaches = false;
    for (; list; list = list->next)
        reaches |= region_reaches(count, list);
    return reaches;
}

static void offer(struct count *count, uint32_t arms) { count->most = arms > count->most ? arms : count->most; }

/* The `else if` of a branch, when nothing before its condition is known reaches the wire. */
static const struct branch *else_if(struct count *count, const struct region *list) {
    bool reaches = false;
    for (; list && list->next; list = list->next)
        reaches |= region_reaches(count, list);
    bool is_if = list && list->kind == REGION_BRANCH && strcmp(list->branch.form, "if") == 0;
    return is_if && !reaches ? &list->branch : NULL;
}

static uint32_t arms_of_branch(struct count *count, const struct branch *branch) {
    uint32_t arms = 0;
    const struct branch *next = branch;
    while (next) {
        branch = next;
        arms += list_reaches(count, branch->then_list);
        next = else_if(count, branch->else_list);
    }
    return arms + list_reaches(count, branch->else_list);
}

static bool switch_reaches(struct count *count, const struct switch_region *region) {
    uint32_t arms = 0;
    for (uint32_t i = 0; i < region->case_count; i++)
        arms += list_reaches(count, region->cases[i].body);
    offer(count, arms);
    return arms > 0;
}

static bool try_reaches(struct count *count, const struct try_region *region) {
    bool reaches = list_reaches(count, region->body);
    for (uint32_t i = 0; i < region->handler_count; i++)
        reaches |= list_reaches(count, region->handlers[i].body);
    return reaches;
}

static bool branch_reaches(struct count *count, const struct branch *branch) {
    uint32_t arms = arms_of_branch(count, branch);
    offer(count, arms);
    return arms > 0;
}

static bool loop_reaches(struct count *count, const struct loop *loop) {
    bool reaches = list_reaches(count, loop->condition_list);
    reaches |= list_reaches(count, loop->body);
    return list_reaches(count, loop->step_list) || reaches;
}

static bool region_reaches(struct count *count, const struct region *region) {
    switch ((enum region_kind)region->kind) {
    case REGION_CALL:
        return count->marks[region->call->index];
    case REGION_BRANCH:
        return branch_reaches(count, &region->branch);
    case REGION_SWITCH:
        return switch_reaches(count, &region->switch_);
    case REGION_LOOP:
        return loop_reaches(count, region->loop);
    case REGION_TRY:
        return try_reaches(count, &region->try_);
    default:
        return false;
    }
}

/* --- where to look ----------------------------------------------------------------------------------------------- */

static unsigned char *marks_of(const struct costs *costs, uint32_t function) {
    uint64_t size = (uint64_t)costs->program->bodies[function]->call_count + 1;
    unsigned char *marks = checked_zero_alloc(size, 1);
    return marks;
}

static void mark_sites(unsigned char *marks, const struct site_count *sites, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (sites[i].trips)
            marks[sites[i].call] = 1;
}

/* The largest switch of the function itself. */
static uint32_t own_cases(const struct costs *costs, uint32_t function) {
    const struct function_cost_summary *summary = &costs->functions[function];
    unsigned char *marks = marks_of(costs, function);
    struct count count = {.marks = marks};
    mark_sites(marks, summary->sites, summary->site_count);
    for (uint32_t i = 0; i < summary->loop_count; i++)
        mark_sites(marks, summary->loops[i].sites, summary->loops[i].site_count);
    list_reaches(&count, costs->program->bodies[function]->body);
    free(marks);
    return count.most;
}

/* The first callee whose costs have as many alternatives, or FUNCTION_NONE. */
static uint32_t next_function(const struct costs *costs, uint32_t function, uint32_t least) {
    const struct call_edges *callees = &costs->program->callees;
    for (uint32_t i = callees->first[function]; i < callees->first[function + 1]; i++) {
        uint32_t callee = callees->functions[i];
        if (costs->functions[callee].is_done && formula_alternatives(costs->functions[callee].trips) >= least)
            return callee;
    }
    return FUNCTION_NONE;
}

uint32_t cases_of_function(const struct costs *costs, uint32_t function, uint32_t least) {
    for (uint32_t depth = 0; depth < DEPTH && function != FUNCTION_NONE; depth++) {
        uint32_t count = costs->program->bodies[function] ? own_cases(costs, function) : 0;
        if (count >= least)
            return count;
        function = next_function(costs, function, least);
    }
    return 0;
}
