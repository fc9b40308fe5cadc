/* What need not be told of a turn: arms taken every K-th turn or once, and calls that were fetched ahead.
 * Tests: testdata/_cost/flush.region, testdata/call-in-loop */
#include "cost/evaluate_internal.h"

#include "cost/flush.h"
#include "cost/join.h"
#include "cost/one_turn.h"
#include "cost/prefetch.h"
#include "turns/turns.h"

#include <string.h>

/* An arm that is paid every so many turns of the loop that is being evaluated. */
struct flushed {
    const struct value *value;
    int64_t every;
    bool is_at_end; /* ... and on the last one */
    const struct flushed *next;
};

static bool exits_are_free(const struct exits *exits) {
    for (int i = 0; i < EXIT_COUNT; i++)
        if (exits->by_kind[i].value && !value_is_free(exits->by_kind[i].value))
            return false;
    for (uint32_t i = 0; i < exits->goto_count; i++)
        if (!value_is_free(exits->gotos[i].way.value))
            return false;
    return true;
}

/* The same ways out; `change` gives what each costs. */
static struct exits change_exits(const struct algebra *algebra, struct exits exits,
                                 const struct value *change(const struct algebra *algebra, const struct value *a)) {
    struct goto_exit *gotos = ARENA_ARRAY(algebra->scratch, struct goto_exit, exits.goto_count);
    for (int i = 0; i < EXIT_COUNT; i++)
        exits.by_kind[i].value = exits.by_kind[i].value ? change(algebra, exits.by_kind[i].value) : NULL;
    for (uint32_t i = 0; i < exits.goto_count; i++) {
        struct way way = {change(algebra, exits.gotos[i].way.value), exits.gotos[i].way.facts};
        gotos[i] = (struct goto_exit){exits.gotos[i].label, way};
    }
    exits.gotos = gotos;
    return exits;
}

static const struct value *nothing(const struct algebra *algebra, const struct value *a) {
    (void)algebra;
    (void)a;
    return &value_zero;
}

static const struct value *quiet(const struct algebra *algebra, const struct value *a) {
    return value_inexact(algebra, value_closed(algebra, a));
}

struct noting {
    struct evaluation *evaluation;
    const struct region *reset;
};

static void note_flushed(struct region *region, void *context) {
    const struct noting *noting = context;
    if (region->kind != REGION_CALL)
        return;
    const struct region *shown = noting->reset ? noting->reset : region;
    vec_push(&noting->evaluation->reasons, (struct quiet_loop){.loop = noting->evaluation->loop,
                                                               .call = region->call->index,
                                                               .class = CLASS_FLUSH,
                                                               .place = shown->location});
}

/* Once while the loop runs, as far as the condition alone tells. */
static bool is_met_once(const struct evaluation *evaluation, const struct branch *branch) {
    return join_is_match(evaluation->scope, branch->condition, true, evaluation->loop) ||
           (branch->then_list &&
            one_turn_meets(evaluation->scope, branch->condition, evaluation->loop, branch->then_list->number));
}

struct exits evaluate_rare_arm(struct evaluation *evaluation, const struct branch *branch, struct exits exits) {
    const struct algebra *algebra = &evaluation->algebra;
    if (exits_are_free(&exits))
        return exits;
    struct flush flush = flush_of(evaluation->scope, branch, evaluation->loop);
    if (flush.kind == FLUSH_ONCE || is_met_once(evaluation, branch)) {
        for (uint32_t i = 1; flush.kind == FLUSH_ONCE && i < flush.times; i++)
            evaluate_set_aside(evaluation, exits);
        return evaluate_set_aside(evaluation, exits);
    }
    if (flush.kind == FLUSH_NO)
        return exits;
    struct noting noting = {evaluation, flush.reset};
    region_walk(branch->then_list, note_flushed, &noting);
    const struct value *all = exits_all(algebra, &exits);
    bool takes_answers = wait_first_call(all) != CALL_NONE; /* what the turns have sent: each turn at most */
    if (evaluation->loop == LOOP_NONE || (flush.every == 0 && !takes_answers))
        return change_exits(algebra, exits, quiet);
    struct flushed *flushed = ARENA_NEW(algebra->scratch, struct flushed);
    *flushed =
        (struct flushed){quiet(algebra, all), flush.every ? flush.every : 1, flush.is_at_end, evaluation->flushed};
    evaluation->flushed = flushed;
    return change_exits(algebra, exits, nothing);
}

/* --- the rest of a list ------------------------------------------------------------------------------------------ */

/* `if (...) continue;`, and in a function that is called for each item `if (...) return;`. */
static bool leaves_turn(const struct evaluation *evaluation, const struct region *branch) {
    const struct region *last = region_last(branch->branch.then_list);
    enum region_kind way = evaluation->loop == LOOP_NONE ? REGION_RETURN : REGION_CONTINUE;
    return last && (enum region_kind)last->kind == way && !branch->branch.else_list;
}

static bool holds_label(const struct region *list) {
    for (; list; list = list->next)
        if (list->kind == REGION_LABEL)
            return true;
    return false;
}

static const struct expr *negated(const struct scope *scope, const struct expr *condition) {
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT)
        return condition->a;
    bool is_comparison =
        condition->kind == EXPR_BINARY && condition->op >= OP_EQUAL && condition->op <= OP_GREATER_EQUAL;
    struct expr *out = ARENA_NEW(scope->scratch, struct expr);
    *out = is_comparison ? *condition : (struct expr){.kind = EXPR_UNARY, .a = condition};
    out->op = is_comparison ? (uint8_t)comparison_negated((enum expr_op)condition->op) : OP_NOT;
    return out;
}

struct exits evaluate_rare_else(struct evaluation *evaluation, const struct branch *branch, struct exits exits) {
    struct branch rest = {.condition = negated(evaluation->scope, branch->condition), .then_list = branch->else_list};
    return evaluate_rare_arm(evaluation, &rest, exits);
}

bool evaluate_rare_rest(struct evaluation *evaluation, const struct region *branch, struct exits *exits) {
    if (!branch->next || !leaves_turn(evaluation, branch) || holds_label(branch->next))
        return false;
    struct branch rest = {.condition = negated(evaluation->scope, branch->branch.condition), .then_list = branch->next};
    if (flush_of(evaluation->scope, &rest, evaluation->loop).kind == FLUSH_NO && !is_met_once(evaluation, &rest))
        return false;
    *exits = evaluate_rare_arm(evaluation, &rest, evaluate_list(evaluation, branch->next));
    return true;
}

/* What the arm waits for is what the turns before it have sent: one round trip each time, and nothing of it is due any
 * more. */
static const struct value *after_sends(const struct algebra *algebra, const struct value *turns,
                                       const struct value *arm) {
    if (!turns || !wait_is_open(turns) || wait_first_call(arm) == CALL_NONE)
        return arm;
    struct peer_state *peers = ARENA_ARRAY(algebra->scratch, struct peer_state, turns->peer_count);
    for (uint32_t i = 0; i < turns->peer_count; i++)
        peers[i] = (struct peer_state){
            .peer = turns->peers[i].peer, .fresh = turns->peers[i].fresh, .guards = turns->peers[i].guards};
    struct value *sent = ARENA_NEW(algebra->scratch, struct value);
    *sent = (struct value){.peers = peers, .peer_count = turns->peer_count};
    return value_closed(algebra, value_sequence(algebra, sent, arm));
}

/* Behind the loop nothing is due any more: the last turn has taken what was left. */
static const struct value *all_taken(const struct algebra *algebra, const struct value *turns,
                                     const struct value *arm) {
    if (!turns || wait_first_call(arm) == CALL_NONE)
        return turns;
    struct peer_state *peers = ARENA_ARRAY(algebra->scratch, struct peer_state, turns->peer_count);
    struct value *out = ARENA_NEW(algebra->scratch, struct value);
    for (uint32_t i = 0; i < turns->peer_count; i++) {
        bool is_taken = false;
        peers[i] = turns->peers[i];
        for (uint32_t k = 0; k < arm->peer_count; k++)
            is_taken |= arm->peers[k].lead_count > 0 && strcmp(arm->peers[k].peer, peers[i].peer) == 0;
        if (is_taken)
            peers[i].fresh = peers[i].sure = peers[i].early = 0;
    }
    *out = *turns;
    out->peers = peers;
    return out;
}

struct exits evaluate_flushed(struct evaluation *evaluation, uint32_t loop, struct exits exits) {
    const struct algebra *algebra = &evaluation->algebra;
    struct memo_loop memo = {evaluation, evaluation->scope, loop, NULL};
    for (const struct flushed *flushed = evaluation->flushed; flushed; flushed = flushed->next) {
        const struct poly *turns = turns_of(evaluation->scope, loop).count;
        const struct poly *times = poly_divide(algebra->atoms, turns, flushed->every);
        const struct value *one = after_sends(algebra, exits.by_kind[EXIT_NEXT].value, flushed->value);
        const struct value *all = value_repeat(algebra, one, times, guard_memo_is_once, &memo);
        struct way *next = &exits.by_kind[EXIT_NEXT];
        if (flushed->is_at_end)
            next->value = all_taken(algebra, next->value, flushed->value);
        exits = exits_sequence(algebra, exits_next(all, &facts_none), exits);
    }
    return exits;
}

struct exits evaluate_prefetched(struct evaluation *evaluation, const struct call *call, struct exits exits) {
    const struct scope *scope = evaluation->scope;
    if (!evaluation->costs->prefetches || exits_are_free(&exits))
        return exits;
    for (uint32_t loop = evaluation->loop; loop != LOOP_NONE; loop = scope->loops[loop].parent) {
        uint32_t function;
        const struct region *bulk = prefetch_before(evaluation->costs, scope, loop, call, &function);
        if (!bulk)
            continue;
        const struct unit *unit = program_skeleton(scope->program, function);
        bool is_near = unit == scope->unit; /* places are those of a unit */
        vec_push(&evaluation->reasons,
                 (struct quiet_loop){
                     .loop = loop,
                     .call = call->index,
                     .class = CLASS_PREFETCH,
                     .place = is_near ? bulk->location : scope->calls[call->index].region->location,
                     .what = bulk->call->symbol == SYMBOL_NONE ? NULL : unit->symbols[bulk->call->symbol].name});
        return change_exits(&evaluation->algebra, exits, quiet);
    }
    return exits;
}
