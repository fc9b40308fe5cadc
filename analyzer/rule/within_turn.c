/* Follows the answers inside of a callee. Tests: testdata/call-in-loop/verdict_within_turn.c */
#include "rule/within_turn.h"

#include "cost/carry.h"
#include "facts/counted_scope.h"
#include "flow/flow_asks.h"

#include <string.h>

#define DEPTH_LIMIT    4
#define FUNCTION_LIMIT 24

struct search {
    struct costs *costs;
    const char *peer;
    uint32_t seen[FUNCTION_LIMIT];
    uint32_t seen_count;
};

/* What is only sent goes out with what comes next: nobody waits for it. */
static bool asks(const struct flow_ask *ask) {
    struct flow_use use = {.access = ask->access};
    return ask->is_wire && ask->answer && !use_is_only(&use, ACCESS_SESSION);
}

/* The client has the answer from the first turn on. */
static bool is_kept_by_client(const struct scope *scope, uint32_t call) {
    const struct model *model =
        costs_callee(scope->program, scope->function, scope->calls[call].region->call, scope->scratch).model;
    return model && model->is_cached;
}

static bool is_led_by_another(const struct scope *scope, const struct flow_ask *by_call, uint32_t call) {
    const struct flow_ask *ask = &by_call[call];
    uint64_t led = (ask->needs | ask->decided_by) & ~ask->answer;
    for (uint32_t i = 0; i < scope->body->call_count && led && asks(ask); i++)
        if (i != call && scope->calls[i].region && asks(&by_call[i]) && (by_call[i].answer & led) &&
            !is_kept_by_client(scope, i))
            return true;
    return false;
}

static bool is_new(struct search *search, uint32_t function) {
    for (uint32_t i = 0; i < search->seen_count; i++)
        if (search->seen[i] == function)
            return false;
    if (search->seen_count == FUNCTION_LIMIT)
        return false;
    search->seen[search->seen_count++] = function;
    return true;
}

static bool is_led_inside(struct search *search, const struct scope *scope, const struct call *call, int depth);

static bool is_led_in(struct search *search, uint32_t function, int depth) {
    struct arena scratch;
    struct scope scope;
    bool is_led = false;
    if (!search->costs->functions[function].is_done || !search->costs->functions[function].calls ||
        !is_new(search, function))
        return false;
    arena_init(&scratch);
    counted_scope(search->costs, &scope, &scratch, function);
    const struct flow_ask *by_call = flow_asks_of(search->costs, &scope, FLOW_BY_DATA);
    for (uint32_t i = 0; by_call && i < scope.body->call_count && !is_led; i++)
        is_led = scope.calls[i].region && by_call[i].is_wire &&
                 (is_led_by_another(&scope, by_call, i) ||
                  is_led_inside(search, &scope, scope.calls[i].region->call, depth));
    arena_finish(&scratch);
    return is_led;
}

static bool asks_peer(const struct search *search, uint32_t function) {
    const struct poly *trips = search->costs->functions[function].trips;
    for (uint32_t i = 0; trips && i < trips->count; i++)
        if (trips->items[i].peer && strcmp(trips->items[i].peer, search->peer) == 0)
            return true;
    return false;
}

static bool is_led_inside(struct search *search, const struct scope *scope, const struct call *call, int depth) {
    struct callee callee = costs_callee(search->costs->program, scope->function, call, scope->scratch);
    bool is_choice = callee.targets.count > 1;
    for (uint32_t i = 0; i < callee.targets.count && !callee.model && depth > 0; i++)
        if ((!is_choice || asks_peer(search, callee.targets.functions[i])) &&
            is_led_in(search, callee.targets.functions[i], depth - 1))
            return true;
    return false;
}

bool within_turn_needs_answers(struct costs *costs, const struct scope *scope, const struct call *call,
                               const char *peer) {
    struct search search = {.costs = costs, .peer = peer};
    return is_led_inside(&search, scope, call, DEPTH_LIMIT);
}
