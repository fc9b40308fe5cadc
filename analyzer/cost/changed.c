/* Guards of change detectors. Tests: testdata/call-in-loop/good_change_detector.c, bad_change_detector.c */
#include "cost/changed.h"

#include "cost/kept.h"
#include "facts/writes.h"
#include "turns/path.h"

static bool has_names(const struct guard *guard) { return guard->path->kind == EXPR_ELEMENT; }

static bool is_named(const struct expr *path) {
    const struct expr *root = expr_root(path);
    return root->kind == EXPR_GLOBAL || root->kind == EXPR_PARAMETER || root->kind == EXPR_LOCAL ||
           root->kind == EXPR_THIS;
}

const struct guard *changed_guard(const struct scope *scope, const struct expr *current, const struct expr *wanted) {
    if (!path_can_be(current) || !path_can_be(wanted) || !is_named(current) || !is_named(wanted))
        return kept_changed(scope);
    const struct expr *path = expr_element(scope->scratch, path_convert(scope, current), path_convert(scope, wanted));
    return path_can_be(path) ? guard_changed(scope->atoms, path) : kept_changed(scope);
}

/* --- loops -------------------------------------------------------------------------------------------------------- */

/* `part` is the path, or something that the path goes through. */
static bool goes_through(const struct expr *path, const struct expr *part) {
    for (; path; path = path->a)
        if (expr_is_equal(path, part) || (path->kind == EXPR_ELEMENT && goes_through(path->b, part)))
            return true;
    return false;
}

/* `last = id;`, or `last = copy_of(id);`. */
static bool is_kept_by(const struct scope *scope, const struct assignment *a, const struct expr *wanted) {
    const struct expr *value = a->assign->value;
    if (!value || a->assign->op != OP_NONE || a->assign->is_declaration)
        return false;
    const struct assignment *definition =
        value->kind == EXPR_LOCAL ? scope_definition(scope, value, scope_at_assignment(a)) : NULL;
    if (path_can_be(value) && expr_is_equal(path_convert(scope, value), wanted))
        return true;
    value = definition && definition->assign->value ? definition->assign->value : value;
    const struct call *call = scope_call(scope, value);
    for (uint32_t i = 0; call && i < call->argument_count; i++) {
        const struct expr *argument = call->arguments[i].value;
        if (path_can_be(argument) && expr_is_equal(path_convert(scope, argument), wanted))
            return true;
    }
    return !call && path_can_be(value) && expr_is_equal(path_convert(scope, value), wanted);
}

static bool is_set_in(const struct memo_loop *memo, const struct expr *current, const struct expr *wanted) {
    const struct scope *scope = memo->scope;
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct assignment *a = &scope->assignments[i];
        if (!scope_is_inside(scope, a->number, memo->loop) || scope->is_dead[a->number] ||
            !path_can_be(a->assign->target))
            continue;
        const struct expr *path = path_convert(scope, a->assign->target);
        bool is_current = expr_is_equal(path, current);
        if (is_current ? !is_kept_by(scope, a, wanted) : goes_through(current, path) || goes_through(wanted, path))
            return true;
    }
    return false;
}

/* It may come to the function that keeps something in a static variable: that one asks. */
static bool may_ask(const struct costs *costs, const struct scope *scope, const struct call *call) {
    struct callee callee = costs_callee(costs->program, scope->function, call, scope->scratch);
    for (uint32_t i = 0; i < callee.targets.count && !callee.model; i++) {
        const struct function_cost_summary *summary = &costs->functions[callee.targets.functions[i]];
        if ((summary->is_done || summary->is_trial) && !value_is_free(&summary->value))
            return true;
    }
    return false;
}

/* A call gives what is wanted another value; or one more than the detector's own sets what is kept. */
static bool is_set_by_calls(const struct memo_loop *memo, const struct expr *current, const struct expr *wanted) {
    const struct scope *scope = memo->scope;
    const struct costs *costs = memo->evaluation->costs;
    const struct atom *kept = atom_path(scope->atoms, ATOM_VALUE, current, false);
    const struct atom *next = atom_path(scope->atoms, ATOM_VALUE, wanted, false);
    const struct expr *root = expr_root(current);
    bool is_static = root->kind == EXPR_LOCAL && (uint32_t)root->value != scope->function;
    uint32_t count = 0;
    for (uint32_t i = 0; i < scope->body->call_count && count <= 1; i++) {
        const struct call_place *place = &scope->calls[i];
        if (!place->region || scope->is_dead[place->number] || !scope_is_inside(scope, place->number, memo->loop))
            continue;
        if (writes_by_call(costs, scope, place->region->call, next))
            return true;
        count += is_static ? may_ask(costs, scope, place->region->call)
                           : writes_by_call(costs, scope, place->region->call, kept);
    }
    return count > 1;
}

bool changed_is_once(const struct guard *guard, const struct memo_loop *memo) {
    if (!has_names(guard))
        return false;
    for (uint32_t i = 0; memo->before && i < memo->before->condition_count; i++)
        if (memo->before->conditions[i] == guard)
            return false;
    const struct expr *current = guard->path->a, *wanted = guard->path->b;
    return !is_set_in(memo, current, wanted) && !is_set_by_calls(memo, current, wanted);
}

/* --- calls -------------------------------------------------------------------------------------------------------- */

static bool is_own(const struct expr *path, uint32_t function) {
    const struct expr *root = expr_root(path);
    return root->kind != EXPR_GLOBAL && (uint32_t)root->value == function;
}

/* All that remains is whose setting it is. */
static const struct guard *of_function(struct atom_table *atoms, const struct program *program, uint32_t function) {
    struct expr own = {.kind = EXPR_FUNCTION, .index = program->functions[function].entity};
    return guard_changed(atoms, &own);
}

const struct guard *changed_at_call(const struct scope *caller, const struct guard *guard, uint32_t callee,
                                    const struct call *call) {
    if (!has_names(guard) || (!is_own(guard->path->a, callee) && !is_own(guard->path->b, callee)))
        return guard;
    const struct expr *path = path_substitute(caller, guard->path, callee, call);
    if (!path || !is_named(path->a) || !is_named(path->b))
        return of_function(caller->atoms, caller->program, callee);
    return guard_changed(caller->atoms, path);
}

static bool is_static(const struct scope *scope, const struct expr *root) {
    return root->index < scope->body->local_count && (scope->body->locals[root->index].flags & LOCAL_STATIC);
}

const struct guard *changed_behind(const struct scope *scope, const struct guard *guard) {
    if (!has_names(guard))
        return guard;
    const struct expr *current = expr_root(guard->path->a), *wanted = expr_root(guard->path->b);
    if (current->kind == EXPR_LOCAL && is_own(current, scope->function) && !is_static(scope, current))
        return NULL;
    bool is_gone = wanted->kind == EXPR_LOCAL && is_own(wanted, scope->function) && !is_static(scope, wanted);
    bool is_moved =
        (wanted->kind == EXPR_PARAMETER && is_own(wanted, scope->function) && scope_next(scope, wanted, NULL)) ||
        (current->kind == EXPR_PARAMETER && is_own(current, scope->function) && scope_next(scope, current, NULL));
    return is_gone || is_moved ? of_function(scope->atoms, scope->program, scope->function) : guard;
}
