/* The first server that does. Tests: testdata/call-in-loop/good_first_peer.c, bad_first_peer.c */
#include "cost/first_peer.h"

#include "cost/carry.h"
#include "facts/assume.h"
#include "facts/convention.h"
#include "facts/counted_scope.h"
#include "flow/flow.h"

struct peers {
    struct costs *costs;
    const struct scope *scope;
    uint32_t loop;
    const struct flow_use *uses;
    const struct expr *connection; /* what holds that of the turn */
    const struct region *way;      /* the first way out that leaves with a peer that does, or NULL */
    bool has_other;                /* another way out */
};

/* --- the connection ----------------------------------------------------------------------------------------------- */

static bool opens(const struct peers *peers, uint32_t call) {
    const struct flow_use *use = &peers->uses[call];
    const struct call_place *place = &peers->scope->calls[call];
    if (!place->region || place->loop != peers->loop || peers->scope->is_dead[place->number] || !use->is_wire ||
        !(use->access & (1u << ACCESS_SESSION)))
        return false;
    return (use->dialed & FLOW_VARIES) || carry_dials_another(peers->costs, peers->scope, peers->loop, call);
}

/* What the loop itself sets to the result of a call: that call; else NULL. */
static const struct call *call_kept(const struct peers *peers, const struct assignment *a) {
    if (a->loop != peers->loop || a->assign->op != OP_NONE || peers->scope->is_dead[a->number])
        return NULL;
    return scope_call(peers->scope, a->assign->value);
}

/* Without one, nobody has to ask what the calls of the loop do. */
static bool keeps_result(const struct peers *peers) {
    for (uint32_t i = 0; i < peers->scope->assignment_count; i++)
        if (call_kept(peers, &peers->scope->assignments[i]))
            return true;
    return false;
}

/* All connections that the loop opens are kept in one place. */
static bool find_connection(struct peers *peers) {
    const struct scope *scope = peers->scope;
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct assignment *a = &scope->assignments[i];
        const struct call *call = call_kept(peers, a);
        if (!call || !opens(peers, call->index))
            continue;
        if (peers->connection && !expr_is_equal(peers->connection, a->assign->target))
            return false;
        peers->connection = a->assign->target;
    }
    return peers->connection != NULL;
}

static bool passes_connection(const struct peers *peers, const struct call *call) {
    for (uint32_t i = 0; i < call->argument_count; i++)
        if (expr_is_equal(call->arguments[i].value, peers->connection))
            return true;
    return false;
}

/* The connection is used behind the loop. */
static bool goes_on(const struct peers *peers) {
    const struct scope *scope = peers->scope;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct region *region = scope->calls[i].region;
        if (!region || region->number <= scope->loops[peers->loop].end || !passes_connection(peers, region->call))
            continue;
        struct region alone = *region;
        alone.next = NULL;
        if (convention_asks(peers->costs, scope, &alone))
            return true;
    }
    return false;
}

/* --- answers that only tell of success ---------------------------------------------------------------------------- */

/* Each assignment of something else than the constant is behind a test that holds when nothing fails. */
static bool is_failure_alone(const struct costs *costs, const struct scope *scope, const struct expr *variable,
                             int64_t constant) {
    struct assumptions assumptions = {costs, scope};
    bool has_failure = false, has_answer = false;
    for (const struct assignment *a = NULL; (a = scope_next(scope, variable, a)) != NULL;) {
        int64_t value;
        if (!a->assign->value || a->assign->op != OP_NONE)
            return false;
        bool is_constant = expr_is_constant(a->assign->value, &value);
        has_failure |= is_constant && value == constant && !a->is_conditional;
        if (is_constant && value == constant)
            continue;
        if (is_constant || !a->guard ||
            assume_truth(&assumptions, &facts_none, a->guard->condition) != (a->is_then ? TRUTH_YES : TRUTH_NO))
            return false;
        has_answer = true;
    }
    return has_failure && has_answer && !scope_is_shared(scope, variable);
}

struct return_search {
    const struct expr *variable;
    int64_t constant;
    bool has_other;
};

static void find_return(struct region *region, void *context) {
    struct return_search *search = context;
    int64_t value;
    if (region->kind != REGION_RETURN || !region->value ||
        (expr_is_constant(region->value, &value) && value == search->constant))
        return;
    search->has_other |=
        region->value->kind != EXPR_LOCAL || (search->variable && !expr_is_equal(region->value, search->variable));
    search->variable = region->value;
}

/* The function returns the constant where its request has failed, and else what was answered. */
static bool returns_failure_alone(const struct peers *peers, const struct call *call, int64_t constant) {
    struct costs *costs = peers->costs;
    struct callee callee = costs_callee(costs->program, peers->scope->function, call, peers->scope->scratch);
    struct return_search search = {.constant = constant};
    if (callee.model || callee.targets.count != 1 || !costs->program->bodies[callee.targets.functions[0]] ||
        !costs->functions[callee.targets.functions[0]].is_done)
        return false;
    struct scope scope;
    counted_scope(costs, &scope, peers->scope->scratch, callee.targets.functions[0]);
    region_walk(scope.body->body, find_return, &search);
    return search.variable && !search.has_other && is_failure_alone(costs, &scope, search.variable, constant);
}

/* `if (answer)`, `if (answer != UNKNOWN)` */
static bool is_answered(const struct peers *peers, const struct region *branch, bool is_then) {
    const struct expr *condition = branch->branch.condition, *answer;
    int64_t constant = 0;
    enum expr_op op = OP_NOT_EQUAL;
    if (!assume_comparison(condition, &answer, &op, &constant))
        answer = condition;
    if (op != (is_then ? OP_NOT_EQUAL : OP_EQUAL) || answer->kind != EXPR_LOCAL)
        return false;
    const struct assignment *a = scope_definition(peers->scope, answer, (struct position){branch->number, peers->loop});
    const struct call *call = a && a->assign->op == OP_NONE ? scope_call(peers->scope, a->assign->value) : NULL;
    return call && scope_is_inside(peers->scope, peers->scope->calls[call->index].number, peers->loop) &&
           peers->uses[call->index].is_wire && passes_connection(peers, call) &&
           returns_failure_alone(peers, call, constant);
}

/* --- ways out ----------------------------------------------------------------------------------------------------- */

static void leave(struct peers *peers, const struct region *region, const struct region *branch, bool is_then) {
    bool is_handed_on = region->kind == REGION_RETURN ? region->value && expr_is_equal(region->value, peers->connection)
                                                      : goes_on(peers);
    if (is_handed_on || (branch && is_answered(peers, branch, is_then)))
        peers->way = peers->way ? peers->way : region;
    else
        peers->has_other = true;
}

/* `branch`: the innermost one around the list. `depth`: loops and switches inside that a break leaves instead. */
static void walk_list(struct peers *peers, const struct region *list, const struct region *branch, bool is_then,
                      uint32_t depth) {
    for (const struct region *region = list; region; region = region->next) {
        if (peers->scope->is_dead[region->number])
            continue;
        switch ((enum region_kind)region->kind) {
        case REGION_BREAK:
            if (depth == 0)
                leave(peers, region, branch, is_then);
            break;
        case REGION_RETURN:
            leave(peers, region, branch, is_then);
            break;
        case REGION_BRANCH:
            walk_list(peers, region->branch.then_list, region, true, depth);
            walk_list(peers, region->branch.else_list, region, false, depth);
            break;
        case REGION_SWITCH:
            for (uint32_t i = 0; i < region->switch_.case_count; i++)
                walk_list(peers, region->switch_.cases[i].body, NULL, false, depth + 1);
            break;
        case REGION_LOOP:
            walk_list(peers, region->loop->body, NULL, false, depth + 1);
            break;
        case REGION_GOTO:
        case REGION_THROW:
        case REGION_TRY:
            peers->has_other = true;
            break;
        default:
            break;
        }
    }
}

bool first_peer_ends(struct costs *costs, const struct scope *scope, uint32_t loop, struct quiet_loop *out) {
    struct peers peers = {.costs = costs, .scope = scope, .loop = loop};
    const struct loop *region = scope->loops[loop].region->loop;
    if (region->form == LOOP_GOTO || !keeps_result(&peers))
        return false;
    peers.uses = flow_of_loop(costs, scope, loop).uses;
    if (!find_connection(&peers))
        return false;
    walk_list(&peers, region->body, NULL, false, 0);
    if (!peers.way || peers.has_other)
        return false;
    *out = (struct quiet_loop){.loop = loop, .call = CALL_NONE, .class = CLASS_FAILOVER, .place = peers.way->location};
    return true;
}
