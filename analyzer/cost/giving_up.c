/* Arms that hand on a failure. Tests: testdata/call-in-loop/good_cleanup_after_failure.c */
#include "cost/giving_up.h"

#include "algebra/known.h"

#include <string.h>

struct return_search {
    const struct expr *value;
    uint32_t count;
};

static void find_return(struct region *region, void *context) {
    struct return_search *search = context;
    if (region->kind != REGION_RETURN)
        return;
    search->value = region->value;
    search->count++;
}

/* What the condition says of the variable where it holds, or does not: OP_NOT_EQUAL or OP_LESS, than 0; or OP_NONE. */
static enum expr_op says_of(const struct expr *condition, const struct expr *variable, bool holds) {
    int64_t zero;
    if (expr_is_equal(condition, variable))
        return holds ? OP_NOT_EQUAL : OP_NONE;
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT)
        return says_of(condition->a, variable, !holds);
    if (condition->kind != EXPR_BINARY)
        return OP_NONE;
    if (condition->op == (holds ? OP_AND : OP_OR)) {
        enum expr_op op = says_of(condition->a, variable, holds);
        return op != OP_NONE ? op : says_of(condition->b, variable, holds);
    }
    if (!expr_is_equal(condition->a, variable) || !expr_is_constant(condition->b, &zero) || zero != 0)
        return OP_NONE;
    enum expr_op op = holds ? (enum expr_op)condition->op : comparison_negated((enum expr_op)condition->op);
    return op == OP_NOT_EQUAL || op == OP_LESS ? op : OP_NONE;
}

static bool is_status_name(const char *name) {
    static const char *const names[] = {"rc", "ret", "rv", "st", "err", "error"};
    for (size_t i = 0; name && i < ARRAY_COUNT(names); i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return name && strstr(name, "status");
}

/* It holds results of calls and constants, and something says that these are statuses. */
static bool holds_status(const struct scope *scope, const struct expr *variable) {
    bool says_so = is_status_name(scope->body->locals[variable->index].name);
    for (const struct assignment *a = NULL; (a = scope_next(scope, variable, a)) != NULL;) {
        int64_t constant;
        const struct expr *value = a->assign->value;
        bool is_constant = value && expr_is_constant(value, &constant);
        if (a->assign->op != OP_NONE || (value && !is_constant && !scope_call(scope, value)))
            return false;
        says_so |= is_constant && constant < 0;
    }
    return says_so;
}

static bool is_number(const struct scope *scope, const struct expr *variable) {
    const char *type = variable->index < scope->body->local_count ? scope->body->locals[variable->index].type : NULL;
    return type && !strpbrk(type, "*[&") && !strstr(type, "ool");
}

bool giving_up(const struct scope *scope, const struct branch *branch, bool holds) {
    struct return_search search = {.count = 0};
    region_walk(holds ? branch->then_list : branch->else_list, find_return, &search);
    const struct expr *value = search.value;
    if (search.count != 1 || !value || value->kind != EXPR_LOCAL || !is_number(scope, value) ||
        scope_is_shared(scope, value))
        return false;
    enum expr_op op = says_of(branch->condition, value, holds);
    return op == OP_LESS || (op == OP_NOT_EQUAL && holds_status(scope, value));
}
