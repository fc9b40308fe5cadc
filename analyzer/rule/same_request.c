/* Follows the arguments of a request up to the loop. Tests: testdata/call-in-loop/verdict_hoist_inside.c */
#include "rule/same_request.h"

#include "facts/counted_scope.h"
#include "rule/witness.h"
#include "turns/path.h"

#define PATH_LIMIT  10
#define VALUE_DEPTH 12 /* of expressions, definitions and calls together */

struct asking {
    struct costs *costs;
    const struct scope *top; /* of the loop's function */
    uint32_t loop;
    struct path_step steps[PATH_LIMIT];
    struct scope scopes[PATH_LIMIT]; /* of the function of each step; the first is not used */
    struct arena scratch;
};

static const struct scope *scope_of(const struct asking *asking, uint32_t level) {
    return level == 0 ? asking->top : &asking->scopes[level];
}

/* Nothing that the loop calls or assigns itself changes the global or a field of it. */
static bool is_left_alone(const struct asking *asking, const struct scope *scope, const struct expr *path) {
    const struct scope *top = asking->top;
    const struct expr *global = path_can_be(path) ? path_convert(scope, path) : NULL;
    if (!global || !top->may_change || (scope == top && scope_is_assigned_in(top, path, asking->loop)))
        return false;
    for (uint32_t i = 0; i < top->body->call_count; i++)
        if (top->calls[i].region && scope_is_inside(top, top->calls[i].number, asking->loop) &&
            top->may_change(top, top->calls[i].region->call, global, top->change_context))
            return false;
    return true;
}

static bool is_same(const struct asking *asking, uint32_t level, const struct expr *value, struct position position,
                    int depth);

static bool is_same_argument(const struct asking *asking, uint32_t level, const struct expr *parameter, int depth) {
    const struct call *call = asking->steps[level - 1].region->call;
    if (scope_next(scope_of(asking, level), parameter, NULL) || parameter->index >= call->argument_count)
        return false;
    return is_same(asking, level - 1, call->arguments[parameter->index].value,
                   scope_at_call(scope_of(asking, level - 1), call->index), depth);
}

static bool is_same_variable(const struct asking *asking, uint32_t level, const struct expr *variable,
                             struct position position, int depth) {
    const struct scope *scope = scope_of(asking, level);
    if (scope_is_shared(scope, variable))
        return false;
    if (level == 0 && !scope_is_assigned_in(scope, variable, asking->loop))
        return true;
    const struct assignment *a = level > 0 ? scope_definition(scope, variable, position) : NULL;
    if (a && a->assign->value && a->assign->op == OP_NONE)
        return is_same(asking, level, a->assign->value, scope_at_assignment(a), depth);
    return level > 0 && variable->kind == EXPR_PARAMETER && is_same_argument(asking, level, variable, depth);
}

static bool is_same(const struct asking *asking, uint32_t level, const struct expr *value, struct position position,
                    int depth) {
    if (!value || depth == 0)
        return false;
    switch ((enum expr_kind)value->kind) {
    case EXPR_CONSTANT:
    case EXPR_STRING:
    case EXPR_FUNCTION:
        return true;
    case EXPR_LOCAL:
    case EXPR_PARAMETER:
        return is_same_variable(asking, level, value, position, depth - 1);
    case EXPR_GLOBAL:
        return is_left_alone(asking, scope_of(asking, level), value);
    case EXPR_FIELD:
        return expr_root(value)->kind == EXPR_GLOBAL && is_left_alone(asking, scope_of(asking, level), value);
    case EXPR_UNARY:
        return is_same(asking, level, value->a, position, depth - 1);
    case EXPR_BINARY:
        return is_same(asking, level, value->a, position, depth - 1) &&
               is_same(asking, level, value->b, position, depth - 1);
    default:
        return false;
    }
}

/* Of a wait, the call that has sent what it waits for; else the call itself. NULL: it cannot be told. */
static const struct call *request_of(const struct scope *scope, const struct call *call, const struct model *model) {
    if (model->effect != EFFECT_WAIT)
        return model->effect == EFFECT_ROUNDTRIP ? call : NULL;
    if (model->cookie < 0 || (uint32_t)model->cookie >= call->argument_count)
        return NULL;
    const struct expr *cookie = call->arguments[model->cookie].value;
    const struct call *sent = scope_call(scope, cookie);
    const struct assignment *a = sent ? NULL : scope_definition(scope, cookie, scope_at_call(scope, call->index));
    return a ? scope_call(scope, a->assign->value) : sent;
}

/* No library function that the function calls does more than to read. */
static bool only_reads(const struct scope *scope) {
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct region *region = scope->calls[i].region;
        const struct model *model =
            region ? costs_callee(scope->program, scope->function, region->call, scope->scratch).model : NULL;
        bool is_silent =
            !model || model->effect == EFFECT_LOCAL || model->effect == EFFECT_MODE || model->effect == EFFECT_WAIT;
        if (!is_silent && model->access != ACCESS_READ)
            return false;
    }
    return true;
}

static const struct model *asked_at_end(struct asking *asking, uint32_t level) {
    const struct scope *scope = scope_of(asking, level);
    const struct call *call = asking->steps[level].region->call;
    const struct call *sent = request_of(scope, call, asking->steps[level].model);
    const struct model *model =
        sent ? costs_callee(scope->program, scope->function, sent, &asking->scratch).model : NULL;
    if (!model || model->access != ACCESS_READ || model->language != LANGUAGE_NONE || !only_reads(scope))
        return NULL;
    struct position position = scope_at_call(scope, sent->index);
    for (uint32_t i = 0; i < sent->argument_count; i++)
        if ((int32_t)i != model->result && !is_same(asking, level, sent->arguments[i].value, position, VALUE_DEPTH))
            return NULL;
    return model;
}

const struct model *same_request_of(struct costs *costs, const struct scope *scope, uint32_t loop, uint32_t call) {
    const struct model *model = NULL;
    struct arena scratch;
    arena_init(&scratch);
    struct asking *asking = ARENA_NEW(&scratch, struct asking);
    *asking = (struct asking){.costs = costs, .top = scope, .loop = loop};
    arena_init(&asking->scratch);
    uint32_t count = witness_path(costs, scope->function, call, asking->steps, PATH_LIMIT);
    bool is_whole = count > 1 && count < PATH_LIMIT && asking->steps[count - 1].model;
    for (uint32_t i = 1; i < count && is_whole; i++) {
        is_whole = costs->program->bodies[asking->steps[i].function] != NULL;
        if (is_whole)
            counted_scope(costs, &asking->scopes[i], &asking->scratch, asking->steps[i].function);
    }
    if (is_whole)
        model = asked_at_end(asking, count - 1);
    arena_finish(&asking->scratch);
    arena_finish(&scratch);
    return model;
}
