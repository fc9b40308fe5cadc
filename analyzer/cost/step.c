/* Loops that wait by calls that do not block. Tests: testdata/call-in-loop/good_steps.c, bad_steps.c */
#include "cost/step.h"

#include "cost/cost.h"
#include "cost/pause.h"

struct driving {
    struct costs *costs;
    const struct scope *scope;
    const struct call *call;
    bool by_result;
    bool is_driven;
    bool has_exit; /* an arm that was looked at leaves something */
};

/* --- the test reads what the call has told ----------------------------------------------------------------------- */

/* `&running` */
static bool reads_argument(const struct driving *driving, const struct expr *test) {
    for (uint32_t i = 0; i < driving->call->argument_count; i++) {
        const struct expr *value = driving->call->arguments[i].value;
        if (value->kind == EXPR_ADDRESS && expr_mentions(test, value->a))
            return true;
    }
    return false;
}

static bool is_result(const struct driving *driving, const struct expr *expr) {
    const struct call *call = expr ? scope_call(driving->scope, expr) : NULL;
    return call && call->index == driving->call->index;
}

/* `while (drive(m))`, or by a variable. */
static bool reads_result(const struct driving *driving, const struct expr *test) {
    if (!test)
        return false;
    if (is_result(driving, test))
        return true;
    if (test->kind == EXPR_LOCAL)
        for (const struct assignment *a = NULL; (a = scope_next(driving->scope, test, a)) != NULL;)
            if (is_result(driving, a->assign->value))
                return true;
    return reads_result(driving, test->a) || reads_result(driving, test->b) || reads_result(driving, test->c);
}

static bool reads_news(const struct driving *driving, const struct expr *test) {
    return test && (reads_argument(driving, test) || (driving->by_result && reads_result(driving, test)));
}

/* --- loops ------------------------------------------------------------------------------------------------------- */

static void find_exit(struct region *region, void *context) {
    struct driving *driving = context;
    driving->has_exit |= region->kind == REGION_BREAK || region->kind == REGION_RETURN || region->kind == REGION_GOTO;
}

static bool leaves(struct driving *driving, struct region *list) {
    driving->has_exit = false;
    if (list)
        region_walk(list, find_exit, driving);
    return driving->has_exit;
}

/* A helper that waits for an answer of its own: the loop does not wait for what is under way, but for that. */
static bool asks(const struct driving *driving, const struct call *call) {
    const struct costs *costs = driving->costs;
    const struct scope *scope = driving->scope;
    struct callee callee = costs_callee(costs->program, scope->function, call, scope->scratch);
    bool asks = false;
    for (uint32_t i = 0; i < callee.targets.count; i++) {
        const struct value *value = &costs->functions[callee.targets.functions[i]].value;
        asks |= value->trips || wait_first_call(value) != CALL_NONE;
    }
    return asks;
}

static bool pauses(const struct driving *driving, const struct region *call) {
    unsigned must = pause_call(driving->costs->pauses, driving->scope, call).must;
    return (must & (PAUSES_EVENT | PAUSES_TIME)) != 0 && !asks(driving, call->call);
}

/* `if (!running) break;`, or a wait for something from outside. */
static void look_inside(struct region *region, void *context) {
    struct driving *driving = context;
    if (driving->is_driven || driving->scope->is_dead[region->number])
        return;
    if (region->kind == REGION_BRANCH)
        driving->is_driven = reads_news(driving, region->branch.condition) &&
                             (leaves(driving, region->branch.then_list) || leaves(driving, region->branch.else_list));
    else if (region->kind == REGION_CALL)
        driving->is_driven = pauses(driving, region);
}

bool step_is_driven(struct costs *costs, const struct scope *scope, const struct call *call, bool by_result) {
    struct driving driving = {.costs = costs, .scope = scope, .call = call, .by_result = by_result};
    if (asks(&driving, call))
        return false;
    for (uint32_t i = 0; i < scope->body->loop_count && !driving.is_driven; i++) {
        if (!scope_is_inside(scope, scope->calls[call->index].number, i))
            continue;
        const struct loop *loop = scope->loops[i].region->loop;
        driving.is_driven = reads_news(&driving, loop->condition);
        region_walk(loop->condition_list, look_inside, &driving);
        region_walk(loop->body, look_inside, &driving);
    }
    return driving.is_driven;
}
