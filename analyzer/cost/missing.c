/* Tests: testdata/call-in-loop/bad_likely_path.c, bad_found_or_made.c, good_found_or_made.c */
#include "cost/missing.h"

#include "base/error.h"
#include "cost/evaluate_internal.h"
#include "cost/kept.h"
#include "turns/path.h"

#define DEPTH 3 /* calls from the one that is given what was made to the function that puts it somewhere */

/* --- one test ----------------------------------------------------------------------------------------------------- */

/* The local variable that is 0 where the condition holds (or does not); NULL: the condition says more, or else. */
static const struct expr *variable_that_is_0(const struct expr *condition, bool holds) {
    int64_t value;
    while (condition->kind == EXPR_UNARY && condition->op == OP_NOT) {
        condition = condition->a;
        holds = !holds;
    }
    if (condition->kind == EXPR_BINARY && (condition->op == OP_EQUAL || condition->op == OP_NOT_EQUAL) &&
        expr_is_constant(condition->b, &value) && value == 0) {
        holds = condition->op == OP_EQUAL ? !holds : holds;
        condition = condition->a;
    }
    return !holds && condition->kind == EXPR_LOCAL ? condition : NULL;
}

static bool is_looked_for(const struct scope *scope, const struct assignment *a) {
    const struct call *call = scope_call(scope, a->assign->value);
    return call ? call->argument_count > 0 : a->loop != LOOP_NONE && a->assign->value;
}

static uint32_t last_number_of(const struct region *branch) {
    const struct region *lists[] = {branch->branch.then_list, branch->branch.else_list};
    uint32_t last = branch->number;
    for (int i = 0; i < 2; i++)
        for (const struct region *list = lists[i]; list; list = list->next)
            last = list->number > last ? list->number : last;
    return last;
}

static bool leaves(const struct region *list) {
    list = region_last(list);
    return list && list->kind == REGION_RETURN;
}

bool missing_is_made(const struct scope *scope, const struct region *branch, bool holds) {
    const struct expr *variable = variable_that_is_0(branch->branch.condition, holds);
    const struct region *arm = holds ? branch->branch.then_list : branch->branch.else_list;
    const struct region *other = holds ? branch->branch.else_list : branch->branch.then_list;
    bool is_searched = false, is_made = false;
    if (!variable || !scope_is_pointer(scope, variable) || !(arm || leaves(other)))
        return false;
    uint32_t last = arm ? last_number_of(branch) : UINT32_MAX;
    for (const struct assignment *a = NULL; (a = scope_next(scope, variable, a)) != NULL;) {
        if (!assignment_is_to(a, variable))
            continue;
        is_searched |= a->number < branch->number && is_looked_for(scope, a);
        is_made |= a->number > branch->number && a->number <= last && scope_call(scope, a->assign->value);
    }
    return is_searched && is_made;
}

/* --- the key ------------------------------------------------------------------------------------------------------ */

struct key_search {
    const struct scope *scope;
    const struct expr *key; /* that elements are compared with; hangs on a parameter */
};

static void compare_sides(struct key_search *search, const struct expr *a, const struct expr *b) {
    if (expr_root(a)->kind == EXPR_PARAMETER && expr_root(b)->kind == EXPR_LOCAL && path_can_be(a))
        search->key = a;
}

static void read_condition(struct key_search *search, const struct expr *condition) {
    const struct expr *a, *b;
    bool is_text;
    while (condition->kind == EXPR_UNARY && condition->op == OP_NOT)
        condition = condition->a;
    if (condition->kind == EXPR_BINARY && (condition->op == OP_AND || condition->op == OP_OR)) {
        read_condition(search, condition->a);
        read_condition(search, condition->b);
    } else if (kept_is_equality(search->scope, condition, true, &a, &b, &is_text) ||
               kept_is_equality(search->scope, condition, false, &a, &b, &is_text)) {
        compare_sides(search, a, b);
        compare_sides(search, b, a);
    }
}

static void search_key(struct region *region, void *context) {
    struct key_search *search = context;
    if (region->kind == REGION_BRANCH && !search->key)
        read_condition(search, region->branch.condition);
}

static const struct expr *key_in(const struct scope *scope, struct region *list) {
    struct key_search search = {scope, NULL};
    region_walk(list, search_key, &search);
    return search.key;
}

/* What find(name) looks for, of the function that calls it. */
static const struct expr *key_of_call(const struct evaluation *evaluation, const struct call *call) {
    const struct scope *scope = evaluation->scope;
    struct callee callee = costs_callee(scope->program, scope->function, call, scope->scratch);
    struct error ignored = {0};
    const struct function *body = callee.model || callee.targets.count != 1
                                      ? NULL
                                      : program_body(scope->program, callee.targets.functions[0], &ignored);
    error_finish(&ignored);
    if (!body || body->loop_count == 0)
        return NULL;
    struct scope inner;
    scope_init(&inner, scope->program, scope->atoms, scope->scratch, callee.targets.functions[0], body);
    const struct expr *key = key_in(&inner, body->body);
    const struct expr *passed = key && key->kind == EXPR_PARAMETER && key->index < call->argument_count
                                    ? call->arguments[key->index].value
                                    : NULL;
    return passed && expr_root(passed)->kind == EXPR_PARAMETER && path_can_be(passed) ? passed : NULL;
}

static const struct expr *key_before(const struct evaluation *evaluation, const struct expr *variable,
                                     uint32_t number) {
    const struct scope *scope = evaluation->scope;
    const struct expr *key = NULL;
    for (const struct assignment *a = NULL; (a = scope_next(scope, variable, a)) != NULL;) {
        if (a->number >= number || !assignment_is_to(a, variable) || !is_looked_for(scope, a))
            continue;
        const struct call *call = scope_call(scope, a->assign->value);
        key = call ? key_of_call(evaluation, call) : key_in(scope, scope->loops[a->loop].region->loop->body);
    }
    return key;
}

/* --- where it is put ---------------------------------------------------------------------------------------------- */

struct putting {
    const struct evaluation *evaluation;
    uint32_t function;      /* that is read */
    const struct expr *own; /* the object there; NULL: any variable of the function */
    int depth;
    bool is_found;
};

static void search_putting(struct region *region, void *context);

static bool stores(const struct putting *putting, uint32_t function, const struct expr *own) {
    struct error ignored = {0};
    const struct function *body = program_body(putting->evaluation->costs->program, function, &ignored);
    struct putting inner = {putting->evaluation, function, own, putting->depth - 1, false};
    if (body && inner.depth >= 0)
        region_walk(body->body, search_putting, &inner);
    error_finish(&ignored);
    return inner.is_found;
}

/* Into a list, or a field of something; into a global, where the function was not given the object. */
static bool is_put(const struct putting *putting, const struct assign *assign) {
    const struct expr *target = assign->target, *own = putting->own;
    if (!assign->value)
        return false;
    if (expr_root(target)->kind == EXPR_GLOBAL)
        return own ? expr_is_equal(assign->value, own) : assign->value->kind == EXPR_LOCAL;
    bool is_place = target->kind == EXPR_FIELD || target->kind == EXPR_ELEMENT || target->kind == EXPR_DEREF;
    return own && own->kind == EXPR_PARAMETER && is_place && expr_is_equal(assign->value, own);
}

static void search_putting(struct region *region, void *context) {
    struct putting *putting = context;
    if (putting->is_found || (region->kind != REGION_CALL && region->kind != REGION_ASSIGN))
        return;
    if (region->kind == REGION_ASSIGN) {
        putting->is_found = is_put(putting, &region->assign);
        return;
    }
    const struct evaluation *evaluation = putting->evaluation;
    struct callee callee =
        costs_callee(evaluation->costs->program, putting->function, region->call, evaluation->scope->scratch);
    for (uint32_t i = 0; putting->own && i < region->call->argument_count && !putting->is_found; i++) {
        struct expr passed = {.kind = EXPR_PARAMETER, .index = i};
        if (!callee.model && callee.targets.count == 1 && expr_is_equal(region->call->arguments[i].value, putting->own))
            putting->is_found = stores(putting, callee.targets.functions[0], &passed);
    }
}

/* By this function, or by the one that makes it. */
static bool is_put_somewhere(const struct evaluation *evaluation, const struct expr *variable, uint32_t first) {
    const struct scope *scope = evaluation->scope;
    struct putting putting = {evaluation, scope->function, variable, DEPTH, false};
    region_walk(scope->body->body, search_putting, &putting);
    for (const struct assignment *a = NULL; !putting.is_found && (a = scope_next(scope, variable, a)) != NULL;) {
        const struct call *call = a->number > first ? scope_call(scope, a->assign->value) : NULL;
        struct callee callee = {0};
        if (call)
            callee = costs_callee(scope->program, scope->function, call, scope->scratch);
        putting.is_found =
            call && !callee.model && callee.targets.count == 1 && stores(&putting, callee.targets.functions[0], NULL);
    }
    return putting.is_found;
}

const struct guard *missing_key(const struct evaluation *evaluation, const struct region *branch, bool holds) {
    const struct scope *scope = evaluation->scope;
    if (evaluation->loop != LOOP_NONE || !missing_is_made(scope, branch, holds))
        return NULL;
    const struct expr *variable = variable_that_is_0(branch->branch.condition, holds);
    const struct expr *key = key_before(evaluation, variable, branch->number);
    return key && is_put_somewhere(evaluation, variable, branch->number)
               ? guard_memo_of_key(scope->atoms, path_convert(scope, key))
               : NULL;
}
