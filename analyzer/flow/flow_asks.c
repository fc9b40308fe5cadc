/* Answers as labels: what a walk notes when it is asked which answers its calls need.
 * Tests: tests/unit/cost/test_flow_asks.c */
#include "flow/flow_asks.h"

#include "facts/gives_up.h"
#include "flow/flow_run.h"

#define ANSWERS (~(FLOW_PLACE(0) - 1))

/* --- labels ------------------------------------------------------------------------------------------------------- */

/* Of those that are taken, one that does not decide about the place: who comes later would seem to need this answer. */
static uint64_t next_answer(struct flow_asks *asks, uint64_t decided) {
    uint64_t bit = 0;
    for (uint32_t i = 0; i < FLOW_PLACE_LIMIT && (!bit || (asks->used & bit & decided)); i++)
        bit = FLOW_PLACE(asks->answer_count++ % FLOW_PLACE_LIMIT);
    asks->shared |= asks->used & bit;
    asks->used |= bit;
    return bit;
}

uint64_t flow_answer_bit(struct flow_run *run, const struct call *call) {
    if (!run->asks)
        return 0;
    struct flow_ask *ask = &run->asks->by_call[call->index];
    if (!ask->answer)
        ask->answer = next_answer(run->asks, flow_decided(run));
    return ask->answer;
}

uint64_t flow_decided(const struct flow_run *run) {
    const struct flow_asks *asks = run->asks;
    return asks ? asks->tested | asks->skipped | asks->left : 0;
}

/* --- tests -------------------------------------------------------------------------------------------------------- */

bool flow_is_dead(const struct flow_run *run, const struct region *list) {
    return run->asks && list && run->scope->is_dead[list->number];
}

struct flow_test flow_begin_test(struct flow_run *run, const struct expr *condition) {
    struct flow_test outer = {0};
    if (!run->asks)
        return outer;
    outer = (struct flow_test){run->asks->tested, run->asks->skipped};
    if (condition)
        run->asks->tested |= flow_value(run, condition) & ANSWERS;
    return outer;
}

void flow_end_test(struct flow_run *run, struct flow_test outer) {
    if (run->asks)
        run->asks->tested = outer.tested;
}

void flow_end_jumps(struct flow_run *run, struct flow_test outer) {
    flow_end_test(run, outer);
    if (run->asks)
        run->asks->skipped = outer.skipped;
}

/* -1: NULL may be an answer, that nothing is there. */
static bool returns_failure(const struct region *region) {
    int64_t value;
    return region->value && expr_is_constant(region->value, &value) && value < 0;
}

/* What comes later only runs because an answer did not lead away. */
void flow_note_jump(struct flow_run *run, const struct region *region) {
    struct flow_asks *asks = run->asks;
    if (!asks)
        return;
    uint64_t decided = asks->tested | asks->skipped;
    bool is_local = region->kind == REGION_BREAK || region->kind == REGION_CONTINUE;
    bool is_return = region->kind == REGION_RETURN && !returns_failure(region);
    bool is_goto = region->kind == REGION_GOTO && !gives_up_at_label(run->scope->body, region->label);
    if (is_local)
        asks->skipped |= decided;
    else if (is_return || is_goto)
        asks->left |= decided;
}

/* --- connections -------------------------------------------------------------------------------------------------- */

static const struct expr *element_in(const struct expr *expr) {
    for (const struct expr *part = expr; part; part = part->a)
        if (part->kind == EXPR_ELEMENT)
            return expr;
    return NULL;
}

static void set_connection(struct flow_ask *ask, enum connection connection, const struct flow_place *place,
                           const struct expr *element) {
    bool is_same = ask->connection == connection &&
                   (connection != CONNECTION_PLACE ||
                    (flow_place_equals(&ask->place, place) && expr_is_equal(ask->element, element)));
    if (ask->is_wire && !is_same) {
        ask->connection = CONNECTION_OTHER;
        return;
    }
    ask->is_wire = true;
    ask->connection = connection;
    if (place)
        ask->place = *place;
    ask->element = element;
}

void flow_note_connection(struct flow_run *run, const struct call *call, const struct expr *handle) {
    struct flow_target target;
    if (!run->asks)
        return;
    struct flow_ask *ask = &run->asks->by_call[call->index];
    if (!handle)
        set_connection(ask, CONNECTION_NONE, NULL, NULL);
    else if (flow_target_of(run, handle, &target) && target.place.root != EXPR_CALL)
        set_connection(ask, CONNECTION_PLACE, &target.place, element_in(handle));
    else
        set_connection(ask, CONNECTION_OTHER, NULL, NULL);
}

void flow_note_connection_inside(struct flow_run *run, const struct call *call, const struct function_flows *flows,
                                 const struct flow_place *place, const struct expr *argument) {
    if (!run->asks)
        return;
    struct flow_ask *ask = &run->asks->by_call[call->index];
    if (!flows->handle && !flows->has_own_handle)
        set_connection(ask, CONNECTION_NONE, NULL, NULL);
    else if (place && place->root != EXPR_CALL && !flows->has_own_handle)
        set_connection(ask, CONNECTION_PLACE, place, argument ? element_in(argument) : NULL);
    else
        set_connection(ask, CONNECTION_OTHER, NULL, NULL);
}

/* --- calls -------------------------------------------------------------------------------------------------------- */

void flow_note_ask(struct flow_run *run, const struct call *call, uint64_t labels) {
    if (!run->asks)
        return;
    struct flow_ask *ask = &run->asks->by_call[call->index];
    ask->needs |= labels & ANSWERS;
    ask->decided_by |= flow_decided(run);
    run->asks->is_full |= run->state.cells.count >= FLOW_CELL_LIMIT;
}

const struct flow_ask *flow_asks_of(struct costs *costs, const struct scope *scope, enum flow_told told) {
    uint32_t count = scope->body->call_count;
    struct flow_run *run = ARENA_NEW(scope->scratch, struct flow_run);
    struct flow_asks asks = {.by_call = ARENA_ARRAY(scope->scratch, struct flow_ask, count),
                             .follows_tests = told == FLOW_BY_TESTS};
    *run = (struct flow_run){.costs = costs, .scope = scope, .asked_loop = LOOP_NONE, .asks = &asks};
    run->asked_calls = ARENA_ARRAY(scope->scratch, struct flow_requests, count + 1);
    run->calls = run->asked_calls;
    flow_run_function(run);
    flow_finish_run(run);
    for (uint32_t i = 0; i < count; i++) {
        struct flow_use use = flow_use_of(&run->asked_calls[i]);
        struct flow_ask *ask = &asks.by_call[i];
        ask->is_wire = use.is_wire;
        ask->access = use.access;
        ask->bulk = use.bulk;
        ask->needs &= ~ask->answer | asks.shared;
    }
    return asks.is_full ? NULL : asks.by_call;
}
