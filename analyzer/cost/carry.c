/* Classes of loops from what flows through their turns. Tests: tests/unit/cost/test_carry.c */
#include "cost/carry.h"

#include "flow/flow.h"
#include "turns/motion.h"
#include "turns/packed.h"
#include "turns/turns.h"

/* The calls that run on each turn of the loop itself, not of a loop inside it. */
static bool is_own_call(const struct scope *scope, uint32_t call, uint32_t loop) {
    return scope->calls[call].region && scope->calls[call].loop == loop;
}

static const struct call *call_at(const struct scope *scope, uint32_t call) { return scope->calls[call].region->call; }

/* --- transfer, chunk ---------------------------------------------------------------------------------------------- */

/* The amount by which `a` moves its variable, or NULL: `left -= k`, `left = left - k`. */
static const struct expr *step_amount(const struct assign *a) {
    const struct expr *value = a->value;
    if (a->op == OP_ADD || a->op == OP_SUBTRACT)
        return value;
    bool is_sum =
        a->op == OP_NONE && value && value->kind == EXPR_BINARY && (value->op == OP_ADD || value->op == OP_SUBTRACT);
    return is_sum && expr_is_equal(value->a, a->target) ? value->b : NULL;
}

static const struct expr *definition_of(const struct scope *scope, const struct expr *variable,
                                        struct position position) {
    const struct assignment *a = variable->kind == EXPR_LOCAL ? scope_definition(scope, variable, position) : NULL;
    return a ? a->assign->value : NULL;
}

/* The call that reaches the wire and whose result is the amount, or CALL_NONE. */
static uint32_t call_of_result(const struct scope *scope, const struct flow_use *uses, const struct expr *amount,
                               struct position position) {
    const struct expr *value = definition_of(scope, amount, position);
    const struct call *call = scope_call(scope, value ? value : amount);
    return call && uses[call->index].is_wire && uses[call->index].answer ? call->index : CALL_NONE;
}

/* The request of a call of the loop names the amount, its size: that call, or CALL_NONE. */
static uint32_t call_of_size(const struct scope *scope, const struct flow_use *uses, uint32_t loop,
                             const struct expr *amount) {
    int64_t constant;
    if (expr_is_constant(amount, &constant) && constant <= 1)
        return CALL_NONE;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        if (!uses[i].is_wire || !is_own_call(scope, i, loop))
            continue;
        const struct call *call = call_at(scope, i);
        for (uint32_t k = 0; k < call->argument_count; k++)
            if (expr_is_equal(call->arguments[k].value, amount))
                return i;
    }
    return CALL_NONE;
}

static bool ends_loop(const struct scope *scope, uint32_t loop, const struct expr *variable) {
    const struct loop *region = scope->loops[loop].region->loop;
    return expr_mentions(region->condition, variable);
}

static bool ends_with_break(const struct region *list) {
    list = region_last(list);
    return list && list->kind == REGION_BREAK;
}

/* `if (left == 0) break;` in a loop that has no condition: that branch, or NULL. */
static const struct region *leaving_test(const struct scope *scope, uint32_t loop, const struct expr *variable) {
    const struct loop *region = scope->loops[loop].region->loop;
    for (const struct region *test = turns_are_endless(region) ? region->body : NULL; test; test = test->next)
        if (test->kind == REGION_BRANCH && !test->branch.else_list && ends_with_break(test->branch.then_list) &&
            expr_mentions(test->branch.condition, variable))
            return test;
    return NULL;
}

/* Nothing in the loop waits for an answer before that place of its turn. */
static bool waits_only_behind(const struct scope *scope, const struct flow_use *uses, uint32_t loop, uint32_t number) {
    for (uint32_t i = 0; i < scope->body->call_count; i++)
        if (uses[i].is_wire && uses[i].answer && scope->calls[i].region &&
            scope_is_inside(scope, scope->calls[i].number, loop) && scope->calls[i].number < number)
            return false;
    return true;
}

static void set_class(struct loop_carry *carry, enum loop_class class, uint32_t call) {
    carry->class = class;
    carry->call = call;
}

/* `piece = left < 64 ? left : 64; ...; left -= piece;`: 64. */
static int64_t piece_of(const struct scope *scope, uint32_t loop, const struct expr *left) {
    if (!motion_is_variable(left))
        return 0;
    struct motion motion = motion_of(scope, left, loop);
    bool is_known = motion.is_exact && !motion.by && !motion.is_geometric && !motion.is_wild && !motion.is_set;
    return is_known && motion.direction != 0 ? motion.step : 0;
}

/* What all steps of variables that the loop's condition tests say. */
static void class_of_steps(struct loop_carry *carry, const struct scope *scope, uint32_t loop) {
    const struct flow_use *uses = carry->turns.uses;
    for (uint32_t i = 0; i < scope->assignment_count && carry->class != CLASS_TRANSFER; i++) {
        const struct assignment *a = &scope->assignments[i];
        const struct expr *amount = a->loop == loop ? step_amount(a->assign) : NULL;
        const struct region *test = amount ? leaving_test(scope, loop, a->assign->target) : NULL;
        if (!amount || (!test && !ends_loop(scope, loop, a->assign->target)))
            continue;
        uint32_t done = call_of_result(scope, uses, amount, scope_at_assignment(a));
        uint32_t sized = call_of_size(scope, uses, loop, amount);
        if (done != CALL_NONE)
            set_class(carry, CLASS_TRANSFER, done);
        else if (sized != CALL_NONE)
            set_class(carry, CLASS_CHUNK, sized);
        carry->piece = sized != CALL_NONE && done == CALL_NONE ? piece_of(scope, loop, a->assign->target) : 0;
        carry->is_between = sized != CALL_NONE && test && test->number > a->number &&
                            waits_only_behind(scope, uses, loop, test->number);
    }
}

/* --- pages -------------------------------------------------------------------------------------------------------- */

/* The call asks for the next part of what it asked for on the turn before. What goes over a container asks as often as
 * that has elements, whatever the answers are. */
static bool asks_for_next(const struct scope *scope, uint32_t loop, const struct flow_turns *turns, uint32_t call) {
    const struct flow_use *use = &turns->uses[call];
    bool is_carried = use_is_carried(use);
    if (use_is_only(use, ACCESS_CURSOR))
        return is_carried || !(use->request & FLOW_VARIES);
    bool walks_answer = turns->walks_answer && scope->loops[loop].region->loop->form != LOOP_RANGE;
    return is_carried && (walks_answer || turns->hands_on_token || use->page > 1);
}

/* A page is got by one request, or with what goes before and behind it: what makes many is no step of paging. Of what
 * is `plain` counts: what is told elsewhere, or only guessed to be asked, is none of it. */
static bool is_one_request(struct costs *costs, const struct scope *scope, uint32_t call, bool plain) {
    struct callee callee = costs_callee(costs->program, scope->function, call_at(scope, call), scope->scratch);
    int64_t most;
    for (uint32_t i = 0; i < callee.targets.count; i++) {
        const struct poly *trips = costs->functions[callee.targets.functions[i]].trips;
        if (plain)
            trips = poly_open(scope->atoms, poly_confident(scope->atoms, trips));
        if (!poly_is_constant(trips, &most) || most > SILENT_COUNT)
            return false;
    }
    return true;
}

static const char *name_of_callee(const struct scope *scope, uint32_t call) {
    uint32_t symbol = call_at(scope, call)->symbol;
    return symbol == SYMBOL_NONE ? NULL : scope->unit->symbols[symbol].name;
}

static bool passes(const struct call *call, const struct expr *value) {
    for (uint32_t i = 0; i < call->argument_count; i++)
        if (expr_is_equal(call->arguments[i].value, value))
            return true;
    return false;
}

/* They have a variable in common: a buffer. */
static bool share_variable(const struct call *a, const struct call *b) {
    for (uint32_t i = 0; i < a->argument_count; i++) {
        const struct expr *root = expr_root(a->arguments[i].value);
        for (uint32_t k = 0; k < b->argument_count && root->kind == EXPR_LOCAL; k++)
            if (expr_is_equal(root, expr_root(b->arguments[k].value)))
                return true;
    }
    return false;
}

/* `while ((n = read(file, buffer, size)) > 0) send(c, buffer, n);` */
static void class_of_copy(struct loop_carry *carry, const struct scope *scope, uint32_t loop) {
    for (uint32_t i = 0; i < scope->assignment_count && carry->class == CLASS_NONE; i++) {
        const struct assignment *a = &scope->assignments[i];
        const struct call *source = a->loop == loop && !a->is_conditional ? scope_call(scope, a->assign->value) : NULL;
        if (!source || carry->turns.uses[source->index].is_wire || !ends_loop(scope, loop, a->assign->target))
            continue;
        for (uint32_t k = 0; k < scope->body->call_count; k++)
            if (carry->turns.uses[k].is_wire && is_own_call(scope, k, loop) &&
                passes(call_at(scope, k), a->assign->target) && share_variable(source, call_at(scope, k)))
                set_class(carry, CLASS_CHUNK, k);
    }
}

/* A call of the loop that reaches no wire and is given something that begins like `part`. */
static bool works_on(const struct loop_carry *carry, const struct scope *scope, uint32_t loop,
                     const struct expr *part) {
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        if (carry->turns.uses[i].is_wire || !scope_is_inside(scope, scope->calls[i].number, loop))
            continue;
        const struct call *call = scope->calls[i].region ? call_at(scope, i) : NULL;
        for (uint32_t k = 0; call && k < call->argument_count; k++)
            if (expr_is_equal(expr_root(call->arguments[k].value), part))
                return true;
    }
    return false;
}

/* `send(c, out, SIZE - z.avail_out)`: all that a coder that works on `z` has put out. The coder's object, or NULL. */
static const struct expr *coder_of(const struct loop_carry *carry, const struct scope *scope, uint32_t loop,
                                   const struct call *call) {
    for (uint32_t i = 0; i < call->argument_count; i++) {
        const struct expr *length = call->arguments[i].value;
        bool is_rest = length->kind == EXPR_BINARY && length->op == OP_SUBTRACT && length->b->kind == EXPR_FIELD;
        if (is_rest && works_on(carry, scope, loop, expr_root(length->b)))
            return expr_root(length->b);
    }
    return NULL;
}

/* The loop gives the coder a buffer: one that `call` puts on the wire, or, around that, one that is read into. */
static bool gives_buffer(const struct loop_carry *carry, const struct scope *scope, uint32_t loop,
                         const struct expr *coder, uint32_t call) {
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct assignment *a = &scope->assignments[i];
        const struct expr *target = a->assign->target, *buffer = a->assign->value;
        if (a->loop != loop || target->kind != EXPR_FIELD || !buffer || !expr_is_equal(expr_root(target), coder))
            continue;
        if (is_own_call(scope, call, loop) ? passes(call_at(scope, call), buffer)
                                           : works_on(carry, scope, loop, expr_root(buffer)))
            return true;
    }
    return false;
}

/* `while (z.avail_in > 0) { z.next_out = out; z.avail_out = SIZE; inflate(&z); send(c, out, SIZE - z.avail_out); }` */
static void class_of_coder(struct loop_carry *carry, const struct scope *scope, uint32_t loop) {
    for (uint32_t i = 0; i < scope->body->call_count && carry->class == CLASS_NONE; i++) {
        if (!carry->turns.uses[i].is_wire || !scope->calls[i].region ||
            !scope_is_inside(scope, scope->calls[i].number, loop))
            continue;
        const struct expr *coder = coder_of(carry, scope, loop, call_at(scope, i));
        if (coder && gives_buffer(carry, scope, loop, coder, i))
            set_class(carry, CLASS_CHUNK, i);
    }
}

/* A lambda that captures what it is filled with, and is handed on, sends it as well. */
static bool sends(const struct scope *scope, const struct flow_use *uses, uint32_t loop, const struct packed *packed) {
    bool is_captured = (scope->body->locals[packed->request->index].flags & LOCAL_CAPTURED) != 0;
    for (uint32_t i = 0; i < scope->body->call_count; i++)
        if (i != packed->call && uses[i].is_wire && is_own_call(scope, i, loop) &&
            scope->calls[i].number > scope->calls[packed->call].number &&
            (is_captured || call_mentions(call_at(scope, i), packed->request)))
            return true;
    return false;
}

/* `it = fill(&request, it, end, limit); send(request);` */
static void class_of_packing(struct loop_carry *carry, const struct scope *scope, uint32_t loop) {
    struct packed packed;
    int64_t piece;
    if (carry->class != CLASS_NONE || !packed_of(scope, loop, &packed) ||
        !sends(scope, carry->turns.uses, loop, &packed))
        return;
    set_class(carry, CLASS_CHUNK, packed.call);
    carry->piece = packed.most && expr_is_constant(packed.most, &piece) ? piece : 0;
}

struct loop_carry carry_of_loop(struct costs *costs, const struct scope *scope, uint32_t loop) {
    struct loop_carry carry = {.turns = flow_of_loop(costs, scope, loop), .call = CALL_NONE};
    class_of_steps(&carry, scope, loop);
    class_of_copy(&carry, scope, loop);
    class_of_coder(&carry, scope, loop);
    class_of_packing(&carry, scope, loop);
    uint32_t taking = carry.class == CLASS_NONE ? carry_takes_pieces(carry.turns.uses, scope, loop) : CALL_NONE;
    if (taking != CALL_NONE)
        set_class(&carry, CLASS_PAGE, taking);
    uint32_t emptied =
        carry.class == CLASS_NONE ? carry_asks_until_empty(costs, carry.turns.uses, scope, loop) : CALL_NONE;
    if (emptied != CALL_NONE && is_one_request(costs, scope, emptied, true)) {
        set_class(&carry, CLASS_PAGE, emptied);
        carry.page = carry.turns.uses[emptied].page;
    }
    for (uint32_t i = 0; i < scope->body->call_count && carry.class == CLASS_NONE; i++) {
        const struct flow_use *use = &carry.turns.uses[i];
        if (!use->is_wire || !is_own_call(scope, i, loop) || use->page == 1 ||
            !asks_for_next(scope, loop, &carry.turns, i) || !is_one_request(costs, scope, i, false))
            continue;
        set_class(&carry, CLASS_PAGE, i);
        carry.page = use->page;
    }
    if (carry.call != CALL_NONE)
        carry.what = name_of_callee(scope, carry.call);
    return carry;
}
