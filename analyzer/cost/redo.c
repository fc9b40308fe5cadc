/* Tests: testdata/call-in-loop/good_redo.c, bad_redo.c */
#include "cost/redo.h"

#include "ir/region.h"
#include "turns/growth.h"
#include "value/wait.h"

struct jump_search {
    const struct scope *scope;
    uint32_t loop;
    bool is_found;
    bool has_other; /* a jump back for another reason */
    struct location place;
};

/* `before`, set on the same turn, was what `now` is since. */
static bool was(const struct scope *scope, const struct holding *holding, const struct expr *before,
                const struct expr *now) {
    struct position position = {holding->begin, holding->loop};
    const struct assignment *set = before->kind == EXPR_LOCAL ? scope_definition(scope, before, position) : NULL;
    return set && set->assign->op == OP_NONE && set->loop == holding->loop && expr_is_equal(set->assign->value, now);
}

/* `if (before != t->count)` in the inner loop `for (...; i < t->count; ...)`. */
static bool tells_change(const struct jump_search *search, const struct holding *holding) {
    const struct scope *scope = search->scope;
    const struct expr *condition = holding->condition;
    uint32_t inner = holding->loop;
    if (inner == LOOP_NONE || inner == search->loop ||
        !scope_is_inside(scope, scope->loops[inner].begin, search->loop) || condition->kind != EXPR_BINARY ||
        condition->op != (holding->is_true ? OP_NOT_EQUAL : OP_EQUAL))
        return false;
    const struct expr *walk = scope->loops[inner].region->loop->condition;
    return (expr_mentions(walk, condition->b) && was(scope, holding, condition->a, condition->b)) ||
           (expr_mentions(walk, condition->a) && was(scope, holding, condition->b, condition->a));
}

/* `if (is_folded(t, i)) { unfold(t); goto redo; }`: in the arm of a test in the inner loop, a call before the jump. */
static bool makes_change(const struct jump_search *search, const struct holding *holding, uint32_t jump) {
    const struct scope *scope = search->scope;
    uint32_t inner = holding->loop;
    if (inner == LOOP_NONE || inner == search->loop || !scope_is_inside(scope, scope->loops[inner].begin, search->loop))
        return false;
    const struct expr *walk = scope->loops[inner].region->loop->condition;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct call_place *place = &scope->calls[i];
        if (place->region && place->loop == inner && place->number >= holding->begin && place->number < jump &&
            place->list_end >= jump && growth_is_by_call(scope, walk, place->region->call))
            return true;
    }
    return false;
}

static void look_at_jump(struct region *region, void *context) {
    struct jump_search *search = context;
    const struct scope *scope = search->scope;
    if (region->kind != REGION_GOTO || region->label != scope->loops[search->loop].region->loop->label)
        return;
    for (uint32_t i = 0; i < scope->holding_count; i++) {
        const struct holding *holding = &scope->holding[i];
        if (holding->begin <= region->number && region->number <= holding->end &&
            (tells_change(search, holding) || makes_change(search, holding, region->number))) {
            search->place = region->location;
            search->is_found = true;
            return;
        }
    }
    search->has_other = true;
}

bool redo_is_after_change(const struct scope *scope, uint32_t loop, struct quiet_loop *out) {
    const struct loop *region = scope->loops[loop].region->loop;
    struct jump_search search = {.scope = scope, .loop = loop};
    if (region->form != LOOP_GOTO)
        return false;
    region_walk(region->body, look_at_jump, &search);
    *out = (struct quiet_loop){.loop = loop, .call = CALL_NONE, .class = CLASS_REDO, .place = search.place};
    return search.is_found && !search.has_other;
}
