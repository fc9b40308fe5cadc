/* Tests: testdata/call-in-loop/bad_consumed_flag.c, good_consumed_flag.c */
#include "cost/raised.h"

#include "cost/evaluate_internal.h"
#include "cost/one_turn.h"
#include "facts/writes.h"
#include "turns/motion.h"
#include "turns/path.h"

/* --- two arms ----------------------------------------------------------------------------------------------------- */

struct leaving {
    bool is_in_loop;
    bool is_found;
};

static void search_leaving(struct region *region, void *context) {
    struct leaving *leaving = context;
    if (region->kind == REGION_RETURN || region->kind == REGION_GOTO || region->kind == REGION_THROW)
        leaving->is_found = true;
    if (region->kind == REGION_BREAK || region->kind == REGION_CONTINUE)
        leaving->is_found |= leaving->is_in_loop; /* else it is of a loop that stands between */
}

static bool may_leave(const struct evaluation *evaluation, const struct region *region) {
    struct leaving leaving = {evaluation->loop != LOOP_NONE, false};
    struct region alone = *region;
    alone.next = NULL;
    region_walk(&alone, search_leaving, &leaving);
    return leaving.is_found;
}

static bool is_set_between(const struct scope *scope, const struct expr *flag, uint32_t first, uint32_t last) {
    for (const struct assignment *a = NULL; (a = scope_next(scope, flag, a)) != NULL;)
        if (a->number >= first && a->number < last && assignment_touches(a, flag))
            return true;
    return false;
}

const struct guard *raised_for_both(const struct evaluation *evaluation, const struct region *branch, bool holds) {
    const struct expr *condition = branch->branch.condition;
    const struct region *twin = branch->next;
    while (twin && !(twin->kind == REGION_BRANCH && expr_is_equal(twin->branch.condition, condition))) {
        if (may_leave(evaluation, twin))
            return NULL;
        twin = twin->next;
    }
    const struct region *arm = !twin ? NULL : holds ? twin->branch.then_list : twin->branch.else_list;
    const struct guard *guard = arm ? guard_memo_of_arm(evaluation, condition, holds, arm) : NULL;
    if (!guard || guard->kind != GUARD_MEMO || !guard->is_negated || may_leave(evaluation, branch) ||
        is_set_between(evaluation->scope, condition, branch->number, twin->number))
        return NULL;
    return guard;
}

bool raised_before(const struct scope *scope, const struct guard *guard, uint32_t number) {
    for (uint32_t i = 0; guard->is_negated && i < scope->assignment_count; i++) {
        const struct assignment *a = &scope->assignments[i];
        if (a->number < number && !scope->is_dead[a->number] && path_can_be(a->assign->target) &&
            guard_memo_drops(a->assign, guard) && expr_is_equal(path_convert(scope, a->assign->target), guard->path))
            return true;
    }
    return false;
}

/* --- loops -------------------------------------------------------------------------------------------------------- */

/* A variable that has another value on each turn. */
static bool walks(const struct scope *scope, const struct expr *expr, uint32_t loop) {
    bool is_variable = expr->kind == EXPR_LOCAL || expr->kind == EXPR_PARAMETER;
    return is_variable && scope_is_pointer(scope, expr) && !scope_is_shared(scope, expr) &&
           (motion_of(scope, expr, loop).direction != 0 || motion_is_link(scope, expr, loop));
}

static bool keeps_still(const struct scope *scope, const struct expr *expr, uint32_t loop) {
    bool is_own = expr->kind == EXPR_LOCAL || expr->kind == EXPR_PARAMETER;
    if ((!is_own && expr->kind != EXPR_GLOBAL) || scope_is_assigned_in(scope, expr, loop))
        return false;
    if (is_own)
        return !scope_is_shared(scope, expr);
    const struct expr *path = path_convert(scope, expr);
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct call_place *place = &scope->calls[i];
        if (place->region && scope_is_inside(scope, place->number, loop) && !scope->is_dead[place->number] &&
            (!scope->may_change || scope->may_change(scope, place->region->call, path, scope->change_context)))
            return false;
    }
    return true;
}

static bool holds_for_one(const struct scope *scope, uint32_t loop, const struct expr *condition, bool holds) {
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT)
        return holds_for_one(scope, loop, condition->a, !holds);
    if (condition->kind != EXPR_BINARY)
        return false;
    if (condition->op == (holds ? OP_AND : OP_OR))
        return holds_for_one(scope, loop, condition->a, holds) || holds_for_one(scope, loop, condition->b, holds);
    if (condition->op != (holds ? OP_EQUAL : OP_NOT_EQUAL))
        return false;
    return (walks(scope, condition->a, loop) && keeps_still(scope, condition->b, loop)) ||
           (walks(scope, condition->b, loop) && keeps_still(scope, condition->a, loop));
}

bool raised_for_one(const struct scope *scope, uint32_t loop, uint32_t number) {
    for (uint32_t i = 0; i < scope->holding_count; i++) {
        const struct holding *holding = &scope->holding[i];
        if (holding->loop != loop || number < holding->begin || number > holding->end)
            continue;
        if (holds_for_one(scope, loop, holding->condition, holding->is_true) ||
            (holding->is_true && one_turn_meets(scope, holding->condition, loop, holding->begin)))
            return true;
    }
    return false;
}

bool raised_in_loop(const struct costs *costs, const struct scope *scope, uint32_t loop, const struct guard *guard) {
    if (!guard->is_negated || (guard->path->kind != EXPR_GLOBAL && guard->path->kind != EXPR_FIELD))
        return false;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct call_place *place = &scope->calls[i];
        if (place->region && scope_is_inside(scope, place->number, loop) && !scope->is_dead[place->number] &&
            writes_raise(costs, scope, place->region->call, guard->path->index) &&
            !(place->loop == loop && raised_for_one(scope, loop, place->number)))
            return true;
    }
    return false;
}
