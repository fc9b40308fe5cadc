/* Guards at calls: what the caller passes decides, is passed on, or cannot be told.
 * Tests: testdata/_cost/guards.region, memo.region */
#include "cost/evaluate_internal.h"

#include "turns/path.h"

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

/* `flags | SKIP` has the bit, whatever flags is. */
static bool has_bits(const struct expr *argument, int64_t mask) {
    int64_t value;
    if (argument->kind != EXPR_BINARY || argument->op != OP_BIT_OR)
        return expr_is_constant(argument, &value) && (value & mask) != 0;
    return has_bits(argument->a, mask) || has_bits(argument->b, mask);
}

/* What the caller passes decides. */
static enum guard_fate fate_of_argument(const struct guard_site *site, const struct guard *guard,
                                        const struct expr *argument) {
    struct known known = assume_value(&site->evaluation->assumptions, site->evaluation->facts, argument);
    known.is_status = false; /* not every success has this value */
    if (guard->op == OP_BIT_AND && has_bits(argument, guard->constant))
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

static enum guard_fate fate_at_call(const struct guard *guard, const struct guard **out, void *context) {
    const struct guard_site *site = context;
    const struct scope *caller = site->evaluation->scope;
    const struct expr *root = expr_root(guard->path);
    *out = guard;
    if (guard->kind == GUARD_CACHED) {
        *out = cached_guard(site->evaluation, site->call->index);
        return GUARD_BECOMES;
    }
    if (guard->kind == GUARD_OPTION || root->kind == EXPR_GLOBAL || (uint32_t)root->value != site->callee ||
        root->kind == EXPR_LOCAL)
        return GUARD_BECOMES;
    if (guard->kind == GUARD_MODE && guard->path->kind == EXPR_PARAMETER &&
        guard->path->index < site->call->argument_count) {
        enum guard_fate fate = fate_of_argument(site, guard, site->call->arguments[guard->path->index].value);
        if (fate != GUARD_LOST)
            return fate;
    }
    const struct expr *path = path_substitute(caller, guard->path, site->callee, site->call);
    const struct expr *new_root = path ? expr_root(path) : NULL;
    if (!path || new_root->kind == EXPR_OPAQUE || new_root->kind == EXPR_CONSTANT)
        return GUARD_LOST;
    if (guard->kind == GUARD_MODE && guard->path->kind != EXPR_PARAMETER) {
        enum guard_fate fate = fate_of_path(site, guard, path);
        if (fate != GUARD_LOST)
            return fate;
    }
    if (guard->kind == GUARD_MEMO)
        *out = guard_memo(caller->atoms, path, guard->is_negated);
    else if ((new_root->kind == EXPR_PARAMETER || new_root->kind == EXPR_THIS) &&
             assume_is_passed_on(caller, path, site->call->index))
        *out = guard_mode(caller->atoms, path, guard->op, guard->is_negated, guard->constant);
    else
        return GUARD_LOST;
    return GUARD_BECOMES;
}

static enum guard_fate come_to_caller(const struct guard *guard, const struct guard **out, void *context) {
    const struct guard_site *site = context;
    enum guard_fate fate = fate_at_call(guard, out, context);
    if (guard->kind == GUARD_MODE && !site->evaluation->task->is_trial)
        vec_push(&site->evaluation->outcomes, (struct guard_outcome){site->call->index, fate, guard, *out});
    return fate;
}

enum guard_fate costs_guard_fate(const struct costs *costs, uint32_t function, uint32_t call, const struct guard *guard,
                                 const struct guard **out) {
    const struct function_cost_summary *summary = &costs->functions[function];
    const struct guard_outcome *found = NULL;
    for (uint32_t i = 0; i < summary->outcome_count; i++) {
        const struct guard_outcome *one = &summary->outcomes[i];
        if (one->call != call || one->guard != guard)
            continue;
        if (found && (found->fate != one->fate || found->becomes != one->becomes))
            return GUARD_LOST;
        found = one;
    }
    *out = found ? found->becomes : NULL;
    return found ? found->fate : GUARD_LOST;
}

const struct poly *guards_at_call(struct evaluation *evaluation, const struct poly *poly, uint32_t callee,
                                  const struct call *call) {
    struct guard_site site = {evaluation, call, callee};
    return poly_change_guards(evaluation->algebra.atoms, poly, come_to_caller, &site);
}

/* What is kept always counts, of the others the latest. */
const struct guards *guards_here(const struct evaluation *evaluation) {
    const struct facts *facts = evaluation->facts;
    const struct guards *guards = NULL;
    for (int kind = GUARD_MEMO; kind >= GUARD_OPTION; kind--)
        for (uint32_t i = facts->condition_count; i-- > 0;)
            if (facts->conditions[i]->kind == (enum guard_kind)kind)
                guards = guards_with(evaluation->algebra.atoms, guards, facts->conditions[i]);
    return guards;
}
