/* Counters: from, to, step. Tests: tests/unit/cost/test_turns.c */
#include "turns/comparison.h"

#include "turns/advance.h"
#include "turns/bound.h"
#include "turns/growth.h"

/* --- the bound --------------------------------------------------------------------------------------------------- */

/* `list = remove(list, i--)`: the walk goes on over what is left. */
static bool is_removal(const struct query *query, const struct expr *variable, const struct expr *bound) {
    const struct scope *scope = query->scope;
    if (!motion_of(scope, variable, query->loop).is_taken_back)
        return false;
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct assignment *a = &scope->assignments[i];
        if (scope_is_inside(scope, a->number, query->loop) && assignment_touches(a, bound) &&
            !(a->assign->op == OP_NONE && a->assign->value && a->assign->value->kind == EXPR_CALL))
            return false;
    }
    return true;
}

/* `while (i < j)`, where i goes up and j comes down: taken to be of those that move one of the two on each turn. What
 * tells which is often more than can be seen: what is left of both, of which one is 0 then. */
static bool comes_near(const struct query *query, const struct limit *limit) {
    return motion_is_variable(limit->bound) &&
           motion_of(query->scope, limit->bound, query->loop).direction == (limit->is_up ? -1 : 1);
}

/* `remove_at(list, i--);`, `if (is_old(list, i)) remove_at(list, i); else i++;`: what is called on the list, of which
 * the bound is a part, takes from it. Where the walk goes on all the same, it adds. */
static bool takes_away(const struct query *query, const struct limit *limit) {
    return motion_of(query->scope, limit->variable, query->loop).is_taken_back ||
           advance_of(query->scope, query->loop, &limit->variable, 1) == ADVANCE_NONE;
}

/* The bound keeps still during the loop; a removal (`n--` in a loop upwards) only makes it smaller. Where a removal
 * takes the variable back and nothing makes the bound smaller, the turn is done again. */
static bool is_steady(const struct query *query, const struct limit *limit, bool *is_exact) {
    const struct expr *bound = limit->bound;
    const struct call *call = scope_call(query->scope, bound);
    if (call && call->receiver && growth_is_added_to(query->scope, call->receiver, query->loop))
        return false;
    if (growth_is_changed(query->scope, bound, query->loop, true)) {
        *is_exact = false;
        return takes_away(query, limit);
    }
    if (!scope_is_assigned_in(query->scope, bound, query->loop))
        return !motion_of(query->scope, limit->variable, query->loop).is_taken_back ||
               motion_may_be_changed(query->scope, bound, query->loop);
    *is_exact = false;
    struct motion motion = motion_of(query->scope, bound, query->loop);
    if (comes_near(query, limit) && !motion.is_set && !motion.is_wild)
        return true;
    return is_removal(query, limit->variable, bound);
}

/* --- tests in the body ------------------------------------------------------------------------------------------- */

static bool is_behind(struct location a, struct location b) {
    return a.line > b.line || (a.line == b.line && a.column > b.column);
}

/* Where the variable is stepped, seen from a test in the body. WITHIN: `if (i++ >= n)`. */
enum step_place { STEP_AFTER, STEP_WITHIN, STEP_BEFORE };

static enum step_place step_place_of(const struct query *query, const struct expr *variable) {
    const struct loop *loop = query->scope->loops[query->loop].region->loop;
    for (const struct region *region = loop->body; region && region != query->test; region = region->next)
        if (region->kind == REGION_ASSIGN && expr_is_equal(region->assign.target, variable))
            return is_behind(region->location, query->test->location) ? STEP_WITHIN : STEP_BEFORE;
    return STEP_AFTER;
}

/* --- counting ---------------------------------------------------------------------------------------------------- */

static const struct poly *in_steps(const struct scope *scope, const struct motion *motion, struct bound distance,
                                   struct position start, bool *is_exact) {
    struct atom_table *atoms = scope->atoms;
    const struct poly *count = bound_count(atoms, distance);
    if (!motion->by)
        return poly_divide(atoms, count, motion->step);
    const struct poly *step = bound_step(scope, motion->by, start);
    *is_exact &= step != NULL;
    return step ? poly_divide_by(atoms, count, step) : count; /* at least 1 each time */
}

/* `with_reserve(&n)`: the parameter is by then what its name does not say. */
static bool is_given_away(const struct query *query, const struct expr *bound) {
    const struct scope *scope = query->scope;
    if (bound->kind != EXPR_PARAMETER || !scope_is_shared(scope, bound))
        return false;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct call_place *place = &scope->calls[i];
        if (!place->region || scope->is_dead[place->number] || place->number > scope->loops[query->loop].end)
            continue;
        const struct call *call = place->region->call;
        for (uint32_t k = 0; k < call->argument_count; k++)
            if (call->arguments[k].value->kind == EXPR_ADDRESS && expr_is_equal(call->arguments[k].value->a, bound))
                return true;
    }
    return false;
}

void query_counter(struct query *query, const struct limit *limit) {
    const struct scope *scope = query->scope;
    struct atom_table *atoms = scope->atoms;
    struct motion motion = motion_of(scope, limit->variable, query->loop);
    bool is_exact = motion.is_exact && !motion.is_set, continues;
    if (motion.direction != (limit->is_up ? 1 : -1) || motion.is_wild || !is_steady(query, limit, &is_exact) ||
        is_given_away(query, limit->bound) || !motion_sets_only(scope, limit->variable, query->loop, limit->bound))
        return;
    struct position start = query_start(query, limit->variable, limit->bound, &continues);
    struct bound from = bound_of(scope, limit->variable, start);
    struct bound to = bound_sum(atoms, bound_of(scope, limit->bound, start), bound_constant(atoms, limit->offset));
    enum step_place place = query->test ? step_place_of(query, limit->variable) : STEP_AFTER;
    /* The first test already sees one step. A do-loop has had its first turn by then. */
    bool is_stepped = query->test ? place == STEP_WITHIN && limit->is_late : motion.is_tested && !query->is_do;
    const struct poly *count;
    if (motion.is_geometric) {
        count = poly_log(atoms, bound_count(atoms, limit->is_up ? to : from));
    } else {
        struct bound distance = limit->is_up ? bound_difference(atoms, to, from) : bound_difference(atoms, from, to);
        int64_t more = limit->is_inclusive - (is_stepped && !motion.by ? motion.step : 0);
        distance = bound_sum(atoms, distance, bound_constant(atoms, more));
        count = in_steps(scope, &motion, distance, start, &is_exact);
    }
    bool is_before = place == STEP_BEFORE || (place == STEP_WITHIN && !limit->is_late);
    if (query->test && is_before) /* as a do-loop */
        count = poly_at_least(atoms, count, 1);
    struct offer offer = {.count = is_exact && !continues ? count : poly_inexact(atoms, count),
                          .has_partial = query->test && !is_before,
                          .continues = continues};
    if (comes_near(query, limit) || growth_is_changed(scope, limit->bound, query->loop, true))
        query_offer(query, offer);
    else
        query_offer_moved(query, limit->variable, offer);
}
