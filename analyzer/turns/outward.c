/* Tests: testdata/call-in-loop/good_memo_behind_handle.c, bad_memo_behind_handle.c */
#include "turns/outward.h"

#include "turns/path.h"

/* A variable or a field of what it holds or leads to: no element, which may be another one each time. */
static bool is_fixed_place(const struct expr *expr) {
    for (; expr->kind == EXPR_FIELD || expr->kind == EXPR_DEREF || expr->kind == EXPR_ADDRESS; expr = expr->a)
        ;
    return expr->kind == EXPR_PARAMETER || expr->kind == EXPR_THIS || expr->kind == EXPR_GLOBAL;
}

static bool is_null(const struct assign *assign) {
    int64_t constant;
    return assign->op == OP_NONE && assign->value && expr_is_constant(assign->value, &constant) && constant == 0;
}

/* NULL: there are others, or none. */
static const struct assignment *only_assignment(const struct scope *scope, const struct expr *local) {
    const struct assignment *only = NULL;
    for (const struct assignment *a = NULL; (a = scope_next(scope, local, a)) != NULL;) {
        if (!assignment_is_to(a, local) || is_null(a->assign) || (a->assign->is_declaration && !a->assign->value))
            continue;
        if (only || a->assign->op != OP_NONE || !a->assign->value)
            return NULL;
        only = a;
    }
    return only;
}

static bool is_own(const struct scope *scope, const struct expr *expr) {
    return scope_is_own_local(scope, expr) && !scope_is_shared(scope, expr);
}

const struct expr *outward_path(const struct scope *scope, const struct expr *path) {
    const struct position end = {UINT32_MAX, LOOP_NONE};
    const struct expr *root = expr_root(path);
    const struct assignment *only = root != path && is_own(scope, root) ? only_assignment(scope, root) : NULL;
    const struct expr *value = only ? only->assign->value : NULL;
    if (!value || !is_fixed_place(value) || !path_can_be(value) || scope_is_shared(scope, expr_root(value)) ||
        !scope_is_untouched(scope, value, end))
        return path;
    const struct expr *outward = path_with_root(scope->scratch, path, path_convert(scope, value));
    return path_can_be(outward) ? outward : path;
}

const struct expr *outward_taken(const struct scope *scope, const struct expr *local, uint32_t loop) {
    const struct assignment *only = is_own(scope, local) ? only_assignment(scope, local) : NULL;
    const struct expr *value = only && only->loop == loop ? only->assign->value : NULL;
    return value && is_fixed_place(value) && path_can_be(value) ? value : NULL;
}
