/* Tests: testdata/call-in-loop/good_redirected.c, bad_redirected.c */
#include "cost/redirected.h"

#include "flow/flow.h"

struct redirected {
    struct costs *costs;
    const struct scope *scope;
    uint32_t loop;
    const struct flow_use *uses;
    uint32_t label;
    const struct region *test; /* the first that redirects */
    bool has_other;            /* a turn more comes without one */
};

static bool is_variable(const struct expr *expr) { return expr->kind == EXPR_LOCAL || expr->kind == EXPR_PARAMETER; }

/* What the call asks with: its argument `index`, or something in that. */
static bool is_connection(const struct redirected *r, const struct call *call, uint32_t index) {
    const struct scope *scope = r->scope;
    struct callee callee = costs_callee(scope->program, scope->function, call, scope->scratch);
    if (callee.model || callee.targets.count != 1)
        return callee.model && callee.model->handle == (int32_t)index;
    const struct function_flows *flows = flow_of_entered(r->costs, scope, NULL, call, callee.targets.functions[0]);
    for (uint32_t i = 0; flows && i < flows->place_count; i++)
        if ((flows->handle & FLOW_PLACE(i)) && flows->places[i].root == EXPR_PARAMETER &&
            flows->places[i].index == index)
            return true;
    return false;
}

/* `reply` is the answer of what `server` was asked for on this turn, and nothing else. */
static bool is_answer_of(const struct redirected *r, const struct expr *answer, const struct expr *server) {
    const struct scope *scope = r->scope;
    bool is_found = false;
    for (const struct assignment *a = NULL; (a = scope_next(scope, answer, a)) != NULL;) {
        if (!scope_is_inside(scope, a->number, r->loop) || !assignment_is_to(a, answer))
            continue;
        const struct call *call = scope_call(scope, a->assign->value);
        bool is_asked = false;
        for (uint32_t i = 0; call && r->uses[call->index].is_wire && i < call->argument_count; i++)
            is_asked |= expr_is_equal(expr_root(call->arguments[i].value), server) && is_connection(r, call, i);
        if (!is_asked)
            return false;
        is_found = true;
    }
    return is_found;
}

/* The call tests the answer of the peer, and says which other one is to be asked. */
static bool redirects(const struct redirected *r, const struct call *call) {
    const struct scope *scope = r->scope;
    struct callee callee = costs_callee(scope->program, scope->function, call, scope->scratch);
    if (callee.model || callee.targets.count != 1)
        return false;
    const struct function_flows *flows = flow_of_entered(r->costs, scope, NULL, call, callee.targets.functions[0]);
    for (uint32_t i = 0; flows && i < call->argument_count && i < 64; i++) {
        const struct expr *server = call->arguments[i].value;
        if (!(flows->filled >> i & 1) || server->kind != EXPR_ADDRESS || !is_variable(server->a))
            continue;
        for (uint32_t k = 0; k < call->argument_count && k < 64; k++) {
            const struct expr *answer = call->arguments[k].value;
            if ((flows->tested >> k & 1) && is_variable(answer) && is_answer_of(r, answer, server->a))
                return true;
        }
    }
    return false;
}

static bool is_redirect(const struct redirected *r, const struct expr *condition) {
    int64_t constant;
    if (condition->kind == EXPR_BINARY && condition->op == OP_NOT_EQUAL && expr_is_constant(condition->b, &constant) &&
        constant == 0)
        condition = condition->a;
    const struct call *call = scope_call(r->scope, condition);
    return call && redirects(r, call);
}

static void walk(struct redirected *r, const struct region *list, bool is_redirected) {
    for (; list && !r->has_other; list = list->next) {
        if (r->scope->is_dead[list->number])
            continue;
        switch ((enum region_kind)list->kind) {
        case REGION_BRANCH: {
            bool is_test = !is_redirected && is_redirect(r, list->branch.condition);
            if (is_test && !r->test)
                r->test = list;
            walk(r, list->branch.then_list, is_redirected || is_test);
            walk(r, list->branch.else_list, is_redirected);
            break;
        }
        case REGION_GOTO:
            r->has_other |= list->label == r->label && !is_redirected;
            break;
        case REGION_LOOP:
            walk(r, list->loop->body, is_redirected);
            break;
        case REGION_SWITCH:
            for (uint32_t i = 0; i < list->switch_.case_count; i++)
                walk(r, list->switch_.cases[i].body, is_redirected);
            break;
        case REGION_TRY:
            walk(r, list->try_.body, is_redirected);
            for (uint32_t i = 0; i < list->try_.handler_count; i++)
                walk(r, list->try_.handlers[i].body, is_redirected);
            break;
        default:
            break;
        }
    }
}

bool redirected_ends(struct costs *costs, const struct scope *scope, uint32_t loop, struct quiet_loop *out) {
    const struct loop *region = scope->loops[loop].region->loop;
    if (region->form != LOOP_GOTO)
        return false;
    struct redirected r = {.costs = costs, .scope = scope, .loop = loop, .label = region->label};
    r.uses = flow_of_loop(costs, scope, loop).uses;
    walk(&r, region->body, false);
    if (!r.test || r.has_other)
        return false;
    *out = (struct quiet_loop){.loop = loop, .call = CALL_NONE, .class = CLASS_FAILOVER, .place = r.test->location};
    return true;
}
