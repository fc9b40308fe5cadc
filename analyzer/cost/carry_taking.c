/* Loops that ask for some of what is left, deal with it, and ask again until nothing is left. Each turn is a piece of
 * many, as large as the request says: `while ((r = ask("GETKEYSINSLOT 5 100")) && r->elements) move(r);`
 *
 * What is got may be dealt with one by one: `while (r = ask("SELECT ... LIMIT 100"), rows(r) > 0) for (each row) do();`
 * Then the loop inside walks all items in all, in pages. Of several that are asked in turn, each is asked until it has
 * no more: `while (sources.count > 0) for (each source) { ask(source, &got); if (got.count == 0) source->name = ""; }`
 * Tests: testdata/call-in-loop/good_pieces.c, bad_pieces.c, good_until_empty.c, bad_until_empty.c */
#include "cost/carry.h"

#include "cost/last_turn.h"
#include "turns/bound.h"

#include <string.h>

#define ALIAS_DEPTH 3

struct taking {
    const struct costs *costs;
    const struct scope *scope;
    const struct flow_use *uses;
    uint32_t loop;
    const struct call *ask;
    const struct expr *answer; /* the variable that holds it */
    bool is_any_record;        /* ... may be a record of the program's own, with a field that tells how many */
    bool is_of_many;           /* one of several that are asked in turn */
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
        return (taking->is_any_record || strcmp(scope->unit->symbols[expr->index].name, "redisReply::elements") == 0) &&
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

/* `r->elements == 0`, `n <= 0`, `!n`. */
static bool says_empty(const struct taking *taking, const struct expr *condition) {
    int64_t value;
    bool is_compared = condition->kind == EXPR_BINARY &&
                       (condition->op == OP_EQUAL || condition->op == OP_LESS_EQUAL) &&
                       expr_is_constant(condition->b, &value) && value == 0;
    bool is_negated = condition->kind == EXPR_UNARY && condition->op == OP_NOT;
    return (is_compared || is_negated) && is_count_of(taking, condition->a, ALIAS_DEPTH);
}

/* `if (r->elements == 0) break;` */
static void find_end(struct region *region, void *context) {
    struct taking *taking = context;
    if (region->kind == REGION_BRANCH && ends_loop(region->branch.then_list) &&
        says_empty(taking, region->branch.condition))
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

/* --- one by one -------------------------------------------------------------------------------------------------- */

static bool mentions_count(const struct taking *taking, const struct expr *expr) {
    return expr && (is_count_of(taking, expr, ALIAS_DEPTH) || mentions_count(taking, expr->a) ||
                    mentions_count(taking, expr->b) || mentions_count(taking, expr->c));
}

static uint32_t innermost_loop(const struct scope *scope, uint32_t number, uint32_t loop) {
    for (uint32_t i = 0; i < scope->body->loop_count; i++)
        if (scope_is_inside(scope, number, i) && scope_is_inside(scope, scope->loops[i].begin, loop))
            loop = i;
    return loop;
}

/* `sources.count > 0`, by which a loop inside goes, too. */
static const struct expr *count_of_many(const struct scope *scope, uint32_t loop) {
    const struct expr *test = scope->loops[loop].region->loop->condition;
    const struct expr *count = test && test->kind == EXPR_BINARY && test->op != OP_AND ? test->a : test;
    if (!count || count->kind != EXPR_FIELD)
        return NULL;
    for (uint32_t i = 0; i < scope->body->loop_count; i++)
        if (i != loop && scope_is_inside(scope, scope->loops[i].begin, loop) &&
            expr_mentions(scope->loops[i].region->loop->condition, count))
            return count;
    return NULL;
}

/* `source->name = "";`: what the call was asked of is told apart from what is left to ask, which the loop around waits
 * for. */
static bool is_struck_off(const struct taking *taking, const struct region *list) {
    for (; list; list = list->next) {
        bool is_constant = list->kind == REGION_ASSIGN && list->assign.op == OP_NONE && list->assign.value &&
                           (list->assign.value->kind == EXPR_STRING || list->assign.value->kind == EXPR_CONSTANT);
        for (uint32_t i = 0; is_constant && i < taking->ask->argument_count; i++)
            if (expr_is_equal(taking->ask->arguments[i].value, list->assign.target))
                return true;
    }
    return false;
}

static bool ends_turns(const struct taking *taking, const struct region *list) {
    const struct region *last = region_last(list);
    if (!last || taking->is_of_many)
        return last && is_struck_off(taking, list);
    if (last->kind == REGION_RETURN ||
        (last->kind == REGION_BREAK && innermost_loop(taking->scope, last->number, taking->loop) == taking->loop))
        return true;
    for (const struct region *region = list; region; region = region->next)
        if (region->kind == REGION_ASSIGN && last_turn_of(taking->costs, taking->scope, region) == taking->loop)
            return true;
    return false;
}

/* `if (got.count <= 0) { is_left = false; continue; }` */
static void find_last(struct region *region, void *context) {
    struct taking *taking = context;
    if (region->kind == REGION_BRANCH && says_empty(taking, region->branch.condition) &&
        ends_turns(taking, region->branch.then_list))
        taking->is_left = true;
}

/* `while (rows > 0)`: the loop goes on as long as the answer holds something. */
static bool goes_on_with(const struct taking *taking, const struct expr *test) {
    int64_t value;
    if (!test)
        return false;
    if (test->kind == EXPR_BINARY && test->op == OP_AND)
        return goes_on_with(taking, test->a) || goes_on_with(taking, test->b);
    bool is_more = test->kind == EXPR_BINARY && (test->op == OP_GREATER || test->op == OP_NOT_EQUAL) &&
                   expr_is_constant(test->b, &value) && value == 0;
    return is_count_of(taking, is_more ? test->a : test, ALIAS_DEPTH);
}

/* A loop inside asks for each of what the answer holds. */
static bool is_walked(const struct taking *taking) {
    const struct scope *scope = taking->scope;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct call_place *place = &scope->calls[i];
        if (!taking->uses[i].is_wire || !place->region || place->number < scope->calls[taking->ask->index].number ||
            !scope_is_inside(scope, place->number, taking->loop))
            continue;
        for (uint32_t walk = place->loop; walk != taking->loop && walk != LOOP_NONE; walk = scope->loops[walk].parent) {
            const struct expr *test = scope->loops[walk].region->loop->condition;
            if (mentions_count(taking, test))
                return true;
        }
    }
    return false;
}

static bool is_emptied(struct taking *taking) {
    const struct loop *region = taking->scope->loops[taking->loop].region->loop;
    taking->is_left = !taking->is_of_many && goes_on_with(taking, region->condition);
    if (!taking->is_left)
        region_walk(region->body, find_last, taking);
    return taking->is_left && is_walked(taking);
}

/* The answer is the result, or what the call is given to fill. */
static bool empties_answer(struct taking *taking) {
    taking->answer = answer_of(taking->scope, taking->scope->calls[taking->ask->index].loop, taking->ask->index);
    if (taking->answer && is_emptied(taking))
        return true;
    for (uint32_t i = 0; i < taking->ask->argument_count; i++) {
        const struct expr *argument = taking->ask->arguments[i].value;
        taking->answer = argument->kind == EXPR_ADDRESS && argument->a->kind == EXPR_LOCAL ? argument->a : NULL;
        if (taking->answer && is_emptied(taking))
            return true;
    }
    return false;
}

uint32_t carry_asks_until_empty(const struct costs *costs, const struct flow_use *uses, const struct scope *scope,
                                uint32_t loop) {
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        struct taking taking = {.costs = costs, .scope = scope, .uses = uses, .loop = loop, .is_any_record = true};
        if (!uses[i].is_wire || !is_own(&taking, i) || uses[i].page == 1)
            continue;
        taking.ask = scope->calls[i].region->call;
        taking.is_of_many = scope->calls[i].loop != loop;
        if ((taking.is_of_many ? count_of_many(scope, loop) != NULL : !use_varies_request(&uses[i])) &&
            empties_answer(&taking))
            return i;
    }
    return CALL_NONE;
}

bool carry_may_ask_many(const struct scope *scope, uint32_t loop) { return count_of_many(scope, loop) != NULL; }

/* --- all at once ------------------------------------------------------------------------------------------------- */

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
