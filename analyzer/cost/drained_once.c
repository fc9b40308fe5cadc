/* Which items a state is of, and whether each is paid for once in a loop around.
 * Tests: testdata/call-in-loop/bad_drained.c, bad_requeued.c */
#include "cost/drained_internal.h"

#include "facts/writes.h"
#include "turns/motion.h"
#include "turns/path.h"

/* --- items -------------------------------------------------------------------------------------------------------- */

/* A place that a walk begins at, and nothing on the way to it is a variable of the walk. NULL: it has no name. */
static const struct expr *start_path(const struct scope *scope, const struct expr *start, struct position position) {
    if (!start || !path_can_be(start))
        return NULL;
    const struct expr *path = path_of(scope, start, position);
    return item_path_is_plain(path) ? path : NULL;
}

bool item_path_is_plain(const struct expr *path) {
    for (; path->kind == EXPR_FIELD || path->kind == EXPR_DEREF || path->kind == EXPR_ADDRESS; path = path->a)
        continue;
    return path->kind == EXPR_PARAMETER || path->kind == EXPR_GLOBAL || path->kind == EXPR_THIS;
}

/* The test of the loop only asks whether there is an item: `t`, `t != NULL`; with `is_index`, `i < n`. */
static bool tests_only(const struct loop *loop, const struct expr *variable, bool is_index) {
    const struct expr *condition = loop->condition;
    int64_t value;
    if (!condition || loop->form == LOOP_DO || loop->form == LOOP_GOTO)
        return false;
    if (condition->kind != EXPR_BINARY)
        return !is_index && expr_is_equal(condition, variable);
    bool is_end = is_index ? condition->op == OP_LESS || condition->op == OP_LESS_EQUAL
                           : condition->op == OP_NOT_EQUAL && expr_is_constant(condition->b, &value);
    return is_end && expr_is_equal(condition->a, variable);
}

static const struct expr *put_behind(const struct scope *scope, const struct expr *path, const struct expr *expr) {
    return path_with_root(scope->scratch, path_convert(scope, expr), path);
}

/* The loop moves the cursor on to what is assigned there: `t = ...`, or `next = ...` with `t = next`. */
static bool moves_on(const struct scope *scope, const struct expr *cursor, uint32_t loop, const struct expr *target) {
    if (expr_is_equal(target, cursor))
        return true;
    for (const struct assignment *a = NULL; (a = scope_next(scope, cursor, a)) != NULL;)
        if (scope_is_inside(scope, a->number, loop) && a->assign->value && expr_is_equal(a->assign->value, target))
            return true;
    return false;
}

/* `t->next` of `t = t->next`, or of `next = t->next; t = next`. */
static const struct expr *link_of(const struct scope *scope, const struct expr *cursor, uint32_t loop) {
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct assign *assign = scope->assignments[i].assign;
        const struct expr *value = assign->value;
        if (scope_is_inside(scope, scope->assignments[i].number, loop) && assign->target->kind == EXPR_LOCAL &&
            assign->op == OP_NONE && value && value->kind == EXPR_FIELD && path_can_be(value) &&
            expr_is_equal(expr_root(value), cursor) && scope_is_pointer(scope, value) &&
            moves_on(scope, cursor, loop, assign->target))
            return value;
    }
    return NULL;
}

/* Of a list, which `*walk` walks: a loop around `loop`, or this one. */
static const struct expr *path_in_list(const struct scope *scope, const struct expr *place, uint32_t loop,
                                       uint32_t *walk) {
    const struct expr *cursor = expr_root(place);
    if (cursor->kind != EXPR_LOCAL || scope_is_shared(scope, cursor))
        return NULL;
    while (loop != LOOP_NONE && !scope_is_assigned_in(scope, cursor, loop))
        loop = scope->loops[loop].parent;
    if (loop == LOOP_NONE || !motion_is_link(scope, cursor, loop) ||
        !tests_only(scope->loops[loop].region->loop, cursor, false))
        return NULL;
    const struct assignment *first = scope_definition(scope, cursor, scope_before_loop(scope, loop));
    const struct expr *link = first ? link_of(scope, cursor, loop) : NULL;
    const struct expr *start = link ? start_path(scope, first->assign->value, scope_at_assignment(first)) : NULL;
    *walk = loop;
    return start ? put_behind(scope, put_behind(scope, start, link), place) : NULL;
}

/* The fields of the place that lead from an item to it. */
static const struct expr *fields_behind(const struct scope *scope, const struct expr *place, const struct expr *item) {
    const uint32_t *entities = scope->program->units[scope->program->functions[scope->function].unit].entities;
    return place->kind == EXPR_FIELD
               ? expr_field(scope->scratch, fields_behind(scope, place->a, item), entities[place->index])
               : item;
}

/* The element that the place is a field of: `q->items[i].state`, or `t->state` with `t = &q->items[i]`. */
static const struct expr *element_of(const struct scope *scope, const struct expr *place, struct position position) {
    while (place->kind == EXPR_FIELD)
        place = place->a;
    if (place->kind != EXPR_DEREF || place->a->kind != EXPR_LOCAL || scope_is_shared(scope, place->a))
        return place;
    const struct assignment *first = scope_definition(scope, place->a, position);
    const struct expr *value = first && first->loop == position.loop ? first->assign->value : NULL;
    return value && value->kind == EXPR_ADDRESS ? value->a : place;
}

/* Of an array that the loop steps through, from a constant up to what its test says: that element stands for all. */
static const struct expr *path_in_array(const struct scope *scope, const struct expr *place, struct position position) {
    const struct expr *element = element_of(scope, place, position), *index = element->b;
    if (element->kind != EXPR_ELEMENT || index->kind != EXPR_LOCAL || scope_is_shared(scope, index) ||
        position.loop == LOOP_NONE || motion_of(scope, index, position.loop).direction <= 0)
        return NULL;
    const struct loop *loop = scope->loops[position.loop].region->loop;
    struct position before = scope_before_loop(scope, position.loop);
    const struct assignment *from = scope_definition(scope, index, before);
    if (!tests_only(loop, index, true) || !from || !from->assign->value || from->assign->value->kind != EXPR_CONSTANT)
        return NULL;
    const struct expr *array = start_path(scope, element->a, before), *end = loop->condition->b;
    end = end->kind == EXPR_CONSTANT ? end : start_path(scope, end, before);
    return array && end ? fields_behind(scope, place, expr_element(scope->scratch, array, end)) : NULL;
}

const struct expr *item_path(const struct scope *scope, const struct item_state *state, struct position position,
                             uint32_t *walk) {
    const struct expr *path = path_in_list(scope, state->place, position.loop, walk);
    bool is_new_other = state->is_flag || state->value != 0; /* new memory may be in state 0 */
    if (!path && is_new_other) {
        path = path_in_array(scope, state->place, position);
        *walk = position.loop;
    }
    return path && path_can_be(path) ? path : NULL;
}

/* --- loops around ------------------------------------------------------------------------------------------------- */

struct leaving_search {
    const struct scope *scope;
    uint32_t walk;
    bool is_found;
};

static void find_leaving(struct region *region, void *context) {
    struct leaving_search *search = context;
    const struct scope *scope = search->scope;
    bool is_out = region->kind == REGION_BREAK || region->kind == REGION_RETURN || region->kind == REGION_GOTO;
    for (uint32_t i = 0; region->kind == REGION_BREAK && i < scope->body->loop_count; i++) /* of a loop inside */
        is_out &= i == search->walk || !scope_is_inside(scope, scope->loops[i].begin, search->walk) ||
                  !scope_is_inside(scope, region->number, i);
    search->is_found |= is_out && !scope->is_dead[region->number];
}

/* Nothing in the loop leaves it before its items are over, unless something fails. */
static bool is_walked_to_end(const struct scope *scope, uint32_t walk) {
    struct leaving_search search = {scope, walk, false};
    region_walk(scope->loops[walk].region->loop->body, find_leaving, &search);
    return !search.is_found;
}

/* The next loop behind `after` that walks to the items of the guard; LOOP_NONE: there is none. */
static uint32_t next_walk(const struct scope *scope, const struct guard *guard, uint32_t *after) {
    const uint32_t *entities = scope->program->units[scope->program->functions[scope->function].unit].entities;
    while (*after < scope->holding_count) {
        const struct holding *one = &scope->holding[(*after)++];
        struct item_state state;
        uint32_t walk;
        if (!item_state_of(scope, one->condition, one->is_true, &state) ||
            entities[state.place->index] != guard->path->index)
            continue;
        const struct expr *path = item_path(scope, &state, (struct position){one->begin, one->loop}, &walk);
        if (path && expr_is_equal(path, guard->path))
            return walk;
    }
    return LOOP_NONE;
}

bool drained_is_partly(const struct guard *guard, const struct scope *scope) {
    uint32_t cursor = 0;
    for (uint32_t walk; (walk = next_walk(scope, guard, &cursor)) != LOOP_NONE;)
        if (!is_walked_to_end(scope, walk))
            return true;
    return false;
}

/* The loop is one that walks to the items, or part of its turn. */
static bool is_in_walk(const struct scope *scope, uint32_t loop, const struct guard *guard) {
    uint32_t cursor = 0;
    for (uint32_t walk; (walk = next_walk(scope, guard, &cursor)) != LOOP_NONE;)
        if (scope_is_inside(scope, scope->loops[loop].begin, walk))
            return true;
    return false;
}

static bool leads_through_field(const struct expr *path, uint32_t field) {
    for (; path; path = path->a)
        if ((path->kind == EXPR_FIELD && path->index == field) ||
            (path->kind == EXPR_ELEMENT && leads_through_field(path->b, field)))
            return true;
    return false;
}

/* Something on the path is no variable. */
static bool has_no_name(const struct expr *path) {
    for (; path; path = path->a)
        if (path->kind == EXPR_OPAQUE || path->kind == EXPR_CALL ||
            (path->kind == EXPR_ELEMENT && has_no_name(path->b)))
            return true;
    return false;
}

static bool may_begin(const struct guard *guard, const struct assign *assign) {
    int64_t value;
    if (assign->op != OP_NONE || !assign->value || !expr_is_constant(assign->value, &value))
        return true;
    return guard->is_negated ? value != 0 : value == guard->constant;
}

/* The assignment puts some item into the state, or other items where these were. */
static bool renews(const struct scope *scope, const struct assign *assign, const struct guard *guard) {
    const uint32_t *entities = scope->program->units[scope->program->functions[scope->function].unit].entities;
    const struct expr *target = assign->target;
    if (target->kind == EXPR_FIELD && entities[target->index] == guard->path->index)
        return may_begin(guard, assign);
    if (target->kind == EXPR_FIELD && leads_through_field(guard->path, entities[target->index]))
        return true;
    return path_can_be(target) && path_goes_through(guard->path, path_convert(scope, target));
}

bool drained_is_once(const struct guard *guard, const struct memo_loop *memo) {
    const struct scope *scope = memo->scope;
    const struct costs *costs = memo->evaluation->costs;
    if (guard->path->kind != EXPR_FIELD || has_no_name(guard->path) || is_in_walk(scope, memo->loop, guard) ||
        drained_is_partly(guard, scope))
        return false;
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct assignment *a = &scope->assignments[i];
        if (scope_is_inside(scope, a->number, memo->loop) && !scope->is_dead[a->number] &&
            (renews(scope, a->assign, guard) || writes_whole(scope, a->assign, guard->path->index)))
            return false;
    }
    struct state_question question = {guard->path->index, guard->is_negated, guard->constant, NULL};
    if (!writes_only_made(costs, &question))
        return false;
    question.items = atom_path(scope->atoms, ATOM_VALUE, guard->path->a, false);
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct call_place *place = &scope->calls[i];
        if (place->region && scope_is_inside(scope, place->number, memo->loop) && !scope->is_dead[place->number] &&
            writes_state(costs, scope, place->region->call, &question))
            return false;
    }
    return true;
}

bool drained_is_all(const struct poly *trips) {
    for (uint32_t i = 0; i < trips->count; i++) {
        const struct guards *guards = trips->items[i].guards;
        bool is_state = false;
        for (uint32_t k = 0; guards && k < guards->count; k++)
            is_state |= guard_is_state(guards->items[k]);
        if (!is_state)
            return false;
    }
    return trips->count > 0;
}

const struct guard *drained_in_all(const struct poly *trips) {
    const struct guards *first = trips && trips->count ? trips->items[0].guards : NULL;
    for (uint32_t i = 0; first && i < first->count; i++) {
        bool is_in_all = guard_is_state(first->items[i]);
        for (uint32_t k = 1; k < trips->count; k++)
            is_in_all &= guards_hold(trips->items[k].guards, first->items[i]);
        if (is_in_all)
            return first->items[i];
    }
    return NULL;
}
