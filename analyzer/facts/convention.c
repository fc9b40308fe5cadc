/* Conventions of C. Tests: testdata/_cost/conventions.region */
#include "facts/convention.h"

#include "facts/names.h"
#include "turns/captured.h"

#include <string.h>

/* --- requests ---------------------------------------------------------------------------------------------------- */

/* Something in the expression may be another on the next turn. */
static bool may_change(const struct scope *scope, const struct expr *expr, uint32_t loop) {
    if (!expr)
        return false;
    switch ((enum expr_kind)expr->kind) {
    case EXPR_CALL:
    case EXPR_LIST:
    case EXPR_OPAQUE:
        return true;
    case EXPR_LOCAL:
    case EXPR_PARAMETER:
    case EXPR_GLOBAL:
    case EXPR_FIELD:
        if (scope_is_assigned_in(scope, expr, loop))
            return true;
        break;
    default:
        break;
    }
    return may_change(scope, expr->a, loop) || may_change(scope, expr->b, loop) || may_change(scope, expr->c, loop);
}

static bool is_asked_anew(const struct scope *scope, const struct model *model, const struct call *call) {
    uint32_t loop = scope->calls[call->index].loop;
    if (loop == LOOP_NONE)
        return false;
    for (uint32_t i = 0; i < call->argument_count; i++)
        if (!(model && model->handle == (int32_t)i) && may_change(scope, call->arguments[i].value, loop))
            return true;
    return may_change(scope, call->receiver, loop);
}

bool convention_is_asked_anew(const struct scope *scope, const struct call *call) {
    return is_asked_anew(scope, NULL, call);
}

/* --- results ----------------------------------------------------------------------------------------------------- */

enum result_kind { RESULT_UNKNOWN, RESULT_POINTER, RESULT_TRUTH, RESULT_NUMBER };

static enum result_kind result_of_type(const char *type) {
    if (!type || !type[0])
        return RESULT_UNKNOWN;
    if (name_is_pointer(type))
        return RESULT_POINTER;
    return strstr(type, "ool") ? RESULT_TRUTH : RESULT_NUMBER;
}

static enum result_kind result_of(const struct call *call) { return result_of_type(call->type); }

struct known convention_success(const struct scope *scope, const struct model *model, const struct call *call) {
    bool dials = model->effect == EFFECT_CONNECT;
    if (!dials && model->effect != EFFECT_ROUNDTRIP)
        return (struct known){0};
    switch (result_of(call)) {
    case RESULT_POINTER:
        if (!dials && is_asked_anew(scope, model, call))
            return (struct known){0};
        return (struct known){.kind = KNOWN_NONZERO, .is_guess = !dials};
    case RESULT_NUMBER:
        return (struct known){.kind = KNOWN_NOT_NEGATIVE};
    default:
        return (struct known){0};
    }
}

struct known convention_at_call(const struct scope *scope, struct known returned, const struct call *call) {
    bool is_pointer = returned.is_guess && returned.kind == KNOWN_NONZERO;
    return is_pointer && is_asked_anew(scope, NULL, call) ? (struct known){0} : returned;
}

/* --- arms -------------------------------------------------------------------------------------------------------- */

static bool asks_model(const struct model *model) {
    return model->effect == EFFECT_ROUNDTRIP || model->effect == EFFECT_SEND || model->effect == EFFECT_WAIT;
}

static bool is_paid(const struct costs *costs, const struct targets *targets) {
    for (uint32_t i = 0; i < targets->count; i++) {
        const struct function_cost_summary *summary = &costs->functions[targets->functions[i]];
        if (summary->is_done && !value_is_free(&summary->value))
            return true;
    }
    return false;
}

struct asking {
    const struct costs *costs;
    const struct scope *scope;
    bool asks;
};

static void find_asking(struct region *region, void *context) {
    struct asking *asking = context;
    if (region->kind != REGION_CALL)
        return;
    const struct scope *scope = asking->scope;
    struct callee callee = costs_callee(asking->costs->program, scope->function, region->call, scope->scratch);
    asking->asks |= callee.model ? asks_model(callee.model) : is_paid(asking->costs, &callee.targets);
}

bool convention_asks(const struct costs *costs, const struct scope *scope, const struct region *list) {
    struct asking asking = {costs, scope, false};
    region_walk((struct region *)list, find_asking, &asking);
    return asking.asks;
}

/* --- trying again ------------------------------------------------------------------------------------------------ */

struct attempt {
    const struct costs *costs;
    const struct scope *scope;
    uint32_t loop;
    const struct call *call;    /* that is made again */
    const struct expr *answer;  /* the variable that holds its result, or the result */
    bool is_field;              /* the test is of a truth in the record that it returns */
    const struct region *leave; /* the arm that leaves */
    bool dials;
    bool uses_answer;
};

static bool leaves(const struct region *list) {
    const struct region *last = region_last(list);
    return last && (last->kind == REGION_RETURN || last->kind == REGION_BREAK);
}

static bool is_truth_field(const struct scope *scope, const struct expr *field) {
    return result_of_type(scope->unit->symbols[field->index].type) == RESULT_TRUTH;
}

/* The tested call of this loop; `*says_zero`: where the condition holds, its result is 0; else it is not. */
static bool read_test(struct attempt *attempt, const struct region *branch, bool *says_zero) {
    const struct scope *scope = attempt->scope;
    const struct expr *test = branch->branch.condition;
    int64_t zero;
    *says_zero = false;
    for (; test->kind == EXPR_UNARY && test->op == OP_NOT; test = test->a)
        *says_zero = !*says_zero;
    if (test->kind == EXPR_BINARY) {
        if ((test->op != OP_EQUAL && test->op != OP_NOT_EQUAL) || !expr_is_constant(test->b, &zero) || zero != 0)
            return false;
        *says_zero ^= test->op == OP_EQUAL;
        test = test->a;
    }
    const struct position here = {branch->number, attempt->loop};
    const struct assignment *set = test->kind == EXPR_LOCAL ? scope_definition(scope, test, here) : NULL;
    attempt->answer = test;
    const struct expr *value = set ? set->assign->value : test;
    if (value->kind == EXPR_FIELD && value->a->kind == EXPR_LOCAL && is_truth_field(scope, value)) {
        attempt->is_field = true; /* `auto [ok, why] = f(); if (ok)`, `r = f(); if (r.ok)` */
        set = scope_definition(scope, value->a, set ? scope_at_assignment(set) : here);
        value = set ? set->assign->value : value;
    }
    attempt->call = scope_call(scope, value);
    return attempt->call && scope->calls[attempt->call->index].loop == attempt->loop;
}

/* Of the two ways on from the test, `says_zero` or not, one is what functions of C say when all went well. */
static bool is_well(const struct attempt *attempt, bool says_zero) {
    if (attempt->is_field)
        return !says_zero;
    switch (result_of(attempt->call)) {
    case RESULT_NUMBER:
        return says_zero;
    case RESULT_POINTER:
    case RESULT_TRUTH:
        return !says_zero;
    default:
        return false;
    }
}

/* What is called again asks for another thing than before. */
static bool moves_on(const struct scope *scope, const struct targets *targets) {
    for (uint32_t i = 0; i < targets->count; i++)
        if (captured_is_moved(scope, targets->functions[i]))
            return true;
    return false;
}

static bool is_tried(struct attempt *attempt) {
    const struct scope *scope = attempt->scope;
    struct callee callee = costs_callee(attempt->costs->program, scope->function, attempt->call, scope->scratch);
    const struct model *model = callee.model;
    if (!model)
        return is_paid(attempt->costs, &callee.targets) && !is_asked_anew(scope, NULL, attempt->call) &&
               !moves_on(scope, &callee.targets);
    attempt->dials = model->effect == EFFECT_CONNECT;
    bool is_request = attempt->dials || model->effect == EFFECT_ROUNDTRIP;
    return is_request && model->failure == FAILURE_UNKNOWN &&
           (attempt->dials || !is_asked_anew(scope, model, attempt->call));
}

/* --- what the turns do with the answer --------------------------------------------------------------------------- */

/* An object that the call may fill or move on. */
static bool may_write(const struct argument *argument) {
    if (argument->value->kind == EXPR_CONSTANT || argument->value->kind == EXPR_STRING)
        return false;
    return argument->value->kind == EXPR_ADDRESS ||
           (argument->type && strpbrk(argument->type, "*[&") && strncmp(argument->type, "const ", 6) != 0);
}

/* The answer, or a part of what the call was given to fill. */
static bool looks_at_answer(const struct attempt *attempt, const struct expr *expr) {
    if (expr_mentions(expr, attempt->answer))
        return true;
    for (uint32_t i = 0; i < attempt->call->argument_count; i++) {
        const struct argument *argument = &attempt->call->arguments[i];
        bool is_filled = argument->value->kind == EXPR_ADDRESS;
        if (may_write(argument) && expr_mentions(expr, expr_root(argument->value)) &&
            (is_filled || expr->kind == EXPR_FIELD || expr->kind == EXPR_DEREF || expr->kind == EXPR_ELEMENT))
            return true;
    }
    return false;
}

static bool is_message(const struct call *call) {
    for (uint32_t i = 0; i < call->argument_count; i++)
        if (call->arguments[i].value->kind == EXPR_STRING)
            return true;
    return false;
}

/* Its object is passed to another call, which may change what is asked for. */
static bool may_prepare(const struct attempt *attempt, const struct call *call) {
    for (uint32_t i = 0; i < call->argument_count; i++)
        for (uint32_t k = 0; k < attempt->call->argument_count; k++) {
            const struct expr *root = expr_root(attempt->call->arguments[k].value);
            if (root->kind != EXPR_CONSTANT && root->kind != EXPR_STRING &&
                expr_mentions(call->arguments[i].value, root))
                return true;
        }
    return false;
}

static bool call_uses_answer(const struct attempt *attempt, const struct call *call) {
    const struct scope *scope = attempt->scope;
    if (call == attempt->call || is_message(call))
        return false;
    struct callee callee = costs_callee(attempt->costs->program, scope->function, call, scope->scratch);
    if (callee.model && callee.model->effect == EFFECT_CONNECT)
        return false;
    for (uint32_t i = 0; i < call->argument_count; i++)
        if (looks_at_answer(attempt, call->arguments[i].value))
            return true;
    return may_prepare(attempt, call);
}

/* do { ... } while (0) */
static bool is_block(const struct loop *loop) {
    int64_t again;
    return loop->form == LOOP_DO && expr_is_constant(loop->condition, &again) && again == 0;
}

static void find_use(struct region *region, void *context) {
    struct attempt *attempt = context;
    if (region_list_holds(attempt->leave, region->number))
        return;
    switch ((enum region_kind)region->kind) {
    case REGION_CALL:
        attempt->uses_answer |= call_uses_answer(attempt, region->call);
        break;
    case REGION_ASSIGN:
        attempt->uses_answer |= !expr_is_equal(region->assign.target, attempt->answer) && region->assign.value &&
                                looks_at_answer(attempt, region->assign.value);
        break;
    case REGION_LOOP: /* something is done with each of something */
        attempt->uses_answer |= !is_block(region->loop);
        break;
    default:
        break;
    }
}

/* --- the end ----------------------------------------------------------------------------------------------------- */

static bool tells_failure(const struct region *region, const struct region *leave) {
    int64_t end, good;
    if (region->kind == REGION_THROW)
        return true;
    if (region->kind != REGION_RETURN || !region->value || !expr_is_constant(region->value, &end))
        return false;
    if (leave->kind != REGION_RETURN || !leave->value)
        return end < 0;
    return end < 0 || !expr_is_constant(leave->value, &good) || good != end;
}

static bool never_returns(const struct scope *scope, const struct region *region) {
    return region->kind == REGION_CALL && region->call->symbol != SYMBOL_NONE &&
           symbol_is(&scope->unit->symbols[region->call->symbol], SYMBOL_NORETURN);
}

static bool ends_badly(const struct scope *scope, const struct region *list, const struct region *leave) {
    const struct region *last = region_last(list);
    return last && (tells_failure(last, leave) || never_returns(scope, last));
}

struct leaving_search {
    const struct scope *scope;
    bool leaves;
};

static void find_leaving(struct region *region, void *context) {
    struct leaving_search *search = context;
    search->leaves |= region->kind == REGION_RETURN || region->kind == REGION_GOTO || region->kind == REGION_THROW ||
                      region->kind == REGION_LABEL || never_returns(search->scope, region);
}

static bool can_leave(const struct scope *scope, const struct region *region) {
    struct leaving_search search = {scope, false};
    struct region alone = *region;
    alone.next = NULL;
    region_walk(&alone, find_leaving, &search);
    return search.leaves;
}

struct behind_search {
    const struct region *inner; /* the last one of the list looked for */
    const struct region *found;
};

static void find_try(struct region *region, void *context) {
    struct behind_search *search = context;
    if (region->kind == REGION_TRY && region_last(region->try_.body) == search->inner)
        search->found = region;
}

/* What runs next when the region is done: where it is the last one of a try block, what stands behind that. */
static const struct region *behind(const struct scope *scope, const struct region *region) {
    while (region && !region->next) {
        struct behind_search search = {region, NULL};
        region_walk(scope->body->body, find_try, &search);
        region = search.found;
    }
    return region ? region->next : NULL;
}

/* What comes behind the loop says that it failed: the first thing that leaves, or that a test lets leave. */
static bool fails_behind(const struct attempt *attempt) {
    const struct scope *scope = attempt->scope;
    const struct region *leave = region_last(attempt->leave);
    const struct region *region = behind(scope, scope->loops[attempt->loop].region);
    while (region && !can_leave(scope, region))
        region = behind(scope, region);
    if (!region)
        return false;
    if (leave->kind == REGION_RETURN)
        return tells_failure(region, leave) || never_returns(scope, region);
    return region->kind == REGION_BRANCH &&
           (ends_badly(scope, region->branch.then_list, leave) || ends_badly(scope, region->branch.else_list, leave));
}

/* `return n;` of what the turns have made is no success of the last one. */
static bool returns_work(const struct attempt *attempt) {
    const struct region *leave = region_last(attempt->leave);
    if (leave->kind != REGION_RETURN || !leave->value || expr_mentions(leave->value, attempt->answer))
        return false;
    return may_change(attempt->scope, leave->value, attempt->loop);
}

static bool leaves_well(const struct region *list) {
    int64_t value;
    const struct region *last = region_last(list);
    return last->kind == REGION_BREAK || !last->value || !expr_is_constant(last->value, &value) || value >= 0;
}

enum truth convention_of_branch(const struct costs *costs, const struct scope *scope, uint32_t loop,
                                const struct region *region) {
    const struct branch *branch = &region->branch;
    struct attempt attempt = {.costs = costs, .scope = scope, .loop = loop};
    bool says_zero, on_true = leaves(branch->then_list);
    if (loop == LOOP_NONE || on_true == leaves(branch->else_list) || !read_test(&attempt, region, &says_zero))
        return TRUTH_UNKNOWN;
    attempt.leave = on_true ? branch->then_list : branch->else_list;
    if (!is_well(&attempt, says_zero == on_true) || !leaves_well(attempt.leave) || !is_tried(&attempt) ||
        !fails_behind(&attempt) || returns_work(&attempt))
        return TRUTH_UNKNOWN;
    if (!attempt.dials)
        region_walk(scope->loops[loop].region->loop->body, find_use, &attempt);
    if (attempt.uses_answer)
        return TRUTH_UNKNOWN;
    return on_true ? TRUTH_YES : TRUTH_NO;
}
