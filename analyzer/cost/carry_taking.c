/* Loops that ask for some of what is left, deal with it, and ask again until nothing is left. Each turn is a piece of
 * many, as large as the request says: `while ((r = ask("GETKEYSINSLOT 5 100")) && r->elements) move(r);`
 * Tests: testdata/call-in-loop/good_pieces.c, bad_pieces.c */
#include "cost/carry.h"

#include "turns/bound.h"

#include <string.h>

#define ALIAS_DEPTH 3

struct taking {
    const struct scope *scope;
    const struct flow_use *uses;
    uint32_t loop;
    const struct expr *answer; /* the variable that holds it */
    bool is_left;
};

/* How many the answer holds, directly or in a variable. */
static bool is_count_of(const struct taking *taking, const struct expr *expr, int depth) {
    const struct scope *scope = taking->scope;
    const struct call *call = scope_call(scope, expr);
    const struct model *model = call ? bound_model(scope, call) : NULL;
    if (model && model->rows >= 0 && (uint32_t)model->rows < call->argument_count)
        return expr_is_equal(call->arguments[model->rows].value, taking->answer);
    if (expr->kind == EXPR_FIELD)
        return strcmp(scope->unit->symbols[expr->index].name, "redisReply::elements") == 0 &&
               expr_is_equal(expr_root(expr), taking->answer);
    for (const struct assignment *a = NULL;
         expr->kind == EXPR_LOCAL && depth > 0 && (a = scope_next(scope, expr, a)) != NULL;)
        if (a->assign->value && scope_is_inside(scope, a->number, taking->loop) &&
            is_count_of(taking, a->assign->value, depth - 1))
            return true;
    return false;
}

static bool ends_loop(const struct region *list) {
    list = region_last(list);
    return list && (list->kind == REGION_BREAK || list->kind == REGION_RETURN);
}

/* `if (r->elements == 0) break;` */
static void find_end(struct region *region, void *context) {
    struct taking *taking = context;
    int64_t value;
    if (region->kind != REGION_BRANCH)
        return;
    const struct expr *condition = region->branch.condition;
    const struct region *none = region->branch.then_list;
    bool is_compared = condition->kind == EXPR_BINARY && condition->op == OP_EQUAL &&
                       expr_is_constant(condition->b, &value) && value == 0;
    bool is_negated = condition->kind == EXPR_UNARY && condition->op == OP_NOT;
    if ((is_compared || is_negated) && ends_loop(none) && is_count_of(taking, condition->a, ALIAS_DEPTH))
        taking->is_left = true;
}

static bool is_own(const struct taking *taking, uint32_t call) {
    const struct call_place *place = &taking->scope->calls[call];
    return place->region && scope_is_inside(taking->scope, place->number, taking->loop);
}

/* One call for all that the answer holds: it is given the answer itself, and does more than to read. */
static bool is_dealt_with(const struct taking *taking, uint32_t asked) {
    for (uint32_t i = 0; i < taking->scope->body->call_count; i++) {
        const struct flow_use *use = &taking->uses[i];
        if (i == asked || !is_own(taking, i) || taking->scope->calls[i].loop != taking->loop || !use->is_wire ||
            use_is_only(use, ACCESS_READ))
            continue;
        const struct call *call = taking->scope->calls[i].region->call;
        for (uint32_t k = 0; k < call->argument_count; k++)
            if (expr_is_equal(call->arguments[k].value, taking->answer))
                return true;
    }
    return false;
}

/* The variable of the loop that the answer of the call is put into, or NULL. */
static const struct expr *answer_of(const struct scope *scope, uint32_t loop, uint32_t call) {
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct assignment *a = &scope->assignments[i];
        const struct call *source = a->loop == loop ? scope_call(scope, a->assign->value) : NULL;
        if (source && source->index == call && a->assign->target->kind == EXPR_LOCAL)
            return a->assign->target;
    }
    return NULL;
}

uint32_t carry_takes_pieces(const struct flow_use *uses, const struct scope *scope, uint32_t loop) {
    const struct loop *region = scope->loops[loop].region->loop;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        struct taking taking = {.scope = scope, .uses = uses, .loop = loop};
        if (!uses[i].is_wire || !is_own(&taking, i) || scope->calls[i].loop != loop ||
            !use_is_only(&uses[i], ACCESS_READ) || use_varies_request(&uses[i]))
            continue;
        taking.answer = answer_of(scope, loop, i);
        if (!taking.answer)
            continue;
        region_walk(region->body, find_end, &taking);
        if (taking.is_left && is_dealt_with(&taking, i))
            return i;
    }
    return CALL_NONE;
}
