/* Sequences through branches: which arms belong to one. Tests: testdata/chatty-sequence */
#include "cost/sequence_internal.h"

/* Whoever is in `inner` has come through `outer`. */
bool arm_is_on_way_to(const struct course_arm *outer, const struct course_arm *inner) {
    for (; inner; inner = inner->outer)
        if (inner == outer)
            return true;
    return outer == NULL;
}

static int64_t trips_on_way(const struct grouping *g, const bool *members, const struct course_arm *arm) {
    int64_t trips = 0;
    for (uint32_t i = 0; i < g->course->calls.count; i++)
        if (members[i] && arm_is_on_way_to(g->course->calls.items[i].arm, arm))
            trips += g->course->calls.items[i].trips;
    return trips;
}

/* Two options that are switched on one by one may never be so together: only one arm, and those around it, count beside
 * what always runs. */
void grouping_keep_one_arm(const struct grouping *g, bool *members) {
    const struct course_call *calls = g->course->calls.items;
    const struct course_arm *best = NULL;
    int64_t most = trips_on_way(g, members, NULL);
    for (uint32_t i = 0; i < g->course->calls.count; i++) {
        bool is_new = members[i] && calls[i].arm != best && (i == 0 || calls[i].arm != calls[i - 1].arm);
        int64_t trips = is_new ? trips_on_way(g, members, calls[i].arm) : 0;
        if (trips > most) {
            most = trips;
            best = calls[i].arm;
        }
    }
    for (uint32_t i = 0; i < g->course->calls.count; i++)
        members[i] = members[i] && arm_is_on_way_to(calls[i].arm, best);
}

/* --- arms that need not run --------------------------------------------------------------------------------------- */

/* Only parameters and numbers: whoever calls the function says whether the arm runs. */
static bool is_for_caller(const struct scope *scope, const struct expr *expr) {
    if (expr->kind == EXPR_UNARY || expr->kind == EXPR_BINARY)
        return is_for_caller(scope, expr->a) && (!expr->b || is_for_caller(scope, expr->b));
    if (expr->kind == EXPR_PARAMETER)
        return !scope_is_shared(scope, expr) && !scope_next(scope, expr, NULL);
    return expr->kind == EXPR_CONSTANT;
}

/* The innermost arm of a member that makes more than the other arms would. */
static const struct course_arm *optional_arm(const struct course_arm *arm) {
    while (arm && arm->optional == 0)
        arm = arm->outer;
    return arm;
}

/* The innermost of all members; they are in one line of arms. */
static const struct course_arm *innermost_optional(const struct grouping *g, const bool *members) {
    const struct course_arm *innermost = NULL;
    for (uint32_t i = 0; i < g->course->calls.count; i++) {
        const struct course_arm *arm = members[i] ? optional_arm(g->course->calls.items[i].arm) : NULL;
        if (arm && arm_is_on_way_to(innermost, arm))
            innermost = arm;
    }
    return innermost;
}

static int64_t trips_inside(const struct grouping *g, const bool *members, const struct course_arm *arm) {
    int64_t trips = 0;
    for (uint32_t i = 0; i < g->course->calls.count; i++)
        if (members[i] && arm_is_on_way_to(arm, g->course->calls.items[i].arm))
            trips += g->course->calls.items[i].trips;
    return trips;
}

/* Those that are made in any case are a sequence. */
static bool sure_ones_are_enough(struct grouping *g, const bool *members) {
    bool *sure = ARENA_ARRAY(g->question->scope->scratch, bool, g->course->calls.count);
    for (uint32_t i = 0; i < g->course->calls.count; i++)
        sure[i] = members[i] && !optional_arm(g->course->calls.items[i].arm);
    int64_t trips = trips_inside(g, sure, NULL);
    return trips >= SEQUENCE_CALLS && trips - grouping_rounds(g, sure) >= SEQUENCE_GAIN;
}

/* The arm is a way of its own. */
static bool arm_is_decided(const struct grouping *g, const bool *members, const struct course_arm *arm) {
    return trips_inside(g, members, arm) >= SEQUENCE_GAIN ||
           (arm->condition && is_for_caller(g->question->scope, arm->condition));
}

/* Two that are made in any case, and as many options of which each makes it longer. */
static bool options_are_enough(const struct grouping *g, const bool *members) {
    int64_t sure = 0, optional = 0;
    for (uint32_t i = 0; i < g->course->calls.count; i++)
        if (members[i])
            *(optional_arm(g->course->calls.items[i].arm) ? &optional : &sure) += g->course->calls.items[i].trips;
    return sure >= SEQUENCE_GAIN && optional >= SEQUENCE_GAIN;
}

static void keep_decided(struct grouping *g, bool *members) {
    const struct course_call *calls = g->course->calls.items;
    const struct course_arm *arm;
    while (!sure_ones_are_enough(g, members) && (arm = innermost_optional(g, members)) != NULL &&
           !arm_is_decided(g, members, arm))
        for (uint32_t i = 0; i < g->course->calls.count; i++)
            members[i] = members[i] && !arm_is_on_way_to(arm, calls[i].arm);
}

void grouping_keep_arms(struct grouping *g, bool *members) {
    const struct course_call *calls = g->course->calls.items;
    if (!options_are_enough(g, members)) {
        grouping_keep_one_arm(g, members);
        keep_decided(g, members);
    }
    for (uint32_t i = 0; i < g->course->calls.count; i++)
        g->is_optional[i] = members[i] && optional_arm(calls[i].arm);
}
