/* Whether all ways through a list leave a state. Tests: testdata/call-in-loop/bad_drained.c, bad_requeued.c */
#include "cost/drained_internal.h"

#include "cost/giving_up.h"
#include "facts/convention.h"

/* What holds where control has come to. */
struct at {
    const struct facts *facts; /* of local variables alone: for tests whether something has failed */
    bool is_possible;
    bool is_kept; /* on some way the state is still as it was */
};

struct ways {
    const struct evaluation *evaluation;
    const struct item_state *state;
    bool escapes;  /* some way goes on elsewhere with the state kept */
    bool has_left; /* some way leaves it */
};

/* What `break` leaves. */
enum inside { INSIDE_LIST, INSIDE_SWITCH, INSIDE_LOOP };

static struct at walk_list(struct ways *ways, const struct region *list, struct at at, enum inside inside,
                           struct at *broken);

static struct at at_join(const struct ways *ways, struct at a, struct at b) {
    if (!a.is_possible || !b.is_possible)
        return a.is_possible ? a : b;
    return (struct at){facts_join(ways->evaluation->scope->scratch, a.facts, b.facts), true, a.is_kept || b.is_kept};
}

static struct at walk_arm(struct ways *ways, const struct region *region, struct at at, bool holds, enum inside inside,
                          struct at *broken) {
    const struct scope *scope = ways->evaluation->scope;
    const struct branch *branch = &region->branch;
    if (giving_up(scope, branch, holds))
        return (struct at){0};
    return walk_list(ways, holds ? branch->then_list : branch->else_list, at, inside, broken);
}

static struct at walk_branch(struct ways *ways, const struct region *region, struct at at, enum inside inside,
                             struct at *broken) {
    enum truth truth = assume_truth(&ways->evaluation->assumptions, at.facts, region->branch.condition);
    struct at yes = {0}, no = {0};
    if (truth != TRUTH_NO)
        yes = walk_arm(ways, region, at, true, inside, broken);
    if (truth != TRUTH_YES)
        no = walk_arm(ways, region, at, false, inside, broken);
    return at_join(ways, yes, no);
}

static struct at walk_switch(struct ways *ways, const struct switch_region *region, struct at at, enum inside inside) {
    struct at falling = {0}, behind = {0};
    bool has_default = false;
    for (uint32_t i = 0; i < region->case_count; i++) {
        has_default |= region->cases[i].is_default;
        enum inside here = inside == INSIDE_LOOP ? INSIDE_LOOP : INSIDE_SWITCH;
        falling = walk_list(ways, region->cases[i].body, at_join(ways, at, falling), here, &behind);
    }
    behind = at_join(ways, behind, falling);
    return has_default ? behind : at_join(ways, behind, at);
}

/* Nobody knows whether it has a turn. */
static struct at walk_loop(struct ways *ways, const struct loop *loop, struct at at) {
    struct at broken = {0};
    at.facts = &facts_none;
    struct at behind = at_join(ways, walk_list(ways, loop->body, at, INSIDE_LOOP, &broken), broken);
    return loop->form == LOOP_DO && behind.is_possible ? behind : at_join(ways, at, behind);
}

static struct at walk_call(struct ways *ways, const struct call *call, struct at at) {
    const struct scope *scope = ways->evaluation->scope;
    struct callee callee = costs_callee(scope->program, scope->function, call, scope->scratch);
    if (callee_never_returns(scope->program, &callee))
        return (struct at){0};
    return at;
}

static struct at walk_assign(struct ways *ways, const struct assign *assign, struct at at) {
    const struct scope *scope = ways->evaluation->scope;
    const struct expr *target = assign->target;
    if (target->kind == EXPR_LOCAL) {
        struct known known = {0};
        if (assign->op == OP_NONE && assign->value && !scope_is_shared(scope, target))
            known = assume_value(&ways->evaluation->assumptions, at.facts, assign->value);
        at.facts = facts_assign(scope->scratch, at.facts, target->index, known);
    }
    if (item_state_is_left(ways->state, assign)) {
        at.is_kept = false;
        ways->has_left = true;
    } else if (item_state_may_begin(ways->state, assign))
        at.is_kept = true;
    return at;
}

/* `broken`: gets what a `break` leads behind, where that is no way out of the list. */
static struct at walk_region(struct ways *ways, const struct region *region, struct at at, enum inside inside,
                             struct at *broken) {
    switch ((enum region_kind)region->kind) {
    case REGION_CALL:
        return walk_call(ways, region->call, at);
    case REGION_ASSIGN:
        return walk_assign(ways, &region->assign, at);
    case REGION_BRANCH:
        return walk_branch(ways, region, at, inside, broken);
    case REGION_SWITCH:
        return walk_switch(ways, &region->switch_, at, inside);
    case REGION_LOOP:
        return walk_loop(ways, region->loop, at);
    case REGION_TRY:
        return walk_list(ways, region->try_.body, at, inside, broken);
    case REGION_LABEL:
        at.is_kept = true; /* who comes there by a goto may not have left it */
        return at;
    case REGION_THROW:
        return (struct at){0};
    case REGION_GOTO:
        if (convention_is_failure_label(ways->evaluation->scope, region->label))
            return (struct at){0};
        break;
    case REGION_BREAK:
        if (inside != INSIDE_LIST) {
            *broken = at_join(ways, *broken, at);
            return (struct at){0};
        }
        break;
    case REGION_CONTINUE:
        if (inside == INSIDE_LOOP) {
            *broken = at_join(ways, *broken, at);
            return (struct at){0};
        }
        break;
    case REGION_RETURN:
        break;
    }
    ways->escapes |= at.is_kept;
    return (struct at){0};
}

static struct at walk_list(struct ways *ways, const struct region *list, struct at at, enum inside inside,
                           struct at *broken) {
    for (; list && at.is_possible; list = list->next)
        at = walk_region(ways, list, at, inside, broken);
    return at;
}

static bool may_end(const struct scope *scope, const struct item_state *state, uint32_t number) {
    for (uint32_t i = 0; i < scope->assignment_count; i++)
        if (scope->assignments[i].number >= number && item_state_is_left(state, scope->assignments[i].assign))
            return true;
    return false;
}

bool item_state_ends(const struct evaluation *evaluation, const struct item_state *state, const struct region *list) {
    struct ways ways = {.evaluation = evaluation, .state = state};
    struct at broken = {0};
    if (!may_end(evaluation->scope, state, list->number))
        return false;
    struct at behind = walk_list(&ways, list, (struct at){&facts_none, true, true}, INSIDE_LIST, &broken);
    return ways.has_left && !ways.escapes && !(behind.is_possible && behind.is_kept);
}
