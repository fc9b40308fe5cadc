/* Facts about fields and globals. Tests: testdata/_cost/modes.region */
#include "facts/assume.h"

#include "facts/lent.h"
#include "facts/made.h"
#include "facts/writes.h"
#include "turns/path.h"

#include <string.h>

/* A field of a variable, or of what it points to, with FACT_FIELDS fields at most; or a global. */
static bool can_follow(const struct scope *scope, const struct expr *expr) {
    uint32_t fields = 0, unit = scope->program->functions[scope->function].unit;
    bool is_pointer = false;
    if (expr->kind == EXPR_GLOBAL)
        return true;
    if (expr->kind != EXPR_FIELD || program_entity(scope->program, unit, expr->index)->status)
        return false;
    for (; expr->kind == EXPR_FIELD || expr->kind == EXPR_DEREF; expr = expr->a) {
        fields += expr->kind == EXPR_FIELD;
        is_pointer = expr->kind == EXPR_DEREF;
    }
    bool is_variable = expr->kind == EXPR_LOCAL || expr->kind == EXPR_PARAMETER;
    return fields <= FACT_FIELDS && (is_variable ? !is_pointer || !scope_is_shared(scope, expr)
                                                 : expr->kind == EXPR_GLOBAL || expr->kind == EXPR_THIS);
}

uint32_t assume_variable(const struct scope *scope, const struct expr *expr) {
    if (expr->kind == EXPR_LOCAL || expr->kind == EXPR_PARAMETER)
        return scope_is_shared(scope, expr) && !lent_is(scope, expr)
                   ? FACT_NONE
                   : expr->index | (expr->kind == EXPR_PARAMETER ? FACT_PARAMETER : 0);
    return can_follow(scope, expr) ? assume_path(scope, path_convert(scope, expr)) : FACT_NONE;
}

static bool is_place_in_variable(const struct expr *expr) {
    while (expr->kind == EXPR_FIELD)
        expr = expr->a;
    return expr->kind == EXPR_LOCAL || expr->kind == EXPR_PARAMETER || expr->kind == EXPR_GLOBAL;
}

/* A pointer that is given one value in all of the function: the address of a variable, or a parameter that stays as it
 * was passed. NULL: nothing of the kind. */
static const struct expr *stands_for(const struct scope *scope, const struct expr *local) {
    const struct assignment *only = NULL;
    if (local->index >= scope->body->local_count || scope_is_shared(scope, local) ||
        (scope->body->locals[local->index].flags & LOCAL_STATIC))
        return NULL;
    for (const struct assignment *a = NULL; (a = scope_next(scope, local, a)) != NULL;) {
        if (only && a->assign->value)
            return NULL;
        only = a->assign->value ? a : only;
    }
    const struct expr *value = only && only->assign->op == OP_NONE ? only->assign->value : NULL;
    if (!value)
        return NULL;
    if (value->kind == EXPR_PARAMETER)
        return scope_next(scope, value, NULL) || scope_is_shared(scope, value) ? NULL : value;
    return value->kind == EXPR_ADDRESS && is_place_in_variable(value->a) ? value : NULL;
}

/* `cb.rows`, a field of a variable of the function's own, is given one value in all of the function, the address of
 * another one: `cb.rows = &rows; each(add, &cb);`. NULL: nothing of the kind. */
static const struct expr *field_stands_for(const struct scope *scope, const struct expr *field) {
    const struct expr *value = NULL;
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct assign *a = scope->assignments[i].assign;
        if (!a->value || !path_can_be(a->target) || (a->op == OP_NONE && expr_is_zero(a->value)) ||
            !path_goes_through(field, path_convert(scope, a->target)))
            continue;
        if (value || a->op != OP_NONE || !expr_is_equal(path_convert(scope, a->target), field))
            return NULL;
        value = a->value;
    }
    if (!value || value->kind != EXPR_ADDRESS || !is_place_in_variable(value->a))
        return NULL;
    for (uint32_t i = 0; i < scope->body->call_count && scope->may_change; i++)
        if (scope->calls[i].region &&
            scope->may_change(scope, scope->calls[i].region->call, field, scope->change_context))
            return NULL;
    return value;
}

/* The path with what a field of a variable points to named by itself. */
static const struct expr *through_field(const struct scope *scope, const struct expr *path) {
    if (path->kind == EXPR_FIELD) {
        const struct expr *owner = through_field(scope, path->a);
        return owner == path->a ? path : expr_field(scope->scratch, owner, path->index);
    }
    if (path->kind != EXPR_DEREF || path->a->kind != EXPR_FIELD)
        return path;
    const struct expr *root = path->a;
    while (root->kind == EXPR_FIELD)
        root = root->a;
    if (root->kind != EXPR_LOCAL || (uint32_t)root->value != scope->function)
        return path;
    const struct expr *object = field_stands_for(scope, path->a);
    return object ? path_convert(scope, object->a) : path;
}

const struct expr *assume_object(const struct scope *scope, const struct expr *path) {
    const struct expr *root = expr_root(path);
    if (root->kind != EXPR_LOCAL || (uint32_t)root->value != scope->function || root == path)
        return path;
    const struct expr *object = stands_for(scope, root);
    return object ? path_with_root(scope->scratch, path, path_convert(scope, object)) : through_field(scope, path);
}

uint32_t assume_path(const struct scope *scope, const struct expr *path) {
    return FACT_PATH | atom_path(scope->atoms, ATOM_VALUE, assume_object(scope, path), false)->id;
}

uint32_t assume_local_path(const struct scope *scope, const struct expr *path) {
    uint32_t fields = 0;
    const struct expr *part = path;
    for (; part->kind == EXPR_FIELD || part->kind == EXPR_DEREF; part = part->a)
        fields += part->kind == EXPR_FIELD;
    if (part->kind != EXPR_LOCAL || (uint32_t)part->value != scope->function || fields == 0 || fields > FACT_FIELDS)
        return FACT_NONE;
    struct expr local = {.kind = EXPR_LOCAL, .index = part->index};
    return scope_is_shared(scope, &local) ? FACT_NONE : assume_path(scope, path);
}

static const struct atom *path_of_fact(const struct scope *scope, uint32_t variable) {
    return variable & FACT_PATH ? scope->atoms->atoms.items[variable & ~FACT_PATH] : NULL;
}

static const struct facts *forget(const struct scope *scope, const struct facts *facts, uint32_t variable) {
    return facts_assign(scope->scratch, facts, variable, (struct known){0});
}

const struct facts *assume_touched(const struct assumptions *assumptions, const struct facts *facts,
                                   const struct assign *assign) {
    const struct facts *out = facts;
    for (uint32_t i = 0; i < facts->count; i++) {
        const struct atom *path = path_of_fact(assumptions->scope, facts->items[i].variable);
        if (path && writes_by_assign(assumptions->costs, assumptions->scope, assign, path->path))
            out = forget(assumptions->scope, out, facts->items[i].variable);
    }
    return out;
}

const struct facts *assume_called(const struct assumptions *assumptions, const struct facts *facts,
                                  const struct call *call) {
    const struct facts *out = facts;
    for (uint32_t i = 0; i < facts->count; i++) {
        uint32_t variable = facts->items[i].variable;
        const struct atom *path = path_of_fact(assumptions->scope, variable);
        if (path ? writes_by_call(assumptions->costs, assumptions->scope, call, path)
                 : !(variable & FACT_PARAMETER) && lent_by_call(call, variable))
            out = forget(assumptions->scope, out, variable);
    }
    return made_by_call(assumptions->costs, assumptions->scope, out, call);
}

/* --- loops -------------------------------------------------------------------------------------------------------- */

/* The region is part of the loop, and not only for when something fails. */
static bool runs_in(const struct scope *scope, uint32_t number, uint32_t loop) {
    return scope_is_inside(scope, number, loop) && !scope->was_dead[number];
}

static bool is_assigned_in(const struct scope *scope, const struct expr *variable, uint32_t loop) {
    for (const struct assignment *a = NULL; (a = scope_next(scope, variable, a)) != NULL;)
        if (runs_in(scope, a->number, loop))
            return true;
    return false;
}

/* ... or lent to a call. */
static bool is_local_changed_in(const struct scope *scope, const struct expr *variable, uint32_t loop) {
    for (uint32_t i = 0; i < scope->body->call_count && lent_is(scope, variable); i++) {
        const struct call_place *place = &scope->calls[i];
        if (place->region && runs_in(scope, place->number, loop) && lent_by_call(place->region->call, variable->index))
            return true;
    }
    return is_assigned_in(scope, variable, loop);
}

static bool changes_in(const struct assumptions *assumptions, const struct atom *path, uint32_t loop) {
    const struct scope *scope = assumptions->scope;
    for (uint32_t i = 0; i < scope->assignment_count; i++)
        if (runs_in(scope, scope->assignments[i].number, loop) &&
            writes_by_assign(assumptions->costs, scope, scope->assignments[i].assign, path->path))
            return true;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct call_place *place = &scope->calls[i];
        if (place->region && runs_in(scope, place->number, loop) &&
            writes_by_call(assumptions->costs, scope, place->region->call, path))
            return true;
    }
    return false;
}

const struct facts *assume_any_turn(const struct assumptions *assumptions, const struct facts *facts, uint32_t loop) {
    const struct scope *scope = assumptions->scope;
    const struct facts *out = facts;
    for (uint32_t i = 0; i < facts->count; i++) {
        uint32_t variable = facts->items[i].variable;
        const struct atom *path = path_of_fact(scope, variable);
        enum expr_kind kind = variable & FACT_PARAMETER ? EXPR_PARAMETER : EXPR_LOCAL;
        struct expr expr = {.kind = (uint8_t)kind, .index = variable & ~FACT_PARAMETER};
        if (path ? changes_in(assumptions, path, loop) : is_local_changed_in(scope, &expr, loop))
            out = forget(scope, out, variable);
    }
    return out;
}

/* --- what callers know -------------------------------------------------------------------------------------------- */

/* `part` is the path, or something that the path goes through. */
static bool leads_through(const struct expr *path, const struct expr *part) {
    for (; path; path = path->a)
        if (expr_is_equal(path, part))
            return true;
    return false;
}

bool assume_is_passed_on(const struct scope *scope, const struct expr *path, uint32_t call) {
    struct position position = scope_at_call(scope, call);
    uint32_t outer = position.loop;
    while (outer != LOOP_NONE && scope->loops[outer].parent != LOOP_NONE)
        outer = scope->loops[outer].parent;
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct assignment *a = &scope->assignments[i];
        bool is_before = a->number < position.number || scope_is_inside(scope, a->number, outer);
        if (is_before && !scope->is_dead[a->number] && path_can_be(a->assign->target) &&
            leads_through(path, path_convert(scope, a->assign->target)))
            return false;
    }
    return true;
}
