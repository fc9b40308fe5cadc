/* Branches that are taken once while a loop runs: `if (!tried && ...) { fetch(); tried = 1; continue; }`.
 *
 * Counting such a call once a turn would report the retry in place of the loops around it, where the cost really is.
 * Tests: testdata/_cost/once.region */
#include "cost/evaluate_internal.h"

/* The condition can only hold while `*flag` is 0: the first such variable of its conjuncts. */
static bool needs_zero(const struct expr *condition, const struct expr **flag) {
    int64_t value;
    if (condition->kind == EXPR_BINARY && condition->op == OP_AND)
        return needs_zero(condition->a, flag) || needs_zero(condition->b, flag);
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT)
        *flag = condition->a;
    else if (condition->kind == EXPR_BINARY && condition->op == OP_EQUAL && expr_is_constant(condition->b, &value) &&
             value == 0)
        *flag = condition->a;
    else
        return false;
    return (*flag)->kind == EXPR_LOCAL || (*flag)->kind == EXPR_PARAMETER;
}

static bool sets_to_true(const struct assign *assign) {
    int64_t value;
    return assign->op == OP_NONE && expr_is_constant(assign->value, &value) && value != 0;
}

static bool list_sets(const struct region *list, const struct expr *flag) {
    for (const struct region *region = list; region; region = region->next)
        if (region->kind == REGION_ASSIGN && expr_is_equal(region->assign.target, flag) &&
            sets_to_true(&region->assign))
            return true;
    return false;
}

bool branch_runs_once(const struct scope *scope, const struct branch *branch, uint32_t loop) {
    const struct expr *flag;
    if (loop == LOOP_NONE || !needs_zero(branch->condition, &flag) || !list_sets(branch->then_list, flag) ||
        scope_is_shared(scope, flag))
        return false;
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct assignment *a = &scope->assignments[i];
        if (scope_is_inside(scope, a->number, loop) && assignment_is_to(a, flag) && !sets_to_true(a->assign))
            return false; /* something in the loop arms it again */
    }
    return true;
}
