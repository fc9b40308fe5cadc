/* Tests: testdata/call-in-loop/good_free_name.c, bad_free_name.c */
#include "cost/free_name.h"

#include "facts/assume.h"
#include "turns/turns.h"

#include <string.h>

#define NAME_IS_TAKEN 17 /* EEXIST, on all systems that have it */

/* `errno`, as the headers of the systems write it. */
static bool is_errno(const struct scope *scope, const struct expr *expr) {
    static const char *const names[] = {"__errno_location", "__error", "__errno", "___errno"};
    const struct call *call = expr->kind == EXPR_DEREF ? scope_call(scope, expr->a) : NULL;
    if (!call || call->symbol == SYMBOL_NONE)
        return false;
    for (size_t i = 0; i < ARRAY_COUNT(names); i++)
        if (strcmp(scope->unit->symbols[call->symbol].name, names[i]) == 0)
            return true;
    return false;
}

/* Where the condition holds (or not), the name was taken. */
static bool tells_taken(const struct scope *scope, const struct expr *condition, bool holds) {
    const struct expr *operand;
    enum expr_op op;
    int64_t value;
    if (!condition)
        return false;
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT)
        return tells_taken(scope, condition->a, !holds);
    if (condition->kind == EXPR_BINARY && condition->op == (holds ? OP_AND : OP_OR))
        return tells_taken(scope, condition->a, holds) || tells_taken(scope, condition->b, holds);
    return assume_comparison(condition, &operand, &op, &value) && value == NAME_IS_TAKEN && is_errno(scope, operand) &&
           (holds ? op : comparison_negated(op)) == OP_EQUAL;
}

static bool is_taken_at(const struct scope *scope, uint32_t loop, uint32_t number) {
    for (uint32_t i = 0; i < scope->holding_count; i++) {
        const struct holding *holding = &scope->holding[i];
        if (scope_is_inside(scope, holding->begin, loop) && holding->begin <= number && number <= holding->end &&
            tells_taken(scope, holding->condition, holding->is_true))
            return true;
    }
    return false;
}

static bool leaves(const struct region *list) {
    list = region_last(list);
    return list && (list->kind == REGION_BREAK || list->kind == REGION_RETURN || list->kind == REGION_THROW);
}

/* No way from the end of the list to the next turn, but with a name that was taken. */
static bool ends_taken(const struct scope *scope, uint32_t loop, const struct region *list) {
    if (!list)
        return false;
    while (list->next)
        list = list->next;
    if (leaves(list) || is_taken_at(scope, loop, list->number))
        return true;
    return list->kind == REGION_BRANCH && leaves(list->branch.then_list) && !list->branch.else_list &&
           tells_taken(scope, list->branch.condition, false);
}

struct turn_search {
    const struct scope *scope;
    uint32_t loop;
    bool has_taken; /* a way to the next turn with a name that was taken */
    bool has_other;
};

static bool is_of_inner_loop(const struct turn_search *search, uint32_t number) {
    const struct loop_range *own = &search->scope->loops[search->loop];
    for (uint32_t i = 0; i < search->scope->body->loop_count; i++) {
        const struct loop_range *inner = &search->scope->loops[i];
        if (inner->begin > own->begin && inner->end <= own->end && inner->begin <= number && number <= inner->end)
            return true;
    }
    return false;
}

static void find_continue(struct region *region, void *context) {
    struct turn_search *search = context;
    if (region->kind == REGION_GOTO)
        search->has_other = true;
    if (region->kind != REGION_CONTINUE || is_of_inner_loop(search, region->number))
        return;
    bool is_taken = is_taken_at(search->scope, search->loop, region->number);
    search->has_taken |= is_taken;
    search->has_other |= !is_taken;
}

bool free_name_is_tried(const struct scope *scope, uint32_t index, struct quiet_loop *out) {
    const struct region *region = scope->loops[index].region;
    const struct loop *loop = region->loop;
    struct turn_search search = {scope, index, false, false};
    *out = (struct quiet_loop){.loop = index, .call = CALL_NONE, .class = CLASS_FAILOVER, .place = region->location};
    if (loop->form == LOOP_GOTO)
        return false;
    if (tells_taken(scope, loop->condition, true))
        return true;
    if (!turns_are_endless(loop) || !ends_taken(scope, index, loop->body))
        return false;
    region_walk(loop->body, find_continue, &search);
    return !search.has_other && (search.has_taken || !leaves(loop->body));
}
