/* Guards at calls: what the caller passes decides, is passed on, or cannot be told.
 * Tests: testdata/_cost/guards.region, memo.region */
#include "cost/evaluate_internal.h"

#include "cost/changed.h"
#include "cost/keyed.h"
#include "cost/rest.h"
#include "facts/made.h"
#include "facts/switched.h"
#include "facts/unset.h"
#include "turns/captured.h"
#include "turns/path.h"

#include <string.h>

#define BITS_DEPTH     6
#define OUTCOMES_BELOW 50 /* of what a call makes of the conditions of the functions below its callee */

struct guard_site {
    struct evaluation *evaluation;
    const struct call *call;
    uint32_t callee;
};

static enum guard_fate fate_of(enum truth truth, bool is_negated) {
    if (truth == TRUTH_UNKNOWN)
        return GUARD_LOST;
    return (truth == TRUTH_YES) == !is_negated ? GUARD_HOLDS : GUARD_FAILS;
}

/* The value that the variable was given or had added last before the call, whatever else it holds; NULL: unknown. */
static const struct assignment *added_last(const struct scope *scope, const struct expr *variable,
                                           struct position position) {
    bool can_be =
        (variable->kind == EXPR_LOCAL || variable->kind == EXPR_PARAMETER) && !scope_is_shared(scope, variable);
    const struct assignment *last = can_be ? scope_last_assignment(scope, variable, position) : NULL;
    if (!last || last->list_end < position.number || !last->assign->value ||
        (last->assign->op != OP_BIT_OR && last->assign->op != OP_NONE))
        return NULL;
    for (uint32_t outer = position.loop; outer != LOOP_NONE; outer = scope->loops[outer].parent)
        if (!scope_is_inside(scope, last->number, outer) && scope_is_assigned_in(scope, variable, outer))
            return NULL;
    return last;
}

/* `flags | SKIP` has the bit, whatever flags is; so has `flags` after `flags |= SKIP`. */
static bool has_bits(const struct scope *scope, const struct expr *argument, int64_t mask, struct position position,
                     int depth) {
    int64_t value;
    if (expr_is_constant(argument, &value))
        return (value & mask) != 0;
    if (depth > BITS_DEPTH)
        return false;
    if (argument->kind == EXPR_BINARY && argument->op == OP_BIT_OR)
        return has_bits(scope, argument->a, mask, position, depth + 1) ||
               has_bits(scope, argument->b, mask, position, depth + 1);
    const struct assignment *last = added_last(scope, argument, position);
    if (!last)
        return false;
    struct position at = scope_at_assignment(last);
    return has_bits(scope, last->assign->value, mask, at, depth + 1) ||
           (last->assign->op == OP_BIT_OR && has_bits(scope, argument, mask, at, depth + 1));
}

/* What the caller passes decides. */
static enum guard_fate fate_of_argument(const struct guard_site *site, const struct guard *guard,
                                        const struct expr *argument) {
    struct known known = assume_value(&site->evaluation->assumptions, site->evaluation->facts, argument);
    known.is_status = false; /* not every success has this value */
    if (guard->op == OP_BIT_AND && has_bits(site->evaluation->scope, argument, guard->constant,
                                            scope_at_call(site->evaluation->scope, site->call->index), 0))
        return fate_of(TRUTH_YES, guard->is_negated);
    return fate_of(known_compare(&known, guard->op, guard->constant), guard->is_negated);
}

/* What the caller knows of the field decides. */
static enum guard_fate fate_of_path(const struct guard_site *site, const struct guard *guard, const struct expr *path) {
    const struct evaluation *evaluation = site->evaluation;
    const struct known *held = facts_value(evaluation->facts, assume_path(evaluation->scope, path));
    if (!held)
        return GUARD_LOST;
    struct known known = *held;
    known.is_status = false;
    return fate_of(known_compare(&known, guard->op, guard->constant), guard->is_negated);
}

/* `attach(list, con_new())`: what the function that makes the object says of it decides. */
static enum guard_fate fate_of_made(const struct guard_site *site, const struct guard *guard) {
    static const struct expr zero = {.kind = EXPR_CONSTANT};
    const struct scope *caller = site->evaluation->scope;
    uint32_t index = expr_root(guard->path)->index;
    const struct call *made =
        index < site->call->argument_count ? scope_call(caller, site->call->arguments[index].value) : NULL;
    const struct known *known =
        made ? made_value(site->evaluation->costs, caller, made, path_with_root(caller->scratch, guard->path, &zero))
             : NULL;
    return known ? fate_of(known_compare(known, guard->op, guard->constant), guard->is_negated) : GUARD_LOST;
}

/* A field that no object can have at this call decides. */
static enum guard_fate fate_of_unset(const struct guard_site *site, const struct guard *guard) {
    const struct evaluation *evaluation = site->evaluation;
    const struct scope *scope = evaluation->scope;
    struct known unset = known_value(0);
    bool is_test = guard->constant == 0 && (guard->op == OP_EQUAL || guard->op == OP_NOT_EQUAL);
    if (guard->kind != GUARD_MODE || guard->path->kind != EXPR_FIELD || !is_test ||
        !unset_at_call(evaluation->costs->unset, scope->function, scope->body, site->call->index, guard->path->index))
        return GUARD_LOST;
    return fate_of(known_compare(&unset, guard->op, guard->constant), guard->is_negated);
}

/* A text, also as the object that is made of it for the call. */
static bool is_text(const struct scope *scope, const struct expr *value) {
    const struct call *made = scope_call(scope, value);
    bool is_made = made && (made->flags & CALL_CONSTRUCTOR) && made->argument_count > 0;
    return (is_made ? made->arguments[0].value : value)->kind == EXPR_STRING;
}

/* `kept[key]` with a key that is no place here: a text is always the same, and what keeps it is enough of a name; of
 * anything else, nobody knows whether it is the same again. NULL: that. */
static const struct expr *path_of_kept(const struct guard_site *site, const struct guard *guard,
                                       const struct expr *path) {
    const struct scope *caller = site->evaluation->scope;
    const struct expr *key = guard->path->b;
    const struct expr *passed = key->kind == EXPR_PARAMETER && key->index < site->call->argument_count
                                    ? site->call->arguments[key->index].value
                                    : NULL;
    if (passed && is_text(caller, passed))
        return path_substitute(caller, guard->path->a, site->callee, site->call);
    return path && path->kind == EXPR_ELEMENT && expr_root(path->b)->kind != EXPR_OPAQUE &&
                   expr_root(path->b)->kind != EXPR_CALL && expr_root(path->b)->kind != EXPR_BINARY
               ? path
               : NULL;
}

static enum guard_fate fate_of_memo(const struct guard_site *site, const struct guard *guard, const struct expr *path,
                                    const struct guard **out) {
    const struct scope *caller = site->evaluation->scope;
    if (keyed_is(guard))
        path = path_of_kept(site, guard, path);
    const struct expr *root = path ? expr_root(path) : NULL;
    if (guard_is_rest(guard)) {
        bool is_passed = guard->path->kind == EXPR_PARAMETER && guard->path->index < site->call->argument_count;
        const struct expr *index = is_passed ? site->call->arguments[guard->path->index].value : NULL;
        *out = index ? rest_of_index(caller, site->call, index, site->callee) : NULL;
        return *out ? GUARD_BECOMES : GUARD_LOST;
    }
    if (guard->op == OP_EQUAL && guard->path->kind == EXPR_PARAMETER &&
        guard->path->index < site->call->argument_count) {
        const struct expr *argument = site->call->arguments[guard->path->index].value;
        struct expr own = {.kind = EXPR_FUNCTION, .index = caller->program->functions[site->callee].entity};
        if (argument->kind == EXPR_STRING || argument->kind == EXPR_CONSTANT) { /* one key for ever */
            *out = guard_memo(caller->atoms, &own, false);
            return GUARD_BECOMES;
        }
    }
    bool is_one_run = root && root->kind == EXPR_LOCAL && site->evaluation->loop == LOOP_NONE;
    if (!root || root->kind == EXPR_OPAQUE || root->kind == EXPR_CONSTANT ||
        (guard->op == OP_EQUAL && is_one_run)) /* no caller knows it, and nothing here asks for it again */
        return GUARD_LOST;
    *out = guard_of_path(caller->atoms, guard, path);
    return GUARD_BECOMES;
}

/* The guard asks for something that is set, and is 0 here. */
static bool is_switched_off(const struct guard_site *site, const struct guard *guard) {
    const struct evaluation *evaluation = site->evaluation;
    bool is_global = guard->path->kind == EXPR_GLOBAL && !guard_is_some_option(guard) && !guard_seldom_reasons(guard);
    bool asks = (guard->kind == GUARD_OPTION || guard->kind == GUARD_MODE) && !guard->is_negated &&
                (guard->op == OP_BIT_AND || (guard->op == OP_NOT_EQUAL && guard->constant == 0) ||
                 (guard->op == OP_EQUAL && guard->constant != 0));
    return is_global && asks &&
           switched_off_at_call(evaluation->costs, evaluation->scope, site->call->index, guard->path->index);
}

/* `struct state *s = context; ask(s->options);`: the path in words that the caller of a callback has, too. A pointer of
 * any other type is taken to be an object of the function's own. */
static const struct expr *named_as_passed(const struct scope *scope, const struct expr *path) {
    const struct expr *named = assume_object(scope, path), *root = expr_root(named);
    bool is_renamed = root->kind == EXPR_PARAMETER && expr_root(path)->kind == EXPR_LOCAL;
    if (is_renamed && (root->index >= scope->body->parameter_count ||
                       strcmp(scope->body->parameters[root->index].type, "void *") != 0))
        return path;
    return named;
}

/* A lambda tests what it captures: the function that it is a variable of knows more, unless it is set anew there or in
 * a lambda. */
static enum guard_fate fate_of_captured(const struct guard_site *site, const struct guard *guard,
                                        const struct guard **out) {
    const struct scope *caller = site->evaluation->scope;
    const struct expr *root = expr_root(guard->path);
    uint32_t number = captured_number_in(caller, (uint32_t)root->value, root->index);
    const struct expr *variable = number == CAPTURED_NONE ? NULL : captured_variable(caller, number);
    if (!variable)
        return number == CAPTURED_NONE ? GUARD_LOST : GUARD_BECOMES;
    const struct assignment *set = scope_next(caller, variable, NULL);
    bool is_parameter = variable->kind == EXPR_PARAMETER;
    if ((is_parameter ? set != NULL : !set || !set->assign->value || scope_next(caller, variable, set)) ||
        captured_is_set(caller, number))
        return GUARD_LOST;
    if (!is_parameter)
        return root == guard->path ? fate_of_argument(site, guard, set->assign->value) : GUARD_LOST;
    const struct expr *path = path_with_root(caller->scratch, guard->path, path_convert(caller, variable));
    if (!assume_is_passed_on(caller, path, site->call->index))
        return GUARD_LOST;
    *out = guard_mode(caller->atoms, path, guard->op, guard->is_negated, guard->constant);
    return GUARD_BECOMES;
}

static enum guard_fate fate_at_call(const struct guard *guard, const struct guard **out, void *context) {
    const struct guard_site *site = context;
    const struct scope *caller = site->evaluation->scope;
    const struct expr *root = expr_root(guard->path);
    *out = guard;
    if (guard->kind == GUARD_CACHED) {
        *out = cached_for_caller(site->evaluation, guard, site->callee, site->call);
        return GUARD_BECOMES;
    }
    if (guard->kind == GUARD_CHANGED) {
        *out = changed_at_call(caller, guard, site->callee, site->call);
        return GUARD_BECOMES;
    }
    if (guard->kind == GUARD_MODE && root->kind == EXPR_LOCAL)
        return fate_of_captured(site, guard, out);
    if (is_switched_off(site, guard))
        return GUARD_FAILS;
    if (guard->kind == GUARD_OPTION || root->kind == EXPR_GLOBAL || (uint32_t)root->value != site->callee ||
        root->kind == EXPR_LOCAL)
        return GUARD_BECOMES;
    if (guard->kind == GUARD_MODE && guard->path->kind == EXPR_PARAMETER &&
        guard->path->index < site->call->argument_count) {
        enum guard_fate fate = fate_of_argument(site, guard, site->call->arguments[guard->path->index].value);
        if (fate != GUARD_LOST)
            return fate;
    }
    if (guard->kind == GUARD_MODE && root->kind == EXPR_PARAMETER && root != guard->path) {
        enum guard_fate fate = fate_of_made(site, guard);
        if (fate != GUARD_LOST)
            return fate;
    }
    enum guard_fate unset = fate_of_unset(site, guard);
    if (unset != GUARD_LOST)
        return unset;
    const struct expr *path = path_substitute(caller, guard->path, site->callee, site->call);
    if (guard->kind == GUARD_MEMO)
        return fate_of_memo(site, guard, path, out);
    path = path ? named_as_passed(caller, path) : NULL;
    const struct expr *new_root = path ? expr_root(path) : NULL;
    if (!path || new_root->kind == EXPR_OPAQUE || new_root->kind == EXPR_CONSTANT)
        return GUARD_LOST;
    if (guard->kind == GUARD_MODE && guard->path->kind != EXPR_PARAMETER) {
        enum guard_fate fate = fate_of_path(site, guard, path);
        if (fate != GUARD_LOST)
            return fate;
    }
    if ((new_root->kind == EXPR_PARAMETER || new_root->kind == EXPR_THIS) &&
        assume_is_passed_on(caller, path, site->call->index))
        *out = guard_mode(caller->atoms, path, guard->op, guard->is_negated, guard->constant);
    else
        return GUARD_LOST;
    return GUARD_BECOMES;
}

/* What becomes of it at calls is noted (costs_guard_fate()). */
static bool is_followed(const struct guard *guard) { return guard->kind == GUARD_MODE || guard->kind == GUARD_MEMO; }

static enum guard_fate come_to_caller(const struct guard *guard, const struct guard **out, void *context) {
    const struct guard_site *site = context;
    enum guard_fate fate = fate_at_call(guard, out, context);
    if (is_followed(guard) && !site->evaluation->task->is_trial)
        vec_push(&site->evaluation->outcomes, (struct guard_outcome){site->call->index, fate, guard, *out});
    return fate;
}

static bool has_outcome(const struct evaluation *evaluation, uint32_t call, const struct guard *guard) {
    for (uint32_t i = evaluation->outcomes.count; i-- > 0 && evaluation->outcomes.items[i].call == call;)
        if (evaluation->outcomes.items[i].guard == guard)
            return true;
    return false;
}

/* Conditions further down that stand in no count any more, because both arms cost the same. */
static void note_outcomes_below(struct guard_site *site) {
    struct evaluation *evaluation = site->evaluation;
    const struct function_cost_summary *summary = &evaluation->costs->functions[site->callee];
    const struct guard *out;
    uint32_t limit = evaluation->outcomes.count + OUTCOMES_BELOW;
    for (uint32_t i = 0; i < summary->outcome_count && evaluation->outcomes.count < limit; i++) {
        const struct guard *guard = summary->outcomes[i].becomes;
        if (summary->outcomes[i].fate == GUARD_BECOMES && guard->kind == GUARD_MODE &&
            !has_outcome(evaluation, site->call->index, guard))
            come_to_caller(guard, &out, site);
    }
}

static void note_outcomes_of(struct guard_site *site, const struct poly *poly) {
    const struct guard *out;
    for (uint32_t k = 0; poly && k < poly->count; k++) {
        const struct guards *guards = poly->items[k].guards;
        for (uint32_t g = 0; guards && g < guards->count; g++)
            if (is_followed(guards->items[g]) && !has_outcome(site->evaluation, site->call->index, guards->items[g]))
                come_to_caller(guards->items[g], &out, site);
    }
}

void guards_of_sites_at_call(struct evaluation *evaluation, uint32_t callee, const struct call *call) {
    const struct function_cost_summary *summary = &evaluation->costs->functions[callee];
    struct guard_site site = {evaluation, call, callee};
    if (evaluation->task->is_trial || !summary->guarded)
        return;
    for (uint32_t i = 0; i < summary->site_count; i++)
        note_outcomes_of(&site, summary->guarded[i]);
    note_outcomes_of(&site, summary->value.sends);
    note_outcomes_below(&site);
}

const struct poly *guards_at_call(struct evaluation *evaluation, const struct poly *poly, uint32_t callee,
                                  const struct call *call) {
    struct guard_site site = {evaluation, call, callee};
    return poly_change_guards(evaluation->algebra.atoms, poly, come_to_caller, &site);
}

static enum guard_fate lost_is_off(const struct guard *guard, const struct guard **out, void *context) {
    enum guard_fate fate = fate_at_call(guard, out, context);
    return fate == GUARD_LOST && is_followed(guard) ? GUARD_FAILS : fate;
}

const struct poly *guards_told_at_call(struct evaluation *evaluation, const struct poly *poly, uint32_t callee,
                                       const struct call *call, bool is_lost_off) {
    struct guard_site site = {evaluation, call, callee};
    return poly_change_guards(evaluation->algebra.atoms, poly, is_lost_off ? lost_is_off : fate_at_call, &site);
}

uint32_t guards_lost_at_call(struct evaluation *evaluation, const struct guards *guards, uint32_t callee,
                             const struct call *call) {
    struct guard_site site = {evaluation, call, callee};
    const struct expr *roots[GUARD_SLOTS];
    uint32_t count = 0;
    for (uint32_t i = 0; guards && i < guards->count; i++) {
        const struct guard *guard = guards->items[i], *out;
        const struct expr *root = expr_root(guard->path);
        bool is_new = is_followed(guard) && fate_at_call(guard, &out, &site) == GUARD_LOST;
        for (uint32_t k = 0; k < count; k++)
            is_new &= !expr_is_equal(roots[k], root);
        if (is_new)
            roots[count++] = root;
    }
    return count;
}

static bool is_passed_itself(const struct guard *guard) { return guard->path->kind == EXPR_PARAMETER; }

static const struct guards *add_conditions(const struct evaluation *evaluation, const struct guards *guards,
                                           enum guard_kind kind, bool is_itself) {
    const struct facts *facts = evaluation->facts;
    for (uint32_t i = facts->condition_count; i-- > 0;)
        if (facts->conditions[i]->kind == kind && is_passed_itself(facts->conditions[i]) == is_itself)
            guards = guards_with(evaluation->algebra.atoms, guards, facts->conditions[i]);
    return guards;
}

/* What is kept always counts, of the others those that a call decides at once, the latest first. */
const struct guards *guards_here(const struct evaluation *evaluation) {
    const struct guards *guards = add_conditions(evaluation, NULL, GUARD_MEMO, true);
    guards = add_conditions(evaluation, guards, GUARD_MEMO, false);
    guards = add_conditions(evaluation, guards, GUARD_CHANGED, false);
    guards = add_conditions(evaluation, guards, GUARD_MODE, true);
    guards = add_conditions(evaluation, guards, GUARD_MODE, false);
    return add_conditions(evaluation, guards, GUARD_OPTION, false);
}
