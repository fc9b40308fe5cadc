/* What always runs: a walk with sets, which are cut to what they share where ways meet.
 * Tests: tests/unit/cost/test_ahead.c, testdata/chatty-sequence */
#include "cost/ahead.h"
#include "cost/cost.h"

/* What was asked for on every way to a point. */
struct asked {
    bool is_reached;
    struct aheads aheads;
};

struct walking {
    const struct ahead_table *table;
    const struct scope *scope;
    const struct aheads *told;
    struct asked left;   /* where the function is left, or a label is gone to: the way from there asks for no less */
    struct asked broken; /* where the innermost loop or switch is left, or its next turn begun */
};

static const struct asked never = {0};

static const struct program *program_of(const struct walking *w) { return w->scope->program; }

static struct asked on_both(const struct program *program, const struct asked *a, const struct asked *b) {
    if (!a->is_reached || !b->is_reached)
        return a->is_reached ? *a : *b;
    struct asked both = {.is_reached = true};
    for (uint32_t i = 0; i < a->aheads.count; i++)
        if (aheads_hold(program, &b->aheads, a->aheads.items[i]))
            both.aheads.items[both.aheads.count++] = a->aheads.items[i];
    return both;
}

static struct asked walk_list(struct walking *w, const struct region *list, struct asked state);

static struct asked walk_call(struct walking *w, const struct region *region, struct asked state) {
    const struct program *program = program_of(w);
    struct callee callee = costs_callee(program, w->scope->function, region->call, w->scope->scratch);
    if (callee_never_returns(program, &callee))
        return never;
    struct aheads own = ahead_of_call(w->table, w->scope, region->call->index);
    for (uint32_t i = 0; i < own.count; i++)
        if (!aheads_hold(program, w->told, own.items[i]))
            aheads_add(program, &state.aheads, own.items[i]);
    return state;
}

static bool is_dead(const struct walking *w, const struct region *list) {
    return list && w->scope->is_dead[list->number];
}

static struct asked walk_branch(struct walking *w, const struct branch *branch, struct asked state) {
    if (is_dead(w, branch->then_list))
        return walk_list(w, branch->else_list, state);
    if (is_dead(w, branch->else_list))
        return walk_list(w, branch->then_list, state);
    struct asked then_state = walk_list(w, branch->then_list, state);
    struct asked else_state = walk_list(w, branch->else_list, state);
    return on_both(program_of(w), &then_state, &else_state);
}

static struct asked walk_switch(struct walking *w, const struct switch_region *s, struct asked state) {
    const struct program *program = program_of(w);
    struct asked outer = w->broken, last = never;
    bool has_default = false;
    w->broken = never;
    for (uint32_t i = 0; i < s->case_count; i++) {
        has_default |= s->cases[i].is_default;
        last = on_both(program, &last, &state);
        last = walk_list(w, s->cases[i].body, last);
    }
    last = on_both(program, &last, &w->broken);
    w->broken = outer;
    return has_default ? last : on_both(program, &last, &state);
}

/* A loop that is left by its condition may not turn at all. */
static struct asked walk_loop(struct walking *w, const struct loop *loop, struct asked state) {
    const struct program *program = program_of(w);
    if (loop->form == LOOP_GOTO) /* no loop to break and continue */
        return walk_list(w, loop->body, state);
    struct asked outer = w->broken, after;
    w->broken = never;
    if (loop->form != LOOP_DO)
        state = walk_list(w, loop->condition_list, state);
    after = walk_list(w, loop->body, state);
    after = on_both(program, &after, &w->broken);
    if (loop->form == LOOP_DO)
        after = walk_list(w, loop->condition_list, after);
    after = on_both(program, &after, &w->broken);
    w->broken = outer;
    return loop->form == LOOP_DO || (!loop->condition && !loop->range) ? after : state;
}

static void leave(struct walking *w, struct asked *where, struct asked *state) {
    *where = on_both(program_of(w), where, state);
    *state = never;
}

static struct asked walk_region(struct walking *w, const struct region *region, struct asked state) {
    switch ((enum region_kind)region->kind) {
    case REGION_CALL:
        return walk_call(w, region, state);
    case REGION_BRANCH:
        return walk_branch(w, &region->branch, state);
    case REGION_SWITCH:
        return walk_switch(w, &region->switch_, state);
    case REGION_LOOP:
        return walk_loop(w, region->loop, state);
    case REGION_TRY:
        return walk_list(w, region->try_.body, state);
    case REGION_BREAK:
    case REGION_CONTINUE:
        leave(w, &w->broken, &state);
        break;
    case REGION_RETURN:
    case REGION_GOTO:
    case REGION_THROW:
        leave(w, &w->left, &state);
        break;
    case REGION_ASSIGN:
    case REGION_LABEL:
        break;
    }
    return state;
}

static struct asked walk_list(struct walking *w, const struct region *list, struct asked state) {
    for (; list; list = list->next)
        if (!w->scope->is_dead[list->number])
            state = walk_region(w, list, state);
    return state;
}

struct aheads ahead_on_each_way(const struct ahead_table *table, const struct scope *scope, const struct aheads *told) {
    struct walking w = {.table = table, .scope = scope, .told = told};
    struct asked start = {.is_reached = true}, end = walk_list(&w, scope->body->body, start);
    return on_both(program_of(&w), &end, &w.left).aheads;
}
