/* Tests: testdata/call-in-loop/bad_drained.c, bad_requeued.c, bad_kept_sometimes.c */
#include "cost/ways.h"

#include "cost/giving_up.h"
#include "facts/gives_up.h"

/* What holds where control has come to. */
struct at {
    const struct facts *facts; /* of local variables alone: for tests whether something has failed */
    bool is_possible;
    bool is_kept; /* on some way it has not ended */
    bool is_due;  /* ... though that would have been needed: see is_loose */
};

/* What comes to a label by the jumps that have been walked. */
#define WAYS_LABELS 8
struct arriving {
    uint32_t label;
    uint32_t count; /* of jumps */
    struct at at;
};

struct ways {
    const struct evaluation *evaluation;
    const struct ways_question *question;
    const struct region *list; /* all of it */
    bool escapes;              /* some way goes on elsewhere without an end */
    bool has_left;             /* some way ends it */
    struct arriving arriving[WAYS_LABELS];
    uint32_t arriving_count;
};

/* What `break` leaves. */
enum inside { INSIDE_LIST, INSIDE_SWITCH, INSIDE_LOOP };

static struct at walk_list(struct ways *ways, const struct region *list, struct at at, enum inside inside,
                           struct at *broken);

static struct at at_join(const struct ways *ways, struct at a, struct at b) {
    if (!a.is_possible || !b.is_possible)
        return a.is_possible ? a : b;
    return (struct at){facts_join(ways->evaluation->scope->scratch, a.facts, b.facts), true, a.is_kept || b.is_kept,
                       a.is_due || b.is_due};
}

/* An arm that is not taken: nothing but what its jumps bring elsewhere. */
static void walk_aside(struct ways *ways, const struct region *list, struct at at, enum inside inside) {
    struct at ignored = {0};
    bool escapes = ways->escapes, has_left = ways->has_left;
    (void)walk_list(ways, list, at, inside, &ignored);
    ways->escapes = escapes;
    ways->has_left = has_left;
}

static struct at walk_arm(struct ways *ways, const struct region *region, struct at at, bool holds, enum inside inside,
                          struct at *broken) {
    const struct scope *scope = ways->evaluation->scope;
    const struct branch *branch = &region->branch;
    const struct region *list = holds ? branch->then_list : branch->else_list;
    if (!giving_up(scope, branch, holds))
        return walk_list(ways, list, at, inside, broken);
    walk_aside(ways, list, at, inside);
    return (struct at){0};
}

/* Where there is nothing to keep it in, it is not said to be kept sometimes. */
static enum truth truth_of(const struct ways *ways, const struct facts *facts, const struct expr *condition) {
    const struct expr *operand = condition, *place = ways->question->place;
    enum expr_op op = OP_NOT_EQUAL;
    int64_t value = 0;
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT) {
        operand = condition->a;
        op = OP_EQUAL;
    } else {
        (void)assume_comparison(condition, &operand, &op, &value);
    }
    for (place = place ? place->a : NULL; place; place = place->a)
        if (value == 0 && (op == OP_EQUAL || op == OP_NOT_EQUAL) && expr_is_equal(place, operand))
            return op == OP_EQUAL ? TRUTH_NO : TRUTH_YES;
    return assume_truth(&ways->evaluation->assumptions, facts, condition);
}

static struct at walk_branch(struct ways *ways, const struct region *region, struct at at, enum inside inside,
                             struct at *broken) {
    enum truth truth = truth_of(ways, at.facts, region->branch.condition);
    struct at yes = {0}, no = {0};
    if (truth != TRUTH_NO)
        yes = walk_arm(ways, region, at, true, inside, broken);
    else
        walk_aside(ways, region->branch.then_list, at, inside);
    if (truth != TRUTH_YES)
        no = walk_arm(ways, region, at, false, inside, broken);
    else
        walk_aside(ways, region->branch.else_list, at, inside);
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

struct ends_search {
    const struct ways_question *question;
    bool is_found;
};

static void search_end(struct region *region, void *context) {
    struct ends_search *search = context;
    search->is_found |= region->kind == REGION_ASSIGN &&
                        search->question->step(&region->assign, search->question->context) == WAYS_ENDS;
}

/* Nobody knows whether it has a turn. */
static struct at walk_loop(struct ways *ways, const struct loop *loop, struct at at) {
    struct at broken = {0};
    if (ways->question->is_loose) {
        struct ends_search search = {ways->question, false};
        region_walk(loop->body, search_end, &search);
        at.is_kept &= !search.is_found;
        at.is_due &= !search.is_found;
        ways->has_left |= search.is_found;
    }
    at.facts = &facts_none;
    struct at behind = at_join(ways, walk_list(ways, loop->body, at, INSIDE_LOOP, &broken), broken);
    return loop->form == LOOP_DO && behind.is_possible ? behind : at_join(ways, at, behind);
}

static bool may_wait(const struct ways *ways, const struct callee *callee) {
    const struct costs *costs = ways->evaluation->costs;
    if (callee->model)
        return callee->model->effect != EFFECT_LOCAL && callee->model->effect != EFFECT_MODE;
    for (uint32_t i = 0; i < callee->targets.count; i++) {
        const struct function_cost_summary *summary = &costs->functions[callee->targets.functions[i]];
        if (!value_is_free(&summary->value))
            return true;
    }
    return false;
}

static struct at walk_call(struct ways *ways, const struct call *call, struct at at) {
    const struct scope *scope = ways->evaluation->scope;
    struct callee callee = costs_callee(scope->program, scope->function, call, scope->scratch);
    if (callee_never_returns(scope->program, &callee))
        return (struct at){0};
    at.is_due |= at.is_kept && may_wait(ways, &callee);
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
    enum ways_step step = ways->question->step(assign, ways->question->context);
    if (step == WAYS_ENDS) {
        at.is_kept = at.is_due = false;
        ways->has_left = true;
    } else if (step == WAYS_MAY_BEGIN)
        at.is_kept = at.is_due = true;
    return at;
}

struct label_search {
    uint32_t label;
    bool is_found;
};

static void search_label(struct region *region, void *context) {
    struct label_search *search = context;
    search->is_found |= region->kind == REGION_LABEL && region->label == search->label;
}

/* To a place in the list, from where it is walked on. */
static bool stays_inside(const struct ways *ways, const struct region *jump) {
    struct label_search search = {jump->label, false};
    if (ways->question->is_loose)
        region_walk((struct region *)ways->list, search_label, &search);
    return search.is_found;
}

static struct arriving *arriving_at(struct ways *ways, uint32_t label) {
    for (uint32_t i = 0; i < ways->arriving_count; i++)
        if (ways->arriving[i].label == label)
            return &ways->arriving[i];
    if (ways->arriving_count == WAYS_LABELS)
        return NULL;
    ways->arriving[ways->arriving_count] = (struct arriving){.label = label};
    return &ways->arriving[ways->arriving_count++];
}

static void note_jump(struct ways *ways, const struct region *jump, struct at at) {
    struct arriving *arriving = arriving_at(ways, jump->label);
    if (!arriving)
        return;
    arriving->count++;
    arriving->at = at_join(ways, arriving->at, at);
}

struct jump_search {
    uint32_t label;
    uint32_t count;
};

static void search_jump(struct region *region, void *context) {
    struct jump_search *search = context;
    search->count += region->kind == REGION_GOTO && region->label == search->label;
}

/* Who comes there by a jump may not have ended it: from before the list, or back from behind the label. */
static struct at walk_label(struct ways *ways, uint32_t label, struct at at) {
    struct jump_search search = {label, 0};
    const struct arriving *arriving = arriving_at(ways, label);
    region_walk(ways->evaluation->scope->body->body, search_jump, &search);
    if (arriving && arriving->count == search.count)
        return at_join(ways, at, arriving->at);
    at.is_kept = at.is_due = true;
    return at;
}

/* A way out of the loop around the list, after which no turn comes. */
static bool is_last(const struct ways *ways, const struct region *region) {
    return ways->question->is_loose && ways->evaluation->loop != LOOP_NONE &&
           (region->kind == REGION_BREAK || region->kind == REGION_RETURN);
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
        return walk_label(ways, region->label, at);
    case REGION_THROW:
        return (struct at){0};
    case REGION_GOTO:
        note_jump(ways, region, at);
        if (gives_up_at_label(ways->evaluation->scope->body, region->label) || stays_inside(ways, region))
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
    ways->escapes |= at.is_due && !is_last(ways, region);
    return (struct at){0};
}

static struct at walk_list(struct ways *ways, const struct region *list, struct at at, enum inside inside,
                           struct at *broken) {
    for (; list; list = list->next) {
        if (!at.is_possible && ways->question->is_loose && list->kind == REGION_LABEL)
            at = walk_label(ways, list->label, (struct at){.facts = &facts_none, .is_possible = true});
        if (at.is_possible)
            at = walk_region(ways, list, at, inside, broken);
    }
    return at;
}

bool ways_all_end(const struct evaluation *evaluation, const struct ways_question *question,
                  const struct region *list) {
    struct ways ways = {.evaluation = evaluation, .question = question, .list = list};
    struct at broken = {0};
    struct at behind =
        walk_list(&ways, list, (struct at){&facts_none, true, true, !question->is_loose}, INSIDE_LIST, &broken);
    return ways.has_left && !ways.escapes && !(behind.is_possible && behind.is_due);
}
