/* Guards by shape. Tests: tests/unit/cost/test_prefetch.c */
#include "cost/prefetch_guard.h"

/* --- what holds what --------------------------------------------------------------------------------------------- */

struct holding {
    const struct region *region;
    const struct call *call;
    bool is_found;
};

static void find_region(struct region *region, void *context) {
    struct holding *holding = context;
    holding->is_found |=
        region == holding->region || (holding->call && region->kind == REGION_CALL && region->call == holding->call);
}

static bool list_holds(struct region *list, const struct region *region, const struct call *call) {
    struct holding holding = {region, call, false};
    region_walk(list, find_region, &holding);
    return holding.is_found;
}

/* The region of the list itself that is or holds it. */
static struct region *holder_in(struct region *list, const struct region *region, const struct call *call) {
    for (; list; list = list->next) {
        struct region alone = *list;
        alone.next = NULL;
        if (list == region || list_holds(&alone, region, call))
            return list;
    }
    return NULL;
}

static struct region *loop_part(const struct loop *loop, const struct region *region, const struct call *call) {
    if (list_holds(loop->condition_list, region, call))
        return loop->condition_list;
    return list_holds(loop->step_list, region, call) ? loop->step_list : loop->body;
}

/* The list inside `holder` that holds it; NULL: `holder` is it. */
static struct region *list_inside(const struct region *holder, const struct region *region, const struct call *call) {
    switch ((enum region_kind)holder->kind) {
    case REGION_BRANCH:
        return list_holds(holder->branch.then_list, region, call) ? holder->branch.then_list : holder->branch.else_list;
    case REGION_SWITCH:
        for (uint32_t i = 0; i < holder->switch_.case_count; i++)
            if (list_holds(holder->switch_.cases[i].body, region, call))
                return holder->switch_.cases[i].body;
        return NULL;
    case REGION_LOOP:
        return loop_part(holder->loop, region, call);
    case REGION_TRY:
        if (list_holds(holder->try_.body, region, call))
            return holder->try_.body;
        for (uint32_t i = 0; i < holder->try_.handler_count; i++)
            if (list_holds(holder->try_.handlers[i].body, region, call))
                return holder->try_.handlers[i].body;
        return NULL;
    default:
        return NULL;
    }
}

bool prefetch_is_other_way(struct region *list, const struct region *a, const struct region *b) {
    while (list) {
        struct region *holder = holder_in(list, a, NULL);
        if (!holder || holder != holder_in(list, b, NULL))
            return false;
        struct region *inside_a = list_inside(holder, a, NULL), *inside_b = list_inside(holder, b, NULL);
        if (!inside_a || !inside_b)
            return false;
        if (inside_a != inside_b)
            return holder->kind == REGION_BRANCH || holder->kind == REGION_SWITCH;
        list = inside_a;
    }
    return false;
}

/* --- what is there already --------------------------------------------------------------------------------------- */

/* The condition holds where something is missing: `!x`, `x == 0`, `lookup() < 0`. */
static bool is_miss(const struct expr *condition) {
    int64_t value;
    if (condition->kind == EXPR_UNARY)
        return condition->op == OP_NOT;
    if (condition->kind != EXPR_BINARY)
        return false;
    if (condition->op == OP_AND || condition->op == OP_OR)
        return is_miss(condition->a) || is_miss(condition->b);
    bool is_failure = condition->op == OP_LESS || condition->op == OP_EQUAL || condition->op == OP_NOT_EQUAL;
    return is_failure && expr_is_constant(condition->b, &value) && value <= 0 &&
           (condition->op != OP_NOT_EQUAL || value < 0 || condition->a->kind == EXPR_CALL);
}

static bool ends_in_return(const struct region *list) {
    list = region_last(list);
    return list && list->kind == REGION_RETURN;
}

/* `if (found) return found;` */
static bool is_hit(const struct region *region) {
    return region->kind == REGION_BRANCH && !is_miss(region->branch.condition) && !region->branch.else_list &&
           ends_in_return(region->branch.then_list);
}

bool prefetch_is_guarded(const struct function *body, const struct call *call, bool is_helper) {
    for (struct region *list = body->body; list;) {
        struct region *holder = holder_in(list, NULL, call);
        if (!holder)
            return false;
        for (const struct region *before = list; is_helper && before != holder; before = before->next)
            if (is_hit(before))
                return true;
        struct region *inside = list_inside(holder, NULL, call);
        if (inside && holder->kind == REGION_BRANCH && inside == holder->branch.then_list &&
            is_miss(holder->branch.condition))
            return true;
        list = inside;
    }
    return false;
}
