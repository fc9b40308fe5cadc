/* Tests: testdata/call-in-loop/bad_dropped.c, good_dropped.c */
#include "cost/dropped.h"

#include "base/error.h"
#include "cost/evaluate_internal.h"
#include "facts/counted_scope.h"
#include "facts/writes.h"
#include "turns/outward.h"
#include "turns/path.h"

/* What there is behind a list; LEFT: nobody comes there. */
enum fate { FATE_UNTOUCHED, FATE_KEPT, FATE_DROPPED, FATE_LEFT };

/* A function that is run, and the call that runs it. */
struct frame {
    struct costs *costs;
    const struct scope *scope;
    const struct call *call; /* NULL: the function that asks */
    const struct frame *caller;
    uint32_t depth;
    const struct guard *guard;
    enum fate sure; /* what is asked: where only some ways do that, it is not so */
    enum fate *end; /* at the returns so far */
};

static enum fate fate_of_list(const struct frame *frame, const struct region *list, enum fate fate);

/* The place is the one that the guard is about. */
static bool is_it(const struct frame *frame, const struct expr *place) {
    if (!path_can_be(place))
        return false;
    const struct expr *path = path_convert(frame->scope, place);
    if (frame->call)
        path = outward_path(frame->scope, path);
    for (; path && frame->call; frame = frame->caller)
        path = path_substitute(frame->caller->scope, path, frame->scope->function, frame->call);
    return path && expr_is_equal(path, frame->guard->path);
}

static bool asks_for_it(const struct frame *frame, const struct expr *condition) {
    return condition &&
           (is_it(frame, condition) || asks_for_it(frame, condition->a) || asks_for_it(frame, condition->b));
}

/* Where some way does it, what is asked is not so. */
static enum fate opposite_of(const struct frame *frame) {
    return frame->sure == FATE_DROPPED ? FATE_KEPT : FATE_DROPPED;
}

static enum fate joined(const struct frame *frame, enum fate a, enum fate b) {
    if (a == FATE_LEFT || b == FATE_LEFT)
        return a == FATE_LEFT ? b : a;
    enum fate opposite = opposite_of(frame);
    return a == b ? a : a == opposite || b == opposite ? opposite : FATE_UNTOUCHED;
}

static enum fate fate_of_call(const struct frame *frame, const struct call *call, enum fate fate) {
    const struct scope *scope = frame->scope;
    struct callee callee = costs_callee(scope->program, scope->function, call, scope->scratch);
    struct error ignored = {0};
    if (callee_never_returns(scope->program, &callee))
        return FATE_LEFT;
    if (callee.model || callee.targets.count != 1 || frame->depth == DROPPED_DEPTH)
        return fate;
    uint32_t function = callee.targets.functions[0];
    const struct function *body = program_body(scope->program, function, &ignored);
    error_finish(&ignored);
    if (!body)
        return fate;
    struct scope *inner = ARENA_NEW(scope->scratch, struct scope);
    counted_scope(frame->costs, inner, scope->scratch, function);
    enum fate end = FATE_LEFT;
    struct frame below = {frame->costs, inner, call, frame, frame->depth + 1, frame->guard, frame->sure, &end};
    enum fate last = fate_of_list(&below, body->body, FATE_UNTOUCHED);
    end = joined(frame, end, last);
    return end == FATE_KEPT || end == FATE_DROPPED ? end : fate;
}

/* `fd = open(path); if (fd < 0) return 0;`: what the library could not do is no reason to ask again, whatever the
 * function makes of it. */
static bool is_refused(const struct frame *frame, const struct region *region) {
    const struct expr *condition = region->branch.condition;
    const struct scope *scope = frame->scope;
    int64_t value;
    if (condition->kind != EXPR_BINARY || !expr_is_constant(condition->b, &value) ||
        !((condition->op == OP_LESS && value == 0) || (condition->op == OP_EQUAL && value == -1)))
        return false;
    const struct expr *result = condition->a;
    struct position position = {region->number, LOOP_NONE};
    const struct assignment *last = result->kind == EXPR_LOCAL ? scope_last_assignment(scope, result, position) : NULL;
    const struct call *call = scope_call(scope, last ? last->assign->value : result);
    return call && call->symbol != SYMBOL_NONE &&
           !writes_has_body(scope->program, scope->program->functions[scope->function].unit, call);
}

/* `if (p) { close(p); p = NULL; }`: without it there is nothing to drop. */
static enum fate fate_of_branch(const struct frame *frame, const struct region *region, enum fate fate) {
    const struct branch *branch = &region->branch;
    enum fate before = *frame->end;
    enum fate yes = fate_of_list(frame, branch->then_list, fate), no = fate_of_list(frame, branch->else_list, fate);
    if (!asks_for_it(frame, branch->condition)) {
        if (yes == FATE_LEFT && frame->sure == FATE_KEPT && is_refused(frame, region))
            *frame->end = before;
        return joined(frame, yes, no);
    }
    if (yes == FATE_LEFT || no == FATE_LEFT)
        *frame->end = before;
    enum fate opposite = opposite_of(frame);
    if (yes == opposite || no == opposite)
        return opposite;
    return yes == frame->sure || no == frame->sure ? frame->sure : joined(frame, yes, no);
}

static enum fate fate_of_switch(const struct frame *frame, const struct switch_region *cases, enum fate fate) {
    enum fate all = fate;
    for (uint32_t i = 0; i < cases->case_count; i++)
        all = joined(frame, all, fate_of_list(frame, cases->cases[i].body, fate));
    return all;
}

/* A status, or a number of things, may be 0: nobody can rely on it to be there. */
static enum fate fate_of_assign(const struct frame *frame, const struct assign *assign) {
    int64_t constant;
    if (guard_memo_drops(assign, frame->guard))
        return FATE_DROPPED;
    bool is_there = frame->guard->is_negated || frame->guard->constant < 0 ||
                    scope_is_pointer(frame->scope, assign->target) || expr_is_constant(assign->value, &constant);
    return is_there || frame->sure == FATE_DROPPED ? FATE_KEPT : FATE_UNTOUCHED;
}

static enum fate fate_of_region(const struct frame *frame, const struct region *region, enum fate fate) {
    switch ((enum region_kind)region->kind) {
    case REGION_ASSIGN:
        return is_it(frame, region->assign.target) ? fate_of_assign(frame, &region->assign) : fate;
    case REGION_CALL:
        return fate_of_call(frame, region->call, fate);
    case REGION_BRANCH:
        return fate_of_branch(frame, region, fate);
    case REGION_TRY:
        return fate_of_list(frame, region->try_.body, fate);
    case REGION_LOOP: /* it may have no turn */
        return joined(frame, fate, fate_of_list(frame, region->loop->body, fate));
    case REGION_SWITCH:
        return fate_of_switch(frame, &region->switch_, fate);
    case REGION_RETURN:
        *frame->end = joined(frame, *frame->end, fate);
        return FATE_LEFT;
    case REGION_LABEL: /* somebody comes from elsewhere */
        return fate == opposite_of(frame) ? fate : FATE_UNTOUCHED;
    case REGION_BREAK:
    case REGION_CONTINUE:
        return fate;
    case REGION_GOTO:
    case REGION_THROW:
        break;
    }
    return FATE_LEFT;
}

static enum fate fate_of_list(const struct frame *frame, const struct region *list, enum fate fate) {
    for (; list; list = list->next)
        if (!frame->scope->is_dead[list->number] && (fate != FATE_LEFT || list->kind == REGION_LABEL))
            fate = fate_of_region(frame, list, fate);
    return fate;
}

/* --- what is asked ------------------------------------------------------------------------------------------------ */

static bool list_drops(const struct frame *frame, const struct region *list) {
    bool is_found = false;
    for (; list && !is_found; list = list->next) {
        const struct region *region = list;
        if (frame->scope->is_dead[region->number])
            continue;
        if (region->kind == REGION_CALL)
            is_found = writes_by_call(frame->costs, frame->scope, region->call,
                                      atom_path(frame->scope->atoms, ATOM_VALUE, frame->guard->path, false)) &&
                       fate_of_call(frame, region->call, FATE_UNTOUCHED) == FATE_DROPPED;
        else if (region->kind == REGION_TRY)
            is_found = list_drops(frame, region->try_.body);
        else if (region->kind == REGION_BRANCH && is_it(frame, region->branch.condition)) /* if (p) disconnect(); */
            is_found =
                list_drops(frame, frame->guard->is_negated ? region->branch.else_list : region->branch.then_list);
    }
    return is_found;
}

bool dropped_in(struct costs *costs, const struct scope *scope, uint32_t loop, const struct guard *guard) {
    enum fate end = FATE_LEFT;
    struct frame frame = {.costs = costs, .scope = scope, .guard = guard, .sure = FATE_DROPPED, .end = &end};
    const struct expr *root = expr_root(guard->path);
    if (guard->op != OP_NONE || root->kind == EXPR_FUNCTION || root->kind == EXPR_OPAQUE)
        return false;
    return list_drops(&frame, loop == LOOP_NONE ? scope->body->body : scope->loops[loop].region->loop->body);
}

bool dropped_never_after(struct costs *costs, const struct scope *scope, const struct call *call,
                         const struct guard *guard) {
    enum fate end = FATE_LEFT;
    struct frame frame = {.costs = costs, .scope = scope, .guard = guard, .sure = FATE_KEPT, .end = &end};
    return guard->op == OP_NONE && fate_of_call(&frame, call, FATE_UNTOUCHED) == FATE_KEPT;
}
