/* Searches in front of requests. Tests: testdata/call-in-loop/good_cache_by_key.c, bad_cache_by_key.c */
#include "cost/key_search.h"

struct search {
    const struct scope *scope;
    uint32_t loop;
    const struct expr *found; /* the variable that the returned value hangs on */
};

static bool is_at(const struct expr *expr, const struct expr *variable) {
    return expr_is_equal(expr_root(expr), variable);
}

/* Part of the expression, or of what is passed to a call in it: one level. */
static bool looks_at(const struct scope *scope, const struct expr *expr, const struct expr *variable) {
    if (!expr)
        return false;
    const struct call *call = expr->kind == EXPR_CALL ? scope_call(scope, expr) : NULL;
    for (uint32_t i = 0; call && i < call->argument_count; i++)
        if (is_at(call->arguments[i].value, variable))
            return true;
    return is_at(expr, variable) || looks_at(scope, expr->a, variable) || looks_at(scope, expr->b, variable);
}

static bool looks_at_parameter(const struct scope *scope, const struct expr *expr) {
    struct expr parameter = {.kind = EXPR_PARAMETER};
    for (; parameter.index < scope->body->parameter_count; parameter.index++)
        if (looks_at(scope, expr, &parameter))
            return true;
    return false;
}

/* `if (strcmp(p->key, key) == 0) return p->answer;` */
static void find_hit(struct region *region, void *context) {
    struct search *search = context;
    if (region->kind != REGION_BRANCH || search->found)
        return;
    const struct region *last = region_last(region->branch.then_list);
    const struct expr *root = last && last->kind == REGION_RETURN && last->value ? expr_root(last->value) : NULL;
    if (root && root->kind == EXPR_LOCAL && looks_at(search->scope, region->branch.condition, root) &&
        looks_at_parameter(search->scope, region->branch.condition))
        search->found = root;
}

static bool outlives_call(const struct scope *scope, const struct expr *root) {
    return root->kind == EXPR_GLOBAL || (root->kind == EXPR_LOCAL && root->index < scope->body->local_count &&
                                         (scope->body->locals[root->index].flags & LOCAL_STATIC));
}

/* Behind the loop, something that was made here is put among what `list` holds. */
static bool is_added_to(const struct scope *scope, uint32_t loop, const struct expr *list) {
    int64_t constant;
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct assignment *a = &scope->assignments[i];
        if (a->number > scope->loops[loop].end && !scope->is_dead[a->number] && a->assign->value &&
            is_at(a->assign->target, list) && !expr_is_constant(a->assign->value, &constant))
            return true;
    }
    return false;
}

bool key_search_is_cache(const struct scope *scope, uint32_t loop) {
    struct search search = {.scope = scope, .loop = loop};
    if (scope->loops[loop].parent != LOOP_NONE)
        return false;
    region_walk(scope->loops[loop].region->loop->body, find_hit, &search);
    if (!search.found)
        return false;
    for (const struct assignment *a = NULL; (a = scope_next(scope, search.found, a)) != NULL;) {
        const struct expr *list = a->assign->value ? expr_root(a->assign->value) : NULL;
        if (list && a->number <= scope->loops[loop].end && outlives_call(scope, list) && is_added_to(scope, loop, list))
            return true;
    }
    return false;
}
