/* Tests: testdata/call-in-loop/bad_site_arms.c */
#include "rule/witness_arms.h"

struct arms {
    struct costs *costs;
    const struct scope *scope;
    struct call_way *ways;
    uint32_t count;
};

static void add_list(const struct arms *arms, const struct region *list, struct wire_sites *out);

static void add_sites(const struct arms *arms, const struct wire_sites *sites, struct wire_sites *out) {
    for (uint32_t i = 0; i < sites->items.count; i++)
        wire_sites_merge(arms->costs, out, sites->items.items[i], poly_add);
}

static void add_call(const struct arms *arms, const struct call *call, struct wire_sites *out) {
    for (uint32_t i = 0; i < arms->count; i++)
        if (arms->ways[i].call == call->index) {
            arms->ways[i].is_taken = true;
            add_sites(arms, &arms->ways[i].sites, out);
        }
}

/* Nothing in it runs while nothing fails. An arm that holds nothing may be the one that is taken. */
static bool is_dead(const struct arms *arms, const struct region *list) {
    bool is_empty = !list;
    for (; list; list = list->next)
        if (!arms->scope->is_dead[list->number])
            return false;
    return !is_empty;
}

/* Of the two lists one runs. */
static void join_lists(const struct arms *arms, const struct wire_sites *list, bool is_alone, struct wire_sites *all) {
    for (uint32_t i = 0; i < list->items.count; i++) {
        struct wire_site site = list->items.items[i];
        if (!is_alone)
            site.trips = poly_inexact(&arms->costs->atoms, site.trips);
        wire_sites_merge(arms->costs, all, site, poly_join);
    }
}

static void add_branch(const struct arms *arms, const struct branch *branch, struct wire_sites *out) {
    const struct region *lists[] = {branch->then_list, branch->else_list};
    struct wire_sites all = {0};
    for (int i = 0; i < 2; i++) {
        struct wire_sites one = {0};
        add_list(arms, lists[i], &one);
        join_lists(arms, &one, is_dead(arms, lists[1 - i]), &all);
        wire_sites_finish(&one);
    }
    add_sites(arms, &all, out);
    wire_sites_finish(&all);
}

/* Goes on into the next case. */
static bool falls_through(const struct region *list) {
    list = region_last(list);
    return !list || (list->kind != REGION_BREAK && list->kind != REGION_RETURN && list->kind != REGION_CONTINUE &&
                     list->kind != REGION_GOTO && list->kind != REGION_THROW);
}

static void add_switch(const struct arms *arms, const struct switch_region *cases, struct wire_sites *out) {
    struct wire_sites all = {0}, one = {0};
    for (uint32_t i = 0; i < cases->case_count; i++) {
        add_list(arms, cases->cases[i].body, &one);
        if (falls_through(cases->cases[i].body) && i + 1 < cases->case_count)
            continue;
        join_lists(arms, &one, cases->case_count == 1, &all);
        wire_sites_finish(&one);
        one = (struct wire_sites){0};
    }
    add_sites(arms, &all, out);
    wire_sites_finish(&all);
}

static void add_try(const struct arms *arms, const struct try_region *region, struct wire_sites *out) {
    add_list(arms, region->body, out);
    for (uint32_t i = 0; i < region->handler_count; i++)
        add_list(arms, region->handlers[i].body, out);
}

static void add_list(const struct arms *arms, const struct region *list, struct wire_sites *out) {
    for (const struct region *region = list; region; region = region->next)
        switch ((enum region_kind)region->kind) {
        case REGION_CALL:
            add_call(arms, region->call, out);
            break;
        case REGION_BRANCH:
            add_branch(arms, &region->branch, out);
            break;
        case REGION_SWITCH:
            add_switch(arms, &region->switch_, out);
            break;
        case REGION_LOOP:
            add_list(arms, region->loop->condition_list, out);
            add_list(arms, region->loop->body, out);
            add_list(arms, region->loop->step_list, out);
            break;
        case REGION_TRY:
            add_try(arms, &region->try_, out);
            break;
        default:
            break;
        }
}

void wire_sites_of_calls(struct costs *costs, const struct scope *scope, struct call_way *ways, uint32_t count,
                         struct wire_sites *out) {
    const struct arms arms = {costs, scope, ways, count};
    if (scope)
        add_list(&arms, scope->body->body, out);
    for (uint32_t i = 0; i < count; i++)
        if (!ways[i].is_taken)
            add_sites(&arms, &ways[i].sites, out);
}
