/* Tests: testdata/call-in-loop/bad_excluded_sites.c, bad_excluded_way.c */
#include "flow/entered.h"

#include "algebra/poly.h"

bool entered_already(const struct entered *entered, uint32_t function) {
    for (; entered; entered = entered->outer)
        if (entered->function == function)
            return true;
    return false;
}

struct on_way {
    const struct costs *costs;
    const struct entered *entered;
    bool has_failed;
    bool is_doubtful; /* some condition may hold or not */
};

/* A loop on the way has paid for the rest: it is none of what each turn pays. */
static bool is_once_on_way(const struct on_way *way, const struct guard *guard) {
    enum guard_fate fate = GUARD_BECOMES;
    const struct entered *level = way->entered;
    for (; level->outer && fate == GUARD_BECOMES && guard_is_rest(guard); level = level->outer)
        fate = costs_guard_fate(way->costs, level->outer->function, level->entry->index, guard, &guard);
    return fate == GUARD_BECOMES && !guard_is_rest(guard);
}

enum guard_fate entered_guard_fate(const struct costs *costs, const struct entered *entered,
                                   const struct guard *guard) {
    enum guard_fate fate = GUARD_BECOMES;
    for (const struct entered *level = entered; level->outer && fate == GUARD_BECOMES; level = level->outer)
        fate = costs_guard_fate(costs, level->outer->function, level->entry->index, guard, &guard);
    return fate;
}

/* The condition cannot hold on this way down, for all that the calls on it say. */
static enum guard_fate fate_on_way(const struct guard *guard, const struct guard **out, void *context) {
    struct on_way *way = context;
    *out = guard;
    if (guard->kind == GUARD_CACHED)
        return GUARD_HOLDS;
    if (guard_is_rest(guard) && is_once_on_way(way, guard))
        return GUARD_FAILS;
    way->is_doubtful |= guard->kind != GUARD_MODE;
    if (guard->kind != GUARD_MODE)
        return GUARD_LOST;
    enum guard_fate fate = entered_guard_fate(way->costs, way->entered, guard);
    way->has_failed |= fate == GUARD_FAILS;
    if (fate == GUARD_FAILS || fate == GUARD_HOLDS)
        return fate;
    way->is_doubtful = true;
    return GUARD_LOST;
}

/* What is kept stays, and what nobody on the way decides. */
static enum guard_fate keep_on_way(const struct guard *guard, const struct guard **out, void *context) {
    enum guard_fate fate = fate_on_way(guard, out, context);
    *out = guard;
    return fate == GUARD_LOST ? GUARD_BECOMES : fate;
}

const struct poly *entered_guarded_trips(struct costs *costs, const struct entered *entered, uint32_t index) {
    const struct function_cost_summary *summary = &costs->functions[entered->function];
    struct on_way way = {.costs = costs, .entered = entered};
    if (!summary->guarded)
        return summary->sites[index].trips;
    return poly_change_guards(&costs->atoms, summary->guarded[index], keep_on_way, &way);
}

static const struct poly *left_on_way(struct costs *costs, const struct entered *entered, const struct poly *guarded) {
    struct on_way way = {.costs = costs, .entered = entered};
    const struct poly *trips =
        poly_unguarded(&costs->atoms, poly_change_guards(&costs->atoms, guarded, fate_on_way, &way));
    return way.is_doubtful ? poly_inexact(&costs->atoms, trips) : trips;
}

const struct poly *entered_trips(struct costs *costs, const struct entered *entered, uint32_t index) {
    const struct function_cost_summary *summary = &costs->functions[entered->function];
    return summary->guarded ? left_on_way(costs, entered, summary->guarded[index]) : summary->sites[index].trips;
}

struct once_on_way {
    const struct costs *costs;
    const struct entered *entered;
    const struct loop_cost *loop;
    bool is_wanted;
};

/* In terms of the loop's function, it is one of those that hold on one turn only. */
static bool is_once_in_loop(const struct once_on_way *way, const struct guard *guard) {
    enum guard_fate fate = guard->kind == GUARD_MEMO ? GUARD_BECOMES : GUARD_LOST;
    for (const struct entered *level = way->entered; level->outer && fate == GUARD_BECOMES; level = level->outer)
        fate = costs_guard_fate(way->costs, level->outer->function, level->entry->index, guard, &guard);
    for (uint32_t i = 0; fate == GUARD_BECOMES && i < way->loop->once_count; i++)
        if (way->loop->once[i] == guard)
            return true;
    return false;
}

static bool is_paid_so(const struct guards *guards, void *context) {
    const struct once_on_way *way = context;
    bool is_once = false;
    for (uint32_t i = 0; guards && i < guards->count && !is_once; i++)
        is_once = is_once_in_loop(way, guards->items[i]);
    return is_once == way->is_wanted;
}

static const struct poly *paid_so(struct costs *costs, const struct entered *entered, const struct loop_cost *loop,
                                  const struct poly *guarded, bool is_once) {
    struct once_on_way way = {costs, entered, loop, is_once};
    return guarded ? poly_where(&costs->atoms, guarded, is_paid_so, &way) : NULL;
}

const struct poly *entered_each_turn(struct costs *costs, const struct entered *entered, const struct loop_cost *loop,
                                     const struct poly *guarded) {
    return paid_so(costs, entered, loop, guarded, false);
}

struct entered_paid entered_paid(struct costs *costs, const struct entered *entered, const struct loop_cost *loop,
                                 const struct poly *guarded) {
    const struct poly *once = paid_so(costs, entered, loop, guarded, true);
    const struct poly *each = paid_so(costs, entered, loop, guarded, false);
    return (struct entered_paid){left_on_way(costs, entered, each), left_on_way(costs, entered, once)};
}

bool entered_excludes(struct costs *costs, const struct entered *entered) {
    const struct function_cost_summary *summary = &costs->functions[entered->function];
    struct on_way way = {.costs = costs, .entered = entered};
    if (!summary->is_done || !summary->guarded || !entered->outer)
        return false;
    for (uint32_t i = 0; i < summary->site_count && !way.has_failed; i++)
        poly_change_guards(&costs->atoms, summary->guarded[i], fate_on_way, &way);
    return way.has_failed;
}

bool entered_is_silent(struct costs *costs, const struct entered *entered, uint32_t call) {
    const struct function_cost_summary *summary = &costs->functions[entered->function];
    for (uint32_t i = 0; i < summary->site_count; i++)
        if (summary->sites[i].call == call)
            return summary->sites[i].trips && poly_is_zero(entered_trips(costs, entered, i));
    return false;
}
