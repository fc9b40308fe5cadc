/* Tests: testdata/call-in-loop/bad_likely_path.c */
#include "cost/missing.h"

/* The local variable that is 0 where the condition holds (or does not); NULL: the condition says more, or else. */
static const struct expr *variable_that_is_0(const struct expr *condition, bool holds) {
    int64_t value;
    while (condition->kind == EXPR_UNARY && condition->op == OP_NOT) {
        condition = condition->a;
        holds = !holds;
    }
    if (condition->kind == EXPR_BINARY && (condition->op == OP_EQUAL || condition->op == OP_NOT_EQUAL) &&
        expr_is_constant(condition->b, &value) && value == 0) {
        holds = condition->op == OP_EQUAL ? !holds : holds;
        condition = condition->a;
    }
    return !holds && condition->kind == EXPR_LOCAL ? condition : NULL;
}

static bool is_looked_for(const struct scope *scope, const struct assignment *a) {
    const struct call *call = scope_call(scope, a->assign->value);
    return call ? call->argument_count > 0 : a->loop != LOOP_NONE && a->assign->value;
}

static uint32_t last_number_of(const struct region *branch) {
    const struct region *lists[] = {branch->branch.then_list, branch->branch.else_list};
    uint32_t last = branch->number;
    for (int i = 0; i < 2; i++)
        for (const struct region *list = lists[i]; list; list = list->next)
            last = list->number > last ? list->number : last;
    return last;
}

static bool leaves(const struct region *list) {
    while (list && list->next)
        list = list->next;
    return list && list->kind == REGION_RETURN;
}

bool missing_is_made(const struct scope *scope, const struct region *branch, bool holds) {
    const struct expr *variable = variable_that_is_0(branch->branch.condition, holds);
    const struct region *arm = holds ? branch->branch.then_list : branch->branch.else_list;
    const struct region *other = holds ? branch->branch.else_list : branch->branch.then_list;
    bool is_searched = false, is_made = false;
    if (!variable || !scope_is_pointer(scope, variable) || !(arm || leaves(other)))
        return false;
    uint32_t last = arm ? last_number_of(branch) : UINT32_MAX;
    for (const struct assignment *a = NULL; (a = scope_next(scope, variable, a)) != NULL;) {
        if (!assignment_is_to(a, variable))
            continue;
        is_searched |= a->number < branch->number && is_looked_for(scope, a);
        is_made |= a->number > branch->number && a->number <= last && scope_call(scope, a->assign->value);
    }
    return is_searched && is_made;
}
