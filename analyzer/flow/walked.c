/* Tests: testdata/call-in-loop/verdict_fan_out_turns.c */
#include "flow/walked.h"

#include "flow/flow.h"
#include "value/costs.h"

#define DEPTH 6

struct asking {
    const struct costs *costs;
    const struct scope *scope;
    uint32_t loop; /* LOOP_NONE: all of the function */
};

static bool is_walked(const struct asking *asking, const struct expr *value, int depth);

/* `p = p->next`, `i++` */
static bool is_step(const struct assignment *a, const struct expr *variable) {
    const struct expr *value = a->assign->value;
    const struct expr *first = value->kind == EXPR_BINARY ? value->a : value;
    return a->assign->op != OP_NONE || expr_is_equal(expr_root(first), variable);
}

/* `while ((node = next(&iterator)))` of a loop inside. */
static bool is_iterator(const struct asking *asking, const struct assignment *a) {
    return a->loop != asking->loop && a->is_test && a->assign->value->kind == EXPR_CALL;
}

/* What a loop inside steps belongs to that loop where it begins anew on each turn: else it is the turns' own cursor,
 * and the loop inside skips some of them. */
static bool is_variable_walked(const struct asking *asking, const struct expr *variable, int depth) {
    const struct scope *scope = asking->scope;
    bool begins = asking->loop == LOOP_NONE, steps = false;
    for (const struct assignment *a = NULL; (a = scope_next(scope, variable, a)) != NULL;) {
        bool is_of_loop = asking->loop == LOOP_NONE || scope_is_inside(scope, a->number, asking->loop);
        bool is_own_head = a->loop == asking->loop && (a->is_test || a->is_step);
        if (!a->assign->value || !assignment_is_to(a, variable) || !is_of_loop || is_own_head)
            continue;
        bool is_stepped = is_step(a, variable);
        if (is_iterator(asking, a) || (!is_stepped && is_walked(asking, a->assign->value, depth)))
            return true;
        begins |= !is_stepped;
        steps |= is_stepped && a->loop != asking->loop;
    }
    return begins && steps;
}

static bool is_result_walked(const struct asking *asking, const struct call *call) {
    const struct scope *scope = asking->scope;
    struct callee callee = costs_callee(asking->costs->program, scope->function, call, scope->scratch);
    for (uint32_t i = 0; !callee.model && i < callee.targets.count; i++) {
        const struct function_flows *flows = asking->costs->flows[callee.targets.functions[i]];
        if (flows && flows->is_result_walked)
            return true;
    }
    return false;
}

static bool is_walked(const struct asking *asking, const struct expr *value, int depth) {
    const struct call *call;
    if (!value || depth >= DEPTH)
        return false;
    switch ((enum expr_kind)value->kind) {
    case EXPR_LOCAL:
    case EXPR_PARAMETER:
        return is_variable_walked(asking, value, depth + 1);
    case EXPR_CALL:
        call = scope_call(asking->scope, value);
        return call && is_result_walked(asking, call);
    case EXPR_FIELD:
    case EXPR_DEREF:
    case EXPR_ADDRESS:
    case EXPR_UNARY:
        return is_walked(asking, value->a, depth);
    case EXPR_ELEMENT:
    case EXPR_BINARY:
        return is_walked(asking, value->a, depth) || is_walked(asking, value->b, depth);
    case EXPR_SELECT:
        return is_walked(asking, value->b, depth) || is_walked(asking, value->c, depth);
    default:
        return false;
    }
}

bool value_is_walked(const struct costs *costs, const struct scope *scope, uint32_t loop, const struct expr *value) {
    struct asking asking = {costs, scope, loop};
    return is_walked(&asking, value, 0);
}
