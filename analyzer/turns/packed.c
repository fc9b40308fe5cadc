/* Tests: testdata/call-in-loop/good_packed.cpp, bad_packed.cpp */
#include "turns/packed.h"

#include "base/error.h"
#include "base/text.h"

#include <string.h>

/* --- the function that packs -------------------------------------------------------------------------------------- */

/* One loop of it. What is made of the item that the cursor has come to is held. */
struct packing {
    const struct unit *unit;
    const struct function *body;
    uint32_t cursor; /* parameter that says where to go on */
    bool *is_cursor; /* locals that start there   [local_count] */
    bool *is_held;   /* locals   [local_count] */
    bool *is_result; /* results of calls   [call_count] */
    const struct call **calls;
    bool moves; /* the cursor */
    bool has_changed;
    uint32_t filled; /* parameter that items are put into, or PARAMETER_NONE */
    uint32_t most;   /* parameter that says how many, or PARAMETER_NONE */
};

#define PARAMETER_NONE UINT32_MAX

static bool is_operator(const struct unit *unit, const struct call *call, const char *name) {
    return (call->flags & CALL_OPERATOR) && call->symbol != SYMBOL_NONE &&
           text_ends_with(unit->symbols[call->symbol].name, name);
}

static bool is_cursor(const struct packing *packing, const struct expr *expr) {
    return (expr->kind == EXPR_PARAMETER && expr->index == packing->cursor) ||
           (expr->kind == EXPR_LOCAL && expr->index < packing->body->local_count && packing->is_cursor[expr->index]);
}

static bool is_held(const struct packing *packing, const struct expr *expr) {
    if (!expr)
        return false;
    if (is_cursor(packing, expr) || (expr->kind == EXPR_LOCAL && packing->is_held[expr->index]) ||
        (expr->kind == EXPR_CALL && packing->is_result[expr->index]))
        return true;
    return is_held(packing, expr->a) || is_held(packing, expr->b) || is_held(packing, expr->c);
}

static bool is_passed_held(const struct packing *packing, const struct call *call) {
    for (uint32_t i = 0; i < call->argument_count; i++)
        if (is_held(packing, call->arguments[i].value))
            return true;
    return false;
}

static void find_calls(struct region *region, void *context) {
    struct packing *packing = context;
    if (region->kind == REGION_CALL)
        packing->calls[region->call->index] = region->call;
    if (region->kind == REGION_ASSIGN && region->assign.is_declaration && region->assign.value &&
        region->assign.target->kind == EXPR_LOCAL && region->assign.value->kind == EXPR_PARAMETER &&
        region->assign.value->index == packing->cursor)
        packing->is_cursor[region->assign.target->index] = true;
}

static void hold(struct packing *packing, bool *place) {
    packing->has_changed |= !*place;
    *place = true;
}

static void spread(struct region *region, void *context) {
    struct packing *packing = context;
    if (region->kind == REGION_CALL) {
        const struct call *call = region->call;
        packing->moves |=
            call->receiver && is_cursor(packing, call->receiver) &&
            (is_operator(packing->unit, call, "operator++") || is_operator(packing->unit, call, "operator+="));
        if (is_passed_held(packing, call) || is_held(packing, call->receiver))
            hold(packing, &packing->is_result[call->index]);
    } else if (region->kind == REGION_ASSIGN && region->assign.value) {
        const struct expr *target = expr_root(region->assign.target);
        packing->moves |= region->assign.op == OP_ADD && is_cursor(packing, region->assign.target);
        if (target->kind == EXPR_LOCAL && !is_cursor(packing, target) && is_held(packing, region->assign.value))
            hold(packing, &packing->is_held[target->index]);
    }
}

/* A pointer or reference to something that may be changed. */
static bool is_writable(const struct local *parameter) {
    bool leads_on = (parameter->flags & LOCAL_REFERENCE) || strchr(parameter->type, '*');
    return leads_on && strncmp(parameter->type, "const ", 6) != 0;
}

/* The parameter that the expression is a part of: also of `request->add_item()`. */
static uint32_t part_of(const struct packing *packing, const struct expr *expr) {
    for (uint32_t i = 0; expr && i <= packing->body->call_count; i++) {
        expr = expr_root(expr);
        if (expr->kind == EXPR_PARAMETER && expr->index != packing->cursor &&
            expr->index < packing->body->parameter_count && is_writable(&packing->body->parameters[expr->index]))
            return expr->index;
        const struct call *call = expr->kind == EXPR_CALL ? packing->calls[expr->index] : NULL;
        expr = call ? call->receiver : NULL;
    }
    return PARAMETER_NONE;
}

/* Nothing is put in by looking: `items[i]`, `items.at(i)`. */
static bool may_put(const struct packing *packing, const struct call *call) {
    bool is_const =
        call->symbol != SYMBOL_NONE && symbol_is(&packing->unit->symbols[call->symbol], SYMBOL_CONST_METHOD);
    bool is_taking = !(call->flags & CALL_OPERATOR) || is_operator(packing->unit, call, "operator=") ||
                     is_operator(packing->unit, call, "operator+=") || is_operator(packing->unit, call, "operator<<");
    return !is_const && is_taking;
}

static void find_put(struct region *region, void *context) {
    struct packing *packing = context;
    uint32_t filled = PARAMETER_NONE;
    if (region->kind == REGION_ASSIGN && region->assign.value && region->assign.target->kind != EXPR_PARAMETER &&
        is_held(packing, region->assign.value)) {
        filled = part_of(packing, region->assign.target);
    } else if (region->kind == REGION_CALL && is_passed_held(packing, region->call) && may_put(packing, region->call)) {
        filled = part_of(packing, region->call->receiver);
        for (uint32_t i = 0; i < region->call->argument_count && filled == PARAMETER_NONE; i++)
            filled = part_of(packing, region->call->arguments[i].value);
    }
    if (packing->filled == PARAMETER_NONE)
        packing->filled = filled;
}

/* --- how many ---------------------------------------------------------------------------------------------------- */

struct counting {
    const struct expr *counter;
    bool is_from_zero;
    bool is_other;
};

static void find_count(struct region *region, void *context) {
    struct counting *counting = context;
    int64_t value;
    if (region->kind != REGION_ASSIGN || !expr_is_equal(expr_root(region->assign.target), counting->counter))
        return;
    bool is_constant = expr_is_constant(region->assign.value, &value);
    if (region->assign.is_declaration && is_constant && value == 0)
        counting->is_from_zero = true;
    else if (region->assign.op != OP_ADD || !is_constant || value != 1)
        counting->is_other = true;
}

/* `count < most` goes on: `count` begins at 0 and is stepped by 1. */
static uint32_t most_of_test(const struct packing *packing, const struct expr *test, bool goes_on) {
    enum expr_op op = (enum expr_op)test->op;
    while (test->kind == EXPR_UNARY && test->op == OP_NOT) {
        test = test->a;
        goes_on = !goes_on;
    }
    op = (enum expr_op)test->op;
    if (test->kind != EXPR_BINARY)
        return PARAMETER_NONE;
    if (op == (goes_on ? OP_AND : OP_OR)) {
        uint32_t first = most_of_test(packing, test->a, goes_on);
        return first != PARAMETER_NONE ? first : most_of_test(packing, test->b, goes_on);
    }
    bool is_end = goes_on ? op == OP_LESS || op == OP_NOT_EQUAL : op == OP_GREATER_EQUAL || op == OP_EQUAL;
    if (!is_end || test->a->kind != EXPR_LOCAL || test->b->kind != EXPR_PARAMETER || is_cursor(packing, test->a))
        return PARAMETER_NONE;
    struct counting counting = {.counter = test->a}, bound = {.counter = test->b};
    region_walk(packing->body->body, find_count, &counting);
    region_walk(packing->body->body, find_count, &bound);
    return counting.is_from_zero && !counting.is_other && !bound.is_other ? test->b->index : PARAMETER_NONE;
}

static bool leaves(const struct region *list) {
    const struct region *last = region_last(list);
    return last && (last->kind == REGION_BREAK || last->kind == REGION_RETURN);
}

static uint32_t most_of_loop(const struct packing *packing, const struct loop *loop) {
    uint32_t most = loop->condition ? most_of_test(packing, loop->condition, true) : PARAMETER_NONE;
    for (const struct region *region = loop->body; region && most == PARAMETER_NONE; region = region->next)
        if (region->kind == REGION_BRANCH && !region->branch.else_list && leaves(region->branch.then_list))
            most = most_of_test(packing, region->branch.condition, false);
    return most;
}

static void pack_in_loop(struct region *region, void *context) {
    struct packing *packing = context;
    if (region->kind != REGION_LOOP || region->loop->form == LOOP_RANGE || packing->filled != PARAMETER_NONE)
        return;
    struct region alone = *region;
    alone.next = NULL;
    packing->moves = false;
    do {
        packing->has_changed = false;
        region_walk(&alone, spread, packing);
    } while (packing->has_changed);
    if (!packing->moves)
        return;
    region_walk(&alone, find_put, packing);
    if (packing->filled != PARAMETER_NONE)
        packing->most = most_of_loop(packing, region->loop);
}

/* The function of the program goes on from its parameter `cursor`. Fills `filled` and `most`. */
static void read_packing(const struct scope *scope, uint32_t function, struct packing *packing) {
    struct error ignored = {0};
    struct program *program = scope->program;
    packing->body = program_peek_body(program, function, scope->scratch, &ignored);
    error_finish(&ignored);
    if (!packing->body || packing->body->loop_count == 0 || packing->cursor >= packing->body->parameter_count)
        return;
    packing->unit = program_skeleton(program, function);
    packing->is_cursor = ARENA_ARRAY(scope->scratch, bool, packing->body->local_count);
    packing->is_held = ARENA_ARRAY(scope->scratch, bool, packing->body->local_count);
    packing->is_result = ARENA_ARRAY(scope->scratch, bool, packing->body->call_count);
    packing->calls = ARENA_ARRAY(scope->scratch, const struct call *, packing->body->call_count);
    region_walk(packing->body->body, find_calls, packing);
    region_walk(packing->body->body, pack_in_loop, packing);
}

/* --- the loop ---------------------------------------------------------------------------------------------------- */

/* What the region sets to `*value`, also by `it = f(it);` of an object; NULL: nothing. */
static const struct expr *set_by(const struct scope *scope, const struct region *region, const struct expr **value) {
    if (region->kind == REGION_ASSIGN && region->assign.op == OP_NONE) {
        *value = region->assign.value;
        return region->assign.target;
    }
    if (region->kind != REGION_CALL || !region->call->receiver || region->call->argument_count != 1 ||
        !is_operator(scope->unit, region->call, "operator="))
        return NULL;
    *value = region->call->arguments[0].value;
    return region->call->receiver;
}

static bool fills(const struct scope *scope, const struct call *call, uint32_t cursor, struct packed *out) {
    struct targets targets = program_call_targets(scope->program, scope->function, call, scope->scratch);
    struct packing packing = {.cursor = cursor, .filled = PARAMETER_NONE, .most = PARAMETER_NONE};
    if (targets.count != 1 || call->argument_count < 2)
        return false;
    read_packing(scope, targets.functions[0], &packing);
    if (packing.filled == PARAMETER_NONE || packing.filled >= call->argument_count)
        return false;
    const struct expr *request = expr_root(call->arguments[packing.filled].value);
    *out = (struct packed){.cursor = call->arguments[cursor].value, .request = request, .call = call->index};
    if (packing.most != PARAMETER_NONE && packing.most < call->argument_count)
        out->most = call->arguments[packing.most].value;
    return request->kind == EXPR_LOCAL && !expr_is_equal(request, out->cursor);
}

static bool is_mentioned(const struct scope *scope, const struct expr *expr, const struct expr *variable) {
    const struct call *call = expr ? scope_call(scope, expr) : NULL;
    if (!expr)
        return false;
    if (!call)
        return expr_is_equal(expr, variable) || is_mentioned(scope, expr->a, variable) ||
               is_mentioned(scope, expr->b, variable) || is_mentioned(scope, expr->c, variable);
    return call_mentions(call, variable) || expr_mentions(call->receiver, variable);
}

struct following {
    const struct scope *scope;
    const struct expr *cursor;
    const struct expr *variable; /* NULL: any that the loop tests */
    uint32_t loop;
    uint32_t call;   /* number of the region that packs */
    uint32_t number; /* of the test */
    bool is_tested;
    bool is_follower;
    bool is_other;
};

/* `done = it` */
static void find_following(struct region *region, void *context) {
    struct following *following = context;
    const struct expr *value = NULL, *target = set_by(following->scope, region, &value);
    const struct expr *condition = following->scope->loops[following->loop].region->loop->condition;
    if (!target || !value)
        return;
    bool follows = expr_is_equal(value, following->cursor);
    if (!following->variable)
        following->is_tested |= follows && is_mentioned(following->scope, condition, target);
    else if (expr_is_equal(target, following->variable)) {
        bool is_between = region->number > following->call && region->number < following->number;
        following->is_follower |= follows;
        following->is_other |= !follows || is_between;
    }
}

static bool is_tested(const struct scope *scope, uint32_t index, const struct packed *packed) {
    const struct loop *loop = scope->loops[index].region->loop;
    struct following following = {.scope = scope, .cursor = packed->cursor, .loop = index};
    if (is_mentioned(scope, loop->condition, packed->cursor))
        return true;
    region_walk(loop->body, find_following, &following);
    region_walk(loop->step_list, find_following, &following);
    return following.is_tested;
}

bool packed_of(const struct scope *scope, uint32_t index, struct packed *out) {
    const struct loop *loop = scope->loops[index].region->loop;
    if (!loop->condition || loop->form == LOOP_RANGE)
        return false;
    for (const struct region *region = loop->body; region; region = region->next) {
        const struct expr *value = NULL, *target = set_by(scope, region, &value);
        const struct call *call = target && value && target->kind == EXPR_LOCAL ? scope_call(scope, value) : NULL;
        for (uint32_t i = 0; call && i < call->argument_count; i++)
            if (expr_is_equal(call->arguments[i].value, target) && fills(scope, call, i, out) &&
                is_tested(scope, index, out))
                return true;
    }
    return false;
}

/* --- what fits nowhere -------------------------------------------------------------------------------------------- */

static bool is_before(const struct scope *scope, uint32_t index, const struct packed *packed,
                      const struct expr *variable, uint32_t number) {
    struct following following = {.scope = scope,
                                  .cursor = packed->cursor,
                                  .variable = variable,
                                  .loop = index,
                                  .call = scope->calls[packed->call].number,
                                  .number = number};
    const struct loop *loop = scope->loops[index].region->loop;
    region_walk(loop->body, find_following, &following);
    region_walk(loop->step_list, find_following, &following);
    return following.is_follower && !following.is_other && number > following.call;
}

enum truth packed_truth(const struct scope *scope, uint32_t loop, const struct expr *condition, uint32_t number) {
    enum truth truth = TRUTH_NO;
    const struct expr *a = NULL, *b = NULL;
    struct packed packed;
    for (; condition->kind == EXPR_UNARY && condition->op == OP_NOT; condition = condition->a)
        truth = truth_not(truth);
    const struct call *call = scope_call(scope, condition);
    if (condition->kind == EXPR_BINARY && (condition->op == OP_EQUAL || condition->op == OP_NOT_EQUAL)) {
        a = condition->a;
        b = condition->b;
        truth = condition->op == OP_EQUAL ? truth : truth_not(truth);
    } else if (call && call->argument_count == 2 && is_operator(scope->unit, call, "operator==")) {
        a = call->arguments[0].value;
        b = call->arguments[1].value;
    }
    if (!a || a->kind != EXPR_LOCAL || b->kind != EXPR_LOCAL || !packed_of(scope, loop, &packed))
        return TRUTH_UNKNOWN;
    bool is_first = expr_is_equal(a, packed.cursor);
    if (!is_first && !expr_is_equal(b, packed.cursor))
        return TRUTH_UNKNOWN;
    return is_before(scope, loop, &packed, is_first ? b : a, number) ? truth : TRUTH_UNKNOWN;
}
