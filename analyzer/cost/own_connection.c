/* Tests: testdata/call-in-loop/bad_own_connection.c */
#include "cost/own_connection.h"

#include "facts/connects.h"
#include "turns/path.h"

struct own {
    struct evaluation *evaluation;
    uint32_t loop;
};

/* A field of something that stays when the turn ends. */
static bool is_memo_of_field(const struct guard *guard) {
    if (guard->kind != GUARD_MEMO || guard->op != OP_NONE || guard->is_negated || guard->path->kind != EXPR_FIELD)
        return false;
    const struct expr *object = guard->path->a;
    while (object->kind == EXPR_FIELD)
        object = object->a;
    return object->kind == EXPR_DEREF || object->kind == EXPR_ELEMENT;
}

/* No object that the turn makes or looks up. */
static bool is_walked_to(const struct assignment *a) {
    return !a->assign->value || a->assign->value->kind != EXPR_CALL || a->is_test || a->is_step;
}

/* Each turn has another one, and keeps it. */
static bool is_of_turn(const struct own *own, const struct guard *guard) {
    const struct scope *scope = own->evaluation->scope;
    bool is_walked = false;
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct assignment *a = &scope->assignments[i];
        if (!scope_is_inside(scope, a->number, own->loop) || scope->is_dead[a->number] ||
            !path_can_be(a->assign->target))
            continue;
        const struct expr *path = path_convert(scope, a->assign->target);
        if (expr_is_equal(path, guard->path) ? guard_memo_drops(a->assign, guard)
                                             : path_goes_through(guard->path, path) && !is_walked_to(a))
            return false;
        is_walked |= !expr_is_equal(path, guard->path) && path_goes_through(guard->path, path) && a->assign->value;
    }
    return is_walked;
}

static enum guard_fate unopened(const struct guard *guard, const struct guard **out, void *context) {
    const struct own *own = context;
    const struct costs *costs = own->evaluation->costs;
    bool is_own = is_memo_of_field(guard) && costs->unset && is_of_turn(own, guard) &&
                  connects_to_set(costs->program, costs->unset, guard->path->index);
    *out = is_own ? guard_seldom(own->evaluation->algebra.atoms, SELDOM_UNOPENED) : guard;
    return GUARD_BECOMES;
}

const struct poly *own_connection_apart(struct evaluation *evaluation, uint32_t loop, const struct poly *trips) {
    struct own own = {evaluation, loop};
    return poly_change_guards(evaluation->algebra.atoms, trips, unopened, &own);
}
