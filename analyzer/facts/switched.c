/* Tests: testdata/call-in-loop/good_switched_off.c, bad_switched_off.c */
#include "facts/switched.h"

#include "facts/writes.h"

/* --- what is given back ------------------------------------------------------------------------------------------- */

struct keeping {
    const struct assign *assign;
    bool is_kept;  /* the local has the global's value */
    bool is_other; /* or another one */
};

static void find_value(struct region *region, void *context) {
    struct keeping *keeping = context;
    const struct assign *assign = keeping->assign, *own = &region->assign;
    const struct expr *local = assign->value;
    if (region->kind == REGION_CALL)
        for (uint32_t i = 0; i < region->call->argument_count; i++) {
            const struct expr *value = region->call->arguments[i].value;
            keeping->is_other |= value->kind == EXPR_ADDRESS && expr_is_equal(value->a, local);
        }
    if (region->kind != REGION_ASSIGN || !own->value)
        return;
    if (own->value->kind == EXPR_ADDRESS && expr_is_equal(own->value->a, local))
        keeping->is_other = true;
    if (!expr_is_equal(own->target, local))
        return;
    bool is_global = own->op == OP_NONE && expr_is_equal(own->value, assign->target);
    keeping->is_kept |= is_global;
    keeping->is_other |= !is_global;
}

bool switched_gives_back(const struct function *body, const struct assign *assign) {
    struct keeping keeping = {.assign = assign};
    if (assign->target->kind != EXPR_GLOBAL || assign->op != OP_NONE || !assign->value ||
        assign->value->kind != EXPR_LOCAL)
        return false;
    region_walk(body->body, find_value, &keeping);
    return keeping.is_kept && !keeping.is_other;
}

/* --- what is off -------------------------------------------------------------------------------------------------- */

static bool is_to_global(const struct scope *scope, const struct assignment *a, uint32_t global) {
    const struct expr *target = a->assign->target;
    const uint32_t *entities = scope->program->units[scope->program->functions[scope->function].unit].entities;
    return target->kind == EXPR_GLOBAL && entities[target->index] == global;
}

static bool switches_off(const struct assign *assign) {
    int64_t constant;
    return assign->op == OP_NONE && assign->value && expr_is_constant(assign->value, &constant) && constant == 0;
}

/* The last on the way to the place, on whichever way one comes there; NULL: there is none. */
static const struct assignment *last_off(const struct scope *scope, uint32_t global, uint32_t number) {
    const struct assignment *last = NULL;
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct assignment *a = &scope->assignments[i];
        if (a->number < number && a->list_end >= number && !a->is_step && is_to_global(scope, a, global) &&
            switches_off(a->assign))
            last = a;
    }
    return last;
}

/* What may run between `off` and the place: with all of a loop around the place that does not hold `off`. */
struct stretch {
    uint32_t begin;
    uint32_t end;
    uint32_t loop; /* or LOOP_NONE */
};

static struct stretch find_stretch(const struct scope *scope, const struct assignment *off, struct position position) {
    struct stretch stretch = {off->number, position.number, LOOP_NONE};
    for (uint32_t outer = position.loop; outer != LOOP_NONE; outer = scope->loops[outer].parent)
        if (!scope_is_inside(scope, off->number, outer))
            stretch.loop = outer;
    return stretch;
}

static bool is_in(const struct scope *scope, const struct stretch *stretch, uint32_t number) {
    return (number > stretch->begin && number < stretch->end) ||
           (stretch->loop != LOOP_NONE && scope_is_inside(scope, number, stretch->loop));
}

bool switched_off_at_call(const struct costs *costs, const struct scope *scope, uint32_t call, uint32_t global) {
    struct position position = scope_at_call(scope, call);
    const struct assignment *off = last_off(scope, global, position.number);
    if (!off)
        return false;
    struct stretch stretch = find_stretch(scope, off, position);
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct assignment *a = &scope->assignments[i];
        if (is_in(scope, &stretch, a->number) && is_to_global(scope, a, global) && !switches_off(a->assign))
            return false;
    }
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct call_place *place = &scope->calls[i];
        if (place->region && !scope->is_dead[place->number] && (i == call || is_in(scope, &stretch, place->number)) &&
            writes_raise(costs, scope, place->region->call, global))
            return false;
    }
    return true;
}
