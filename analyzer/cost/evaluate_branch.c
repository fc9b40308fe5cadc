/* Branches: of the arms, those that run when nothing fails.
 *
 * Tests: testdata/_cost/failures.region, guards.region, tests/unit/cost/test_golden_cost.c */
#include "cost/evaluate_internal.h"

#include "cost/drained.h"
#include "cost/expiry.h"
#include "cost/fallback.h"
#include "cost/filled.h"
#include "cost/giving_up.h"
#include "cost/kept.h"
#include "cost/keyed.h"
#include "cost/likely.h"
#include "cost/missing.h"
#include "cost/passed_state.h"
#include "cost/raised.h"
#include "facts/convention.h"
#include "facts/mode.h"
#include "facts/option.h"
#include "facts/thrown.h"
#include "turns/packed.h"

static struct position position_of(const struct evaluation *evaluation, const struct region *region) {
    return (struct position){region->number, evaluation->loop};
}

/* --- if ---------------------------------------------------------------------------------------------------------- */

/* What the arm makes sure that is not asked for again, or not until it changes. */
static const struct guard *guard_of_arm(const struct evaluation *evaluation, const struct region *region, bool holds,
                                        const struct region *arm) {
    const struct expr *condition = region->branch.condition;
    struct position position = position_of(evaluation, region);
    const struct guard *guard = arm ? guard_memo_of_arm(evaluation, condition, holds, arm) : NULL;
    if (arm && !guard)
        guard = expiry_of(evaluation, condition, holds, arm->number, region_last_number(arm));
    if (arm && !guard)
        guard = keyed_cache(evaluation, condition, holds, position, arm->number, region_last_number(arm));
    if (arm && !guard)
        guard = kept_slot(evaluation, condition, holds, position, arm);
    if (arm && !guard)
        guard = kept_setting(evaluation, condition, holds, position, arm->number, region_last_number(arm));
    if (arm && !guard)
        guard = raised_for_both(evaluation, region, holds);
    return arm && !guard ? kept_replaced(evaluation, arm) : guard;
}

static bool goes_on(const struct region *list) {
    list = region_last(list);
    return list && list->kind != REGION_RETURN && list->kind != REGION_BREAK && list->kind != REGION_CONTINUE &&
           list->kind != REGION_GOTO && list->kind != REGION_THROW;
}

/* What is no part of most turns: NULL: it may be. */
static const struct guard *guard_of_few(const struct evaluation *evaluation, const struct expr *condition, bool holds) {
    const struct costs *costs = evaluation->costs;
    if (kept_is_special(evaluation->scope, condition, holds))
        return guard_seldom(evaluation->algebra.atoms, SELDOM_KIND);
    if (thrown_is_off(costs->thrown, costs->unset, evaluation->scope, condition, holds))
        return guard_seldom(evaluation->algebra.atoms, SELDOM_OFF);
    return NULL;
}

/* `if (ask_server && !is_retried)`: that something is done once in a run of the function says nothing of others. What
 * is set up is then a condition like any other: nothing that is told apart from what is sure. */
static const struct guard *option_beside(const struct evaluation *evaluation, const struct guard *memo,
                                         const struct expr *condition, bool holds) {
    bool is_own_flag = expr_root(memo->path)->kind == EXPR_LOCAL;
    const struct guard *option = is_own_flag ? option_of_condition(evaluation->scope, condition, holds) : NULL;
    return option && option->path->kind == EXPR_GLOBAL
               ? guard_mode(evaluation->algebra.atoms, option->path, option->op, false, option->constant)
               : NULL;
}

/* What is kept, made because it was not found, or done once for each item, hardly ever runs, though it stands behind
 * one test. */
static uint32_t asked_of_arm(const struct evaluation *evaluation, const struct region *region, bool holds,
                             const struct guard *memo, const struct drained *drained) {
    bool is_kept =
        drained->is_rare || (memo && memo != drained->guard && !raised_before(evaluation->scope, memo, region->number));
    return is_kept || missing_is_made(evaluation->scope, region, holds) ? CONDITIONS_RARE : 1;
}

static void mark_call(struct region *region, void *context) {
    bool *is_noted = context;
    if (region->kind == REGION_CALL)
        is_noted[region->call->index] = true;
}

/* `is_sure`: nothing decides any more whether this arm runs; its condition is no mode. */
static struct exits evaluate_arm(struct evaluation *evaluation, const struct region *region, const struct facts *facts,
                                 bool holds, bool is_sure) {
    const struct facts *before = facts;
    const struct expr *condition = region->branch.condition;
    const struct region *arm = holds ? region->branch.then_list : region->branch.else_list;
    struct position position = position_of(evaluation, region);
    struct drained drained = drained_of(evaluation, condition, holds, position, arm);
    const struct guard *memo = drained.guard ? drained.guard : guard_of_arm(evaluation, region, holds, arm);
    facts = assume_outcome(&evaluation->assumptions, facts, condition, holds, position);
    const struct guard *option = is_sure ? NULL
                                 : memo  ? option_beside(evaluation, memo, condition, holds)
                                         : option_of_condition(evaluation->scope, condition, holds);
    const struct guard *key = is_sure || memo || !arm ? NULL : missing_key(evaluation, region, holds);
    if (!is_sure && !memo && !option && goes_on(arm))
        option = guard_of_few(evaluation, condition, holds);
    if (is_sure)
        facts = facts_with_conditions_of(evaluation->scope->scratch, facts, before);
    else if ((!memo || guard_is_state(memo)) && !option) /* a state is a condition like any other */
        facts = likely_in_arm(evaluation, before, facts, &region->branch, holds);
    if (!is_sure)
        facts = mode_of_defaults(evaluation->scope, facts, condition, holds, position);
    facts = memo ? facts_with(evaluation->scope->scratch, facts, memo) : facts;
    facts = key ? facts_with(evaluation->scope->scratch, facts, key) : facts;
    facts = option ? facts_with(evaluation->scope->scratch, facts, option) : facts;
    evaluation->facts =
        facts_asked(evaluation->scope->scratch, facts,
                    before->asked + (is_sure ? 0 : asked_of_arm(evaluation, region, holds, memo, &drained)));
    if (drained.is_rare && !drained.guard && !is_sure)
        region_walk((struct region *)arm, mark_call, evaluation->is_conditional);
    if (drained.is_of_item && !is_sure)
        region_walk((struct region *)arm, mark_call, evaluation->is_of_change);
    struct exits exits = evaluate_list(evaluation, arm);
    if (exits.by_kind[EXIT_RETURN].value && giving_up(evaluation->scope, &region->branch, holds)) {
        struct way *failed = &exits.by_kind[EXIT_FAILED];
        *failed = way_join(&evaluation->algebra, *failed, exits.by_kind[EXIT_RETURN]);
        exits.by_kind[EXIT_RETURN].value = NULL;
    }
    return filled_for_all(evaluation, condition, holds, arm) ? evaluate_set_aside(evaluation, exits) : exits;
}

/* What is done for one kind of element only. */
static void note_kinds(struct evaluation *evaluation, const struct branch *branch) {
    if (kept_is_one_kind(evaluation->scope, branch->condition, true))
        region_walk(branch->then_list, mark_call, evaluation->is_conditional);
    if (kept_is_one_kind(evaluation->scope, branch->condition, false))
        region_walk(branch->else_list, mark_call, evaluation->is_conditional);
}

static struct exits dead_arm(struct evaluation *evaluation, const struct region *arm) {
    evaluate_dead(evaluation, arm);
    return (struct exits){0};
}

static bool tests_pointer(const struct scope *scope, const struct expr *condition) {
    while (condition->kind == EXPR_UNARY || condition->kind == EXPR_BINARY)
        condition = condition->a;
    return scope_is_pointer(scope, condition);
}

/* The arm ends the process, throws, or refuses to work without a pointer: a call that gets there is a mistake, and the
 * opposite is no mode. */
static bool is_refusal(const struct evaluation *evaluation, const struct branch *branch, const struct exits *arm) {
    if (arm->by_kind[EXIT_NEXT].value || arm->by_kind[EXIT_BREAK].value || arm->by_kind[EXIT_CONTINUE].value ||
        arm->by_kind[EXIT_RETURN].value || arm->goto_count > 0)
        return false;
    return !arm->by_kind[EXIT_FAILED].value || tests_pointer(evaluation->scope, branch->condition);
}

/* Of the arms only one goes on: its condition holds for all that comes. */
static void add_memo_after(struct evaluation *evaluation, const struct region *region, bool holds, struct way *next) {
    struct drained drained =
        drained_of(evaluation, region->branch.condition, holds, position_of(evaluation, region), region->next);
    const struct guard *memo = drained.guard;
    if (drained.is_of_item)
        region_walk(region->next, mark_call, evaluation->is_of_change);
    if (!memo)
        memo = guard_memo_after(evaluation, region->branch.condition, holds, region);
    uint32_t last = evaluation->loop == LOOP_NONE ? UINT32_MAX : evaluation->scope->loops[evaluation->loop].end;
    if (!memo)
        memo = expiry_of(evaluation, region->branch.condition, holds, region->number + 1, last);
    if (!memo)
        memo = keyed_cache(evaluation, region->branch.condition, holds, position_of(evaluation, region),
                           region->number + 1, last);
    if (!memo)
        memo = kept_setting(evaluation, region->branch.condition, holds, position_of(evaluation, region),
                            region->number + 1, UINT32_MAX);
    if (!memo)
        memo = missing_key(evaluation, region, holds);
    if (memo)
        next->facts = facts_with(evaluation->scope->scratch, next->facts, memo);
}

/* Something in the arm ends the process, and not as `exit(0)` does. */
static bool ends_process(const struct scope *scope, const struct region *arm) {
    int64_t status;
    for (; arm; arm = arm->next) {
        if (arm->kind != REGION_CALL)
            continue;
        struct callee callee = costs_callee(scope->program, scope->function, arm->call, scope->scratch);
        if (callee_never_returns(scope->program, &callee))
            return arm->call->argument_count != 1 || !expr_is_constant(arm->call->arguments[0].value, &status) ||
                   status != 0;
    }
    return false;
}

/* What a library's function has said itself decides. */
static bool is_said_by_library(const struct scope *scope, const struct expr *condition) {
    while (condition->kind == EXPR_UNARY || condition->kind == EXPR_BINARY) {
        if (condition->kind == EXPR_BINARY && is_said_by_library(scope, condition->b))
            return true;
        condition = condition->a;
    }
    const struct call *call = scope_call(scope, condition);
    return call && costs_callee(scope->program, scope->function, call, scope->scratch).model;
}

/* Which arm runs when nothing fails. A run in which nothing fails does not end there: who waits until a server is down
 * (`while (ping() == OK) sleep(1);`) goes on when it is, though for ping() that is a failure. */
static enum truth truth_of_branch(const struct evaluation *evaluation, const struct region *region) {
    const struct branch *branch = &region->branch;
    const struct costs *costs = evaluation->costs;
    const struct scope *scope = evaluation->scope;
    struct known known = assume_value(&evaluation->assumptions, evaluation->facts, branch->condition);
    enum truth truth = known_is_true(&known);
    const struct region *dropped = truth == TRUTH_YES ? branch->else_list : branch->then_list;
    if (truth == TRUTH_UNKNOWN) {
        bool is_in_loop = evaluation->loop != LOOP_NONE;
        truth = is_in_loop ? packed_truth(scope, evaluation->loop, branch->condition, region->number) : truth;
        if (truth == TRUTH_UNKNOWN)
            truth = fallback_truth(evaluation->costs, scope, region);
        return truth != TRUTH_UNKNOWN ? truth : convention_of_branch(costs, scope, evaluation->loop, region);
    }
    const struct region *taken = truth == TRUTH_YES ? branch->then_list : branch->else_list;
    bool is_undecided =
        (ends_process(scope, taken) && !is_said_by_library(scope, branch->condition)) ||
        assume_is_tested_again(&evaluation->assumptions, evaluation->facts, branch->condition, dropped) ||
        (known.is_guess && convention_asks(costs, scope, dropped));
    return is_undecided ? TRUTH_UNKNOWN : truth;
}

/* An option says something of the arms alone: that something is set up is no reason to do what comes behind. */
static void leave_option(struct evaluation *evaluation, const struct facts *before, struct exits *exits) {
    for (int i = 0; i < EXIT_COUNT; i++)
        if (exits->by_kind[i].value)
            exits->by_kind[i].facts =
                facts_without_options(evaluation->scope->scratch, exits->by_kind[i].facts, before);
}

struct exits evaluate_branch(struct evaluation *evaluation, const struct region *region) {
    const struct branch *branch = &region->branch;
    const struct facts *facts = evaluation->facts;
    enum truth truth = truth_of_branch(evaluation, region);
    struct exits then_exits = truth == TRUTH_NO ? dead_arm(evaluation, branch->then_list)
                                                : evaluate_arm(evaluation, region, facts, true, truth == TRUTH_YES);
    struct exits else_exits = truth == TRUTH_YES ? dead_arm(evaluation, branch->else_list)
                                                 : evaluate_arm(evaluation, region, facts, false, truth == TRUTH_NO);
    if (truth == TRUTH_UNKNOWN)
        note_kinds(evaluation, branch);
    if (truth != TRUTH_NO)
        then_exits = evaluate_rare_arm(evaluation, branch, then_exits);
    if (truth != TRUTH_YES && branch->else_list)
        else_exits = evaluate_rare_else(evaluation, branch, else_exits);
    struct exits both = exits_join(&evaluation->algebra, then_exits, else_exits);
    leave_option(evaluation, facts, &both);
    struct way *next = &both.by_kind[EXIT_NEXT];
    bool refuses = is_refusal(evaluation, branch, &then_exits) || is_refusal(evaluation, branch, &else_exits);
    if (next->value && refuses)
        next->facts = facts_with_conditions_of(evaluation->scope->scratch, next->facts, facts);
    if (next->value && (refuses || (then_exits.by_kind[EXIT_NEXT].value && else_exits.by_kind[EXIT_NEXT].value)))
        next->facts = facts_asked(evaluation->scope->scratch, next->facts, facts->asked);
    if (next->value)
        next->facts = likely_restored(evaluation, facts, next->facts);
    if (next->value && !(then_exits.by_kind[EXIT_NEXT].value && else_exits.by_kind[EXIT_NEXT].value))
        next->facts = facts_early(evaluation->scope->scratch, next->facts, facts);
    if (truth == TRUTH_UNKNOWN && !then_exits.by_kind[EXIT_NEXT].value && else_exits.by_kind[EXIT_NEXT].value)
        add_memo_after(evaluation, region, false, next);
    return both;
}

/* --- switch ------------------------------------------------------------------------------------------------------ */

static bool can_be_case(const struct known *known, const struct switch_case *one) {
    int64_t value;
    for (uint32_t i = 0; i < one->value_count; i++)
        if (!expr_is_constant(one->values[i], &value) || known_compare(known, OP_EQUAL, value) != TRUTH_NO)
            return true;
    return false;
}

static bool is_named(const struct switch_region *region, int64_t wanted) {
    int64_t value;
    for (uint32_t i = 0; i < region->case_count; i++)
        for (uint32_t k = 0; k < region->cases[i].value_count; k++)
            if (expr_is_constant(region->cases[i].values[k], &value) && value == wanted)
                return true;
    return false;
}

/* Something that no case names may come; of statuses, naming one success means that the rest are failures. */
static bool can_be_default(const struct known *known, const struct switch_region *region) {
    uint32_t named = 0;
    if (known->kind != KNOWN_VALUES)
        return true;
    for (uint32_t i = 0; i < known->count; i++)
        named += is_named(region, known->values[i]);
    return known->is_status ? named == 0 : named < known->count;
}

static const struct facts *facts_of_case(struct evaluation *evaluation, const struct region *region,
                                         const struct switch_case *one, const struct facts *facts) {
    int64_t value;
    if (one->is_default || one->value_count == 0 || !expr_is_constant(one->values[0], &value))
        return facts;
    struct expr test = {.kind = EXPR_BINARY, .op = OP_EQUAL, .a = region->switch_.value, .b = one->values[0]};
    const struct guard *option = option_of_condition(evaluation->scope, &test, true);
    if (one->value_count > 1)
        return facts;
    facts = option ? facts_with(evaluation->scope->scratch, facts, option) : facts;
    return assume_outcome(&evaluation->assumptions, facts, &test, true, position_of(evaluation, region));
}

/* What a case that ends the one state that it is for counts as. */
static uint32_t asked_of_case(struct evaluation *evaluation, const struct region *region,
                              const struct switch_case *one) {
    bool is_one = one->value_count == 1 && !one->is_default;
    struct expr test = {
        .kind = EXPR_BINARY, .op = OP_EQUAL, .a = region->switch_.value, .b = is_one ? one->values[0] : NULL};
    if (!is_one)
        return 1;
    struct drained drained = drained_of(evaluation, &test, true, position_of(evaluation, region), one->body);
    if (drained.is_of_item)
        region_walk(one->body, mark_call, evaluation->is_of_change);
    return drained.is_rare ? CONDITIONS_RARE : 1;
}

struct exits evaluate_switch(struct evaluation *evaluation, const struct region *region) {
    const struct algebra *algebra = &evaluation->algebra;
    const struct switch_region *cases = &region->switch_;
    const struct facts *facts = evaluation->facts;
    struct known known = assume_value(&evaluation->assumptions, facts, cases->value);
    bool has_default = false, has_other = can_be_default(&known, cases);
    struct exits all = {0};
    struct way falling = {NULL, NULL}; /* from the case before */
    for (uint32_t i = 0; i < cases->case_count; i++) {
        const struct switch_case *one = &cases->cases[i];
        has_default |= one->is_default;
        bool is_entered = can_be_case(&known, one) || (one->is_default && has_other);
        if (!is_entered && !falling.value) {
            evaluate_dead(evaluation, one->body);
            continue;
        }
        const struct facts *taken = facts_of_case(evaluation, region, one, facts);
        taken = facts_asked(evaluation->scope->scratch, taken, facts->asked + asked_of_case(evaluation, region, one));
        bool is_fallen_into = falling.value != NULL;
        struct way entry = {is_entered ? &value_zero : NULL, taken};
        entry = way_join(algebra, entry, falling);
        evaluation->facts = entry.facts;
        struct exits run =
            exits_sequence(algebra, exits_next(entry.value, entry.facts), evaluate_list(evaluation, one->body));
        if (!is_fallen_into && passed_state_is_once(evaluation->scope, evaluation->loop, cases, one))
            run = evaluate_set_aside(evaluation, run);
        falling = run.by_kind[EXIT_NEXT];
        run.by_kind[EXIT_NEXT].value = NULL;
        all = exits_join(algebra, all, run);
    }
    struct way next = way_join(algebra, falling, all.by_kind[EXIT_BREAK]);
    if (!has_default && has_other)
        next = way_join(algebra, next, (struct way){&value_zero, facts});
    all.by_kind[EXIT_BREAK].value = NULL;
    if (next.value)
        next.facts = facts_asked(evaluation->scope->scratch, next.facts, facts->asked);
    all.by_kind[EXIT_NEXT] = next;
    leave_option(evaluation, facts, &all);
    return all;
}

/* --- try --------------------------------------------------------------------------------------------------------- */

/* What throws has failed: handlers only run where there is no other way on. */
struct exits evaluate_try(struct evaluation *evaluation, const struct try_region *region) {
    const struct algebra *algebra = &evaluation->algebra;
    struct exits all = evaluate_list(evaluation, region->body);
    struct way thrown = all.by_kind[EXIT_THROW];
    bool goes_on = all.by_kind[EXIT_NEXT].value || all.by_kind[EXIT_RETURN].value || all.goto_count > 0 ||
                   all.by_kind[EXIT_BREAK].value || all.by_kind[EXIT_CONTINUE].value;
    if (region->handler_count == 0)
        return all;
    all.by_kind[EXIT_THROW].value = NULL;
    for (uint32_t i = 0; i < region->handler_count; i++) {
        if (goes_on || !thrown.value) {
            evaluate_dead(evaluation, region->handlers[i].body);
            continue;
        }
        evaluation->facts = thrown.facts;
        struct exits handler = evaluate_list(evaluation, region->handlers[i].body);
        all = exits_join(algebra, all, exits_sequence(algebra, exits_next(thrown.value, thrown.facts), handler));
    }
    return all;
}
