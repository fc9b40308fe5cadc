/* The same again, after a mending. Tests: testdata/call-in-loop/good_mended_attempt.c */
#include "cost/attempt.h"

#include "cost/carry.h"
#include "facts/convention.h"
#include "facts/names.h"
#include "flow/flow.h"
#include "turns/turns.h"

#include <string.h>

struct attempt {
    const struct costs *costs;
    const struct scope *scope;
    uint32_t loop;
    const struct expr *status;
    const struct call *call; /* that is tried */
};

static bool is_number(const struct scope *scope, const struct expr *variable) {
    const char *type = variable->index < scope->body->local_count ? scope->body->locals[variable->index].type : NULL;
    return type && !strpbrk(type, "*[&") && !strstr(type, "ool");
}

/* It gets something to read, and all that it gets is the same on each turn. */
static bool gets_item(const struct attempt *attempt) {
    const struct scope *scope = attempt->scope;
    const struct call *call = attempt->call;
    if (call->symbol == SYMBOL_NONE || convention_is_asked_anew(scope, call))
        return false;
    for (uint32_t i = 0; i < call->argument_count; i++)
        if (name_is_read_only(scope->unit->symbols[call->symbol].type, i) &&
            call->arguments[i].value->kind != EXPR_STRING)
            return true;
    return false;
}

static bool find_attempt(struct attempt *attempt) {
    const struct scope *scope = attempt->scope;
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct assignment *a = &scope->assignments[i];
        const struct expr *target = a->assign->target;
        if (a->loop != attempt->loop || a->is_conditional || a->assign->op != OP_NONE || target->kind != EXPR_LOCAL ||
            scope_is_shared(scope, target) || !is_number(scope, target))
            continue;
        attempt->status = target;
        attempt->call = scope_call(scope, a->assign->value);
        if (attempt->call && gets_item(attempt))
            return true;
    }
    return false;
}

/* Nothing but the status is another one on the next turn. */
static bool sets_status_only(const struct attempt *attempt) {
    for (uint32_t i = 0; i < attempt->scope->assignment_count; i++) {
        const struct assignment *a = &attempt->scope->assignments[i];
        if (scope_is_inside(attempt->scope, a->number, attempt->loop) &&
            !expr_is_equal(a->assign->target, attempt->status))
            return false;
    }
    return true;
}

/* What mends is asked for with the same on each turn too. */
static bool asks_the_same(const struct attempt *attempt) {
    const struct scope *scope = attempt->scope;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct call_place *place = &scope->calls[i];
        if (!place->region || !scope_is_inside(scope, place->number, attempt->loop))
            continue;
        struct region alone = *place->region;
        alone.next = NULL;
        if (convention_asks(attempt->costs, scope, &alone) &&
            (place->loop != attempt->loop || convention_is_asked_anew(scope, place->region->call)))
            return false;
    }
    return true;
}

static bool leaves(const struct region *list) {
    list = region_last(list);
    return list && (list->kind == REGION_BREAK || list->kind == REGION_RETURN);
}

/* `if (status == 0) break;` */
static bool leaves_well(const struct attempt *attempt) {
    const struct region *region = attempt->scope->loops[attempt->loop].region->loop->body;
    for (; region; region = region->next) {
        if (region->kind != REGION_BRANCH || !leaves(region->branch.then_list))
            continue;
        const struct expr *test = region->branch.condition;
        int64_t zero;
        bool is_not = test->kind == EXPR_UNARY && test->op == OP_NOT && expr_is_equal(test->a, attempt->status);
        if (is_not || (test->kind == EXPR_BINARY && test->op == OP_EQUAL && expr_is_equal(test->a, attempt->status) &&
                       expr_is_constant(test->b, &zero) && zero == 0))
            return true;
    }
    return false;
}

struct handing_on {
    const struct attempt *attempt;
    bool is_found;
};

static void find_handing_on(struct region *region, void *context) {
    struct handing_on *search = context;
    const struct attempt *attempt = search->attempt;
    if (region->number <= attempt->scope->loops[attempt->loop].end)
        return;
    const struct expr *expr = region->kind == REGION_RETURN   ? region->value
                              : region->kind == REGION_BRANCH ? region->branch.condition
                                                              : NULL;
    search->is_found |= expr_mentions(expr, attempt->status);
}

static bool is_handed_on(const struct attempt *attempt) {
    struct handing_on search = {attempt, false};
    region_walk(attempt->scope->body->body, find_handing_on, &search);
    return search.is_found;
}

bool attempt_is_mended(const struct costs *costs, const struct scope *scope, uint32_t loop, struct quiet_loop *out) {
    struct attempt attempt = {.costs = costs, .scope = scope, .loop = loop};
    if (!turns_are_endless(scope->loops[loop].region->loop) || !find_attempt(&attempt) || !sets_status_only(&attempt) ||
        !leaves_well(&attempt) || !asks_the_same(&attempt) || !is_handed_on(&attempt))
        return false;
    *out = (struct quiet_loop){.loop = loop,
                               .call = CALL_NONE,
                               .class = CLASS_RETRY,
                               .place = scope->calls[attempt.call->index].region->location};
    return true;
}

/* --- answers of some kind ----------------------------------------------------------------------------------------- */

/* The variable whose field the comparison asks for one of several good kinds; NULL: it is another test. */
static const struct expr *answer_of_kind(const struct scope *scope, const struct expr *test, enum expr_op op) {
    int64_t kind;
    if (!test || test->kind != EXPR_BINARY || test->op != op || test->a->kind != EXPR_FIELD ||
        !expr_is_constant(test->b, &kind))
        return NULL;
    uint32_t unit = scope->program->functions[scope->function].unit;
    const struct status_field *status = program_entity(scope->program, unit, test->a->index)->status;
    const struct expr *root = expr_root(test->a);
    for (uint32_t i = 0; status && status->ok_count > 1 && i < status->ok_count; i++)
        if (status->ok[i] == kind)
            return root->kind == EXPR_LOCAL ? root : NULL;
    return NULL;
}

/* An answer of that kind ends the loop. */
static const struct expr *awaited_answer(const struct scope *scope, uint32_t index) {
    const struct loop *loop = scope->loops[index].region->loop;
    if (!turns_are_endless(loop))
        return answer_of_kind(scope, loop->condition, OP_NOT_EQUAL);
    for (const struct region *region = loop->body; region; region = region->next)
        if (region->kind == REGION_BRANCH && leaves(region->branch.then_list))
            return answer_of_kind(scope, region->branch.condition, OP_EQUAL);
    return NULL;
}

/* Asking changes nothing for the next who asks. */
static bool takes_nothing(struct costs *costs, const struct scope *scope, uint32_t loop, uint32_t *call) {
    const struct flow_use *uses = flow_of_loop(costs, scope, loop).uses;
    *call = CALL_NONE;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        if (!scope->calls[i].region || !scope_is_inside(scope, scope->calls[i].number, loop) || !uses[i].is_wire)
            continue;
        if (!use_is_only(&uses[i], ACCESS_READ) && !use_is_only(&uses[i], ACCESS_WRITE) &&
            !use_is_only(&uses[i], ACCESS_SESSION))
            return false;
        *call = i;
    }
    return *call != CALL_NONE;
}

bool attempt_waits_for_kind(struct costs *costs, const struct scope *scope, uint32_t loop, struct quiet_loop *out) {
    struct attempt attempt = {.costs = costs, .scope = scope, .loop = loop};
    uint32_t call;
    attempt.status = awaited_answer(scope, loop);
    if (!attempt.status || !sets_status_only(&attempt) || !asks_the_same(&attempt) ||
        !takes_nothing(costs, scope, loop, &call))
        return false;
    *out = (struct quiet_loop){
        .loop = loop, .call = CALL_NONE, .class = CLASS_RETRY, .place = scope->calls[call].region->location};
    return true;
}
