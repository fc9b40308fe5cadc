/* Loops that wait: events, the command line, polls. Tests: testdata/_cost/events.region */
#include "cost/classify.h"

#include "cost/arrived.h"
#include "cost/cost.h"
#include "cost/directive.h"
#include "cost/interpreter.h"
#include "cost/pause.h"
#include "cost/ready.h"
#include "facts/commands.h"
#include "facts/typed.h"
#include "turns/scope.h"
#include "turns/turns.h"
#include "turns/varying.h"

#include <string.h>

/* --- the command line -------------------------------------------------------------------------------------------- */

/* The parameters `int argc, char **argv`: by these names, or of main(). */
static bool find_arguments(const struct scope *scope, uint32_t *argc) {
    const struct function *body = scope->body;
    if (body->symbol != SYMBOL_NONE && body->parameter_count >= 2 &&
        strcmp(scope->unit->symbols[body->symbol].name, "main") == 0) {
        *argc = 0;
        return true;
    }
    for (uint32_t i = 0; i + 1 < body->parameter_count; i++)
        if (strcmp(body->parameters[i].name, "argc") == 0 && strcmp(body->parameters[i + 1].name, "argv") == 0) {
            *argc = i;
            return true;
        }
    return false;
}

static bool is_parameter(const struct expr *expr, uint32_t index) {
    return expr->kind == EXPR_PARAMETER && expr->index == index;
}

/* `files = argc - 6;`, and nothing else but constants. */
static bool is_rest_of_arguments(const struct scope *scope, const struct expr *variable, uint32_t argc) {
    bool is_rest = false;
    int64_t constant;
    for (const struct assignment *a = NULL; (a = scope_next(scope, variable, a)) != NULL;) {
        const struct expr *value = a->assign->value;
        if (!value && a->assign->is_declaration)
            continue;
        if (!value || !assignment_is_to(a, variable) || a->assign->op != OP_NONE)
            return false;
        bool is_difference = value->kind == EXPR_BINARY && value->op == OP_SUBTRACT && is_parameter(value->a, argc);
        if (!is_difference && !expr_is_constant(value, &constant))
            return false;
        is_rest |= is_difference;
    }
    return is_rest;
}

/* The test looks at argc, or at a word of argv. */
static bool looks_at_arguments(const struct scope *scope, const struct expr *test, uint32_t argc) {
    if (!test)
        return false;
    if (is_parameter(test, argc) || (test->kind == EXPR_LOCAL && is_rest_of_arguments(scope, test, argc)))
        return true;
    if (test->kind == EXPR_ELEMENT || test->kind == EXPR_DEREF)
        return is_parameter(expr_root(test), argc + 1);
    return looks_at_arguments(scope, test->a, argc) || looks_at_arguments(scope, test->b, argc) ||
           looks_at_arguments(scope, test->c, argc);
}

static bool walks_arguments(const struct scope *scope, const struct loop *loop) {
    uint32_t argc;
    return loop->form != LOOP_RANGE && find_arguments(scope, &argc) && looks_at_arguments(scope, loop->condition, argc);
}

/* --- one turn ---------------------------------------------------------------------------------------------------- */

struct turn {
    struct costs *costs;
    const struct scope *scope;
    uint32_t loop;
    const struct site_tree *sites;
    bool *is_remote; /* calls that reach the wire   [call_count] */
    bool *is_waited; /* calls behind a wait   [call_count] */
    bool has_remote;
    bool is_led;   /* a wait comes before every remote call */
    bool is_lived; /* every remote call may run an endless loop of its own that waits or sleeps */
    const struct region *life;
    const struct region *wait;
    const struct region *instead; /* see struct pause_state */
};

static bool has_open_trips(const struct turn *turn, uint32_t call) {
    const struct site_count *site = site_tree_find(turn->sites, call);
    return site && site->trips;
}

/* The call is remote though it is no open site of the turn: it sends, or its round trips are reported in a loop inside.
 * A call of this very loop with open round trips that is no site of the turn stands where the loop is left for good. */
static bool is_remote_elsewhere(const struct turn *turn, const struct call *call) {
    const struct costs *costs = turn->costs;
    struct callee callee = costs_callee(costs->program, turn->scope->function, call, turn->scope->scratch);
    bool is_inner = turn->scope->calls[call->index].loop != turn->loop;
    if (callee.model) {
        enum effect effect = callee.model->effect;
        return effect == EFFECT_SEND || effect == EFFECT_WAIT ||
               (is_inner && (effect == EFFECT_ROUNDTRIP || effect == EFFECT_CONNECT));
    }
    for (uint32_t i = 0; i < callee.targets.count; i++) {
        const struct function_cost_summary *summary = &costs->functions[callee.targets.functions[i]];
        if ((summary->is_done || summary->is_trial) && !value_is_free(&summary->value) &&
            (is_inner || poly_is_zero(poly_open(&turn->costs->atoms, summary->value.trips))))
            return true;
    }
    return false;
}

static struct pause_state pauses_itself(const struct turn *turn, const struct call *call) {
    return pause_call(turn->costs->pauses, turn->scope, turn->scope->calls[call->index].region);
}

/* What it has waited for wherever the loop goes on behind it. */
static unsigned waits_to_go_on(const struct turn *turn, const struct call *call) {
    const struct scope *scope = turn->scope;
    return pause_before_going_on(turn->costs->pauses, scope, scope->loops[turn->loop].region->loop,
                                 scope->calls[call->index].region);
}

static void visit_call(const struct call *call, const struct pause_state *before, void *context) {
    struct turn *turn = context;
    bool is_waited = (before->must & PAUSES_EVENT) != 0;
    turn->is_waited[call->index] |= is_waited;
    if (!has_open_trips(turn, call->index) && !is_remote_elsewhere(turn, call))
        return;
    /* What the call asks for is what happens outside, or it waits for that beside its requests. */
    struct pause_state own = pauses_itself(turn, call);
    unsigned waits = own.must | waits_to_go_on(turn, call);
    bool is_wait = !is_waited && (waits & PAUSES_EVENT);
    turn->is_lived &= (own.may & PAUSES_LIFE) != 0;
    turn->life = turn->life ? turn->life : turn->scope->calls[call->index].region;
    turn->is_remote[call->index] = turn->has_remote = true;
    turn->is_led &= is_waited || is_wait;
    if ((is_waited || is_wait) && !turn->wait) {
        turn->wait = is_wait ? turn->scope->calls[call->index].region : before->event;
        turn->instead = before->instead;
    }
}

/* --- data -------------------------------------------------------------------------------------------------------- */

/* A call that may give one item after the other: neither remote nor a wait. What is taken behind the wait belongs to
 * the event. */
static bool walks_items(const struct call *call, void *context) {
    const struct turn *turn = context;
    const struct scope *scope = turn->scope;
    if (turn->is_remote[call->index] || turn->is_waited[call->index])
        return false;
    const struct region *region = scope->calls[call->index].region;
    if (region == turn->instead)
        return false;
    struct pause_state state = pause_call(turn->costs->pauses, scope, region);
    return !((state.must | waits_to_go_on(turn, call)) & (PAUSES_EVENT | PAUSES_ARRIVED));
}

/* `*has_walk`: the loop's tests walk something, whether the requests are made of it or not. */
static bool requests_vary(struct turn *turn, bool *has_walk) {
    const struct scope *scope = turn->scope;
    struct varying varying;
    varying_find(&varying, scope, turn->loop, walks_items, turn);
    *has_walk = varying.has_seeds;
    for (uint32_t i = 0; i < scope->body->call_count; i++)
        if (turn->is_remote[i] && varying_is_passed(&varying, scope->calls[i].region->call))
            return true;
    return false;
}

/* --- classes ----------------------------------------------------------------------------------------------------- */

static bool is_set_in_loop(const struct scope *scope, const struct expr *expr, uint32_t loop) {
    if (!expr)
        return false;
    if (expr->kind == EXPR_CALL || scope_is_shared(scope, expr))
        return true;
    if ((expr->kind == EXPR_LOCAL || expr->kind == EXPR_PARAMETER || expr->kind == EXPR_GLOBAL ||
         expr->kind == EXPR_FIELD) &&
        scope_is_assigned_in(scope, expr, loop))
        return true;
    return is_set_in_loop(scope, expr->a, loop) || is_set_in_loop(scope, expr->b, loop) ||
           is_set_in_loop(scope, expr->c, loop);
}

bool classify_runs_until_told(const struct scope *scope, uint32_t loop) {
    const struct loop *region = scope->loops[loop].region->loop;
    return turns_are_endless(region) ||
           (region->form != LOOP_RANGE && region->form != LOOP_GOTO && !is_set_in_loop(scope, region->condition, loop));
}

/* Behind the first turn, a wait comes before every remote call as well. */
static bool waits_at_end(const struct turn *turn, const struct pause_state *end) {
    return end->is_possible && (end->must & PAUSES_EVENT) && classify_runs_until_told(turn->scope, turn->loop);
}

/* Each turn runs an event loop, until that is told to stop: what the turn sets up is paid once for all that it serves,
 * and a turn more only comes when somebody outside asks for it. */
static bool starts_anew(const struct pause_state *end) { return end->is_possible && (end->must & PAUSES_LOOP); }

static bool sleeps(const struct turn *turn, const struct pause_state *end) {
    if (!end->is_possible)
        return false;
    return (end->must & PAUSES_TIME) || ((end->may & PAUSES_TIME) && classify_runs_until_told(turn->scope, turn->loop));
}

static void set_place(const struct turn *turn, const struct region *region, struct quiet_loop *out) {
    if (!region)
        return;
    out->place = region->location;
    if (region->call->symbol != SYMBOL_NONE)
        out->what = turn->scope->unit->symbols[region->call->symbol].name;
}

/* Nothing is asked but for what the wait before the loop has found. */
static bool is_ready_loop(const struct turn *turn) {
    for (uint32_t i = 0; i < turn->scope->body->call_count; i++)
        if (turn->is_remote[i] && !ready_is_tested(turn->scope, turn->loop, i))
            return false;
    return turn->has_remote;
}

/* Nothing is asked but for what has arrived by itself. `*take`: the call that takes it. */
static bool is_arrival_loop(const struct turn *turn, const struct region **take) {
    for (uint32_t i = 0; i < turn->scope->body->call_count; i++)
        if (turn->is_remote[i] && !arrived_is_tested(turn->costs->pauses, turn->scope, turn->loop, i, take))
            return false;
    return turn->has_remote;
}

enum loop_class classify_loop(struct costs *costs, const struct scope *scope, uint32_t index,
                              const struct site_tree *sites, struct quiet_loop *out) {
    const struct region *region = scope->loops[index].region;
    const struct loop *loop = region->loop;
    struct turn turn = {
        .costs = costs, .scope = scope, .loop = index, .sites = sites, .is_led = true, .is_lived = true};
    *out = (struct quiet_loop){.loop = index, .call = CALL_NONE, .place = region->location};
    if (walks_arguments(scope, loop) || typed_is_walked(scope, index) || commands_are_typed(costs, scope, index))
        return out->class = CLASS_INPUT;
    turn.is_remote = ARENA_ARRAY(scope->scratch, bool, scope->body->call_count);
    turn.is_waited = ARENA_ARRAY(scope->scratch, bool, scope->body->call_count);
    bool has_walk, is_left;
    struct pause_state end = pause_turn(costs->pauses, scope, loop, visit_call, &turn, &is_left);
    if (is_ready_loop(&turn)) {
        set_place(&turn, ready_wait(scope, index, &out->what), out);
        return out->class = CLASS_EVENT;
    }
    if (turn.has_remote && (directive_is_run(scope, index, turn.is_remote) || interpreter_runs(costs, scope, index)))
        return out->class = CLASS_SCRIPT;
    if (!turn.has_remote || requests_vary(&turn, &has_walk))
        return CLASS_NONE;
    const struct region *take = NULL;
    if (!turn.is_led && is_arrival_loop(&turn, &take)) {
        set_place(&turn, take, out);
        return out->class = CLASS_EVENT;
    }
    /* A daemon's roles: it lives in one of them until something tells it to change, and is never done. */
    bool is_lived = !has_walk && !is_left && turn.is_lived;
    bool is_event = turn.is_led || (!has_walk && (waits_at_end(&turn, &end) || starts_anew(&end)));
    if (!is_event && !is_lived && !sleeps(&turn, &end))
        return CLASS_NONE;
    is_event |= is_lived;
    set_place(&turn, turn.is_led ? turn.wait : is_lived ? turn.life : is_event ? end.event : end.time, out);
    return out->class = is_event ? CLASS_EVENT : CLASS_POLL;
}
