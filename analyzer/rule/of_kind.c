/* Tests: testdata/call-in-loop/bad_of_one_kind.c */
#include "rule/of_kind.h"

/* The turn's item has the field, and no turn sets it. */
static bool is_of_item(const struct scope *scope, const struct expr *field, uint32_t loop) {
    if (!scope_is_assigned_in(scope, field, loop))
        return false;
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct expr *target = scope->assignments[i].assign->target;
        if (target->kind == EXPR_FIELD && target->index == field->index &&
            scope_is_inside(scope, scope->assignments[i].number, loop))
            return false;
    }
    return true;
}

/* The part of the condition that says of which kind the item is; NULL: none. What is 0 has no kind yet. */
static const struct expr *kind_in(const struct scope *scope, const struct expr *condition, bool holds, uint32_t loop) {
    int64_t value;
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT)
        return kind_in(scope, condition->a, !holds, loop);
    if (condition->kind != EXPR_BINARY)
        return NULL;
    if (condition->op == (holds ? OP_AND : OP_OR)) {
        const struct expr *found = kind_in(scope, condition->a, holds, loop);
        return found ? found : kind_in(scope, condition->b, holds, loop);
    }
    bool is_kind = condition->op == (holds ? OP_EQUAL : OP_NOT_EQUAL) && condition->a->kind == EXPR_FIELD &&
                   expr_is_constant(condition->b, &value) && value > 0;
    return is_kind && is_of_item(scope, condition->a, loop) ? condition : NULL;
}

struct branch_search {
    const struct expr *condition;
    const struct branch *found;
};

static void find_branch(struct region *region, void *context) {
    struct branch_search *search = context;
    if (region->kind == REGION_BRANCH && region->branch.condition == search->condition)
        search->found = &region->branch;
}

/* Other items go on to the next turn: what asserts that there are none ends the program. */
static bool leaves_others(const struct scope *scope, const struct holding *holding, uint32_t loop) {
    struct branch_search search = {.condition = holding->condition};
    region_walk(scope->loops[loop].region->loop->body, find_branch, &search);
    if (!search.found)
        return false;
    const struct region *arm = holding->is_true ? search.found->then_list : search.found->else_list;
    const struct region *other = region_last(holding->is_true ? search.found->else_list : search.found->then_list);
    return (arm && arm->number == holding->begin) || (other && other->kind == REGION_CONTINUE);
}

/* Nothing on the way to the call takes another item. */
static bool is_still_item(const struct scope *scope, const struct expr *field, uint32_t begin, uint32_t end) {
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct assignment *a = &scope->assignments[i];
        if (a->number >= begin && a->number < end && assignment_touches(a, field))
            return false;
    }
    return true;
}

static bool holds_at_sites(const struct scope *scope, const struct holding *holding, const struct expr *field,
                           const struct loop_cost *loop) {
    for (uint32_t i = 0; i < loop->site_count; i++) {
        const struct call_place *place = &scope->calls[loop->sites[i].call];
        if (!place->region || place->number < holding->begin || place->number > holding->end ||
            !is_still_item(scope, field, holding->begin, place->number))
            return false;
    }
    return loop->site_count > 0;
}

const struct expr *of_kind(const struct scope *scope, const struct loop_cost *loop) {
    for (uint32_t i = 0; i < scope->holding_count && loop->loop != LOOP_NONE; i++) {
        const struct holding *holding = &scope->holding[i];
        if (!scope_is_inside(scope, holding->begin, loop->loop))
            continue;
        const struct expr *kind = kind_in(scope, holding->condition, holding->is_true, loop->loop);
        if (kind && holds_at_sites(scope, holding, kind->a, loop) && leaves_others(scope, holding, loop->loop))
            return kind;
    }
    return NULL;
}
