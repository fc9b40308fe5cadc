/* The ways through a function, and what each has waited for. Tests: tests/unit/cost/test_pause.c */
#include "cost/pause_internal.h"

#include "cost/cost.h"
#include "facts/names.h"

#include <string.h>

static const struct pause_exits no_exits = {0};

/* A person or a file: somebody is asked for the next thing either way. */
struct pause_state pause_join(struct pause_state a, struct pause_state b) {
    if (!a.is_possible)
        return b;
    if (!b.is_possible)
        return a;
    struct pause_state out = a;
    out.must = a.must & b.must;
    if (out.must & PAUSES_STREAM)
        out.must |= (a.must | b.must) & PAUSES_EVENT;
    if ((a.must & (PAUSES_ARRIVED | PAUSES_EVENT)) && (b.must & (PAUSES_ARRIVED | PAUSES_EVENT)))
        out.must |= (a.must | b.must) & PAUSES_ARRIVED;
    if (out.must & ~(a.must & b.must) & PAUSES_EVENT)
        out.instead = a.must & PAUSES_EVENT ? b.read : a.read;
    else
        out.instead = a.instead ? a.instead : b.instead;
    out.read = a.read ? a.read : b.read;
    out.may |= b.may;
    out.event = a.event ? a.event : b.event;
    out.time = a.time ? a.time : b.time;
    out.stream = a.stream >= 0 ? a.stream : b.stream;
    out.last = a.last == b.last ? a.last : NULL;
    return out;
}

static void add_exits(struct pause_exits *all, const struct pause_exits *more) {
    for (int i = 0; i < PAUSE_EXIT_COUNT; i++)
        all->by_kind[i] = pause_join(all->by_kind[i], more->by_kind[i]);
}

static struct pause_state take(struct pause_exits *exits, enum pause_exit kind) {
    struct pause_state state = exits->by_kind[kind];
    exits->by_kind[kind] = (struct pause_state){0};
    return state;
}

static struct pause_exits walk_region(struct pause_walk *walk, const struct region *region, struct pause_state state);

/* --- loops ------------------------------------------------------------------------------------------------------- */

/* The test of `while (running && (n = read(fd, b, k)) > 0)`, where it holds: behind `&&` everything has run. */
static struct pause_state walk_true_test(struct pause_walk *walk, const struct region *list, struct pause_state state) {
    for (const struct region *region = list; region; region = region->next) {
        bool is_and = region->kind == REGION_BRANCH && strcmp(region->branch.form, "&&") == 0;
        state = is_and ? walk_true_test(walk, region->branch.then_list, state)
                       : walk_region(walk, region, state).by_kind[PAUSE_NEXT];
    }
    return state;
}

static struct pause_state walk_test(struct pause_walk *walk, const struct loop *loop, struct pause_state state) {
    const struct expr *condition = loop->condition;
    if (condition && condition->kind == EXPR_BINARY && condition->op == OP_AND)
        return walk_true_test(walk, loop->condition_list, state);
    return pause_walk_list(walk, loop->condition_list, state).by_kind[PAUSE_NEXT];
}

static bool is_endless(const struct loop *loop) {
    int64_t value;
    return loop->form != LOOP_RANGE && (!loop->condition || (expr_is_constant(loop->condition, &value) && value));
}

static struct pause_state walk_turn_of_goto(struct pause_walk *walk, const struct loop *loop, struct pause_state state,
                                            struct pause_exits *leaving) {
    struct pause_state *jumps = &walk->labels[loop->label];
    *jumps = (struct pause_state){0};
    *leaving = pause_walk_list(walk, loop->body, state);
    state = *jumps;
    *jumps = (struct pause_state){0};
    return state;
}

/* From the head of the loop to its head again; `leaving`: the ways out of the turn, NEXT leaves the loop. */
struct pause_state pause_walk_turn(struct pause_walk *walk, const struct loop *loop, struct pause_state state,
                                   struct pause_exits *leaving) {
    if (loop->form == LOOP_GOTO)
        return walk_turn_of_goto(walk, loop, state, leaving);
    bool is_do = loop->form == LOOP_DO;
    struct pause_state test = state;
    if (!is_do) {
        test = walk_test(walk, loop, state);
        state = pause_tested(walk, test, loop->condition, true);
    }
    *leaving = pause_walk_list(walk, loop->body, state);
    state = pause_join(take(leaving, PAUSE_NEXT), take(leaving, PAUSE_CONTINUE));
    if (is_do) {
        test = walk_test(walk, loop, state);
        state = pause_tested(walk, test, loop->condition, true);
    }
    state = pause_walk_list(walk, loop->step_list, state).by_kind[PAUSE_NEXT];
    leaving->by_kind[PAUSE_NEXT] = take(leaving, PAUSE_BREAK);
    if (!is_endless(loop))
        leaving->by_kind[PAUSE_NEXT] = pause_join(leaving->by_kind[PAUSE_NEXT], test);
    return state;
}

struct wire_search {
    const struct pause_walk *walk;
    bool found;
};

static void find_wire(struct region *region, void *context) {
    struct wire_search *search = context;
    struct arena scratch;
    if (region->kind != REGION_CALL || search->found)
        return;
    arena_init(&scratch);
    const struct program *program = search->walk->table->program;
    struct callee callee = costs_callee(program, search->walk->function, region->call, &scratch);
    search->found = callee.model && callee.model->effect != EFFECT_LOCAL;
    for (uint32_t i = 0; i < callee.targets.count && !callee.model; i++)
        search->found |= program->functions[callee.targets.functions[i]].is_in_cone;
    arena_finish(&scratch);
}

/* What an endless loop waits for before each next turn, where it asks for something itself on its turns. */
static unsigned paces(const struct pause_walk *walk, const struct loop *loop, const struct pause_state *again) {
    struct wire_search search = {.walk = walk};
    if (!again->is_possible || !(again->must & (PAUSES_EVENT | PAUSES_TIME)) || !is_endless(loop))
        return 0;
    region_walk(loop->body, find_wire, &search);
    return search.found ? again->must : 0;
}

/* `pace`: a loop that waits for events does not wait for something to be there: it serves, for as long as it is not
 * told to stop. What it asks for itself on its turns tells it from `while (!done) wait();`. */
static void note_pace(struct pause_exits *leaving, unsigned pace, unsigned before) {
    static const enum pause_exit kinds[] = {PAUSE_NEXT, PAUSE_RETURN, PAUSE_ZERO, PAUSE_TRUE};
    for (size_t i = 0; i < ARRAY_COUNT(kinds); i++) {
        struct pause_state *way = &leaving->by_kind[kinds[i]];
        if (pace & way->must & PAUSES_EVENT)
            way->must |= PAUSES_LOOP;
        if (pace & ~before & (PAUSES_EVENT | PAUSES_TIME))
            way->may |= PAUSES_LIFE;
    }
}

static struct pause_exits walk_loop(struct pause_walk *walk, const struct loop *loop, struct pause_state state) {
    struct pause_exits leaving;
    struct pause_state again = pause_walk_turn(walk, loop, state, &leaving);
    struct pause_state *next = &leaving.by_kind[PAUSE_NEXT];
    if (again.is_possible && next->is_possible) { /* it waits until something is there */
        next->must |= again.must;
        next->may |= again.may;
        next->event = next->event ? next->event : again.event;
        next->time = next->time ? next->time : again.time;
    }
    note_pace(&leaving, paces(walk, loop, &again), state.must);
    return leaving;
}

/* --- the other regions ------------------------------------------------------------------------------------------- */

static struct pause_exits walk_switch(struct pause_walk *walk, const struct switch_region *region,
                                      struct pause_state state) {
    struct pause_exits all = no_exits;
    struct pause_state falling = {0};
    bool has_default = false;
    for (uint32_t i = 0; i < region->case_count; i++) {
        const struct switch_case *one = &region->cases[i];
        struct pause_exits exits = pause_walk_list(walk, one->body, pause_join(state, falling));
        has_default |= one->is_default;
        falling = take(&exits, PAUSE_NEXT);
        add_exits(&all, &exits);
    }
    struct pause_state next = pause_join(falling, take(&all, PAUSE_BREAK));
    all.by_kind[PAUSE_NEXT] = has_default ? next : pause_join(next, state);
    return all;
}

static struct pause_exits walk_try(struct pause_walk *walk, const struct try_region *region, struct pause_state state) {
    struct pause_exits all = pause_walk_list(walk, region->body, state);
    for (uint32_t i = 0; i < region->handler_count; i++) {
        struct pause_exits handler = pause_walk_list(walk, region->handlers[i].body, state);
        add_exits(&all, &handler);
    }
    return all;
}

/* "char *(int)" */
static bool returns_pointer(const struct pause_walk *walk) {
    const struct unit *unit = program_skeleton(walk->table->program, walk->function);
    if (walk->body->symbol == SYMBOL_NONE)
        return false;
    return name_returns_pointer(unit->symbols[walk->body->symbol].type);
}

static bool is_failure(const struct pause_walk *walk, const struct expr *value) {
    int64_t number;
    return value && expr_is_constant(value, &number) && (number < 0 || (number == 0 && returns_pointer(walk)));
}

static enum pause_exit kind_of_return(const struct pause_walk *walk, const struct expr *value) {
    int64_t number;
    if (is_failure(walk, value))
        return PAUSE_FAILED;
    if (!value || !expr_is_constant(value, &number))
        return PAUSE_RETURN;
    return number == 0 ? PAUSE_ZERO : PAUSE_TRUE;
}

/* Every variable of the condition is a parameter, or stands among the arguments of the sleep. */
static bool asks_how_long(const struct expr *condition, const struct call *sleep) {
    bool is_passed = condition->kind == EXPR_CONSTANT || condition->kind == EXPR_PARAMETER;
    for (uint32_t i = 0; i < sleep->argument_count; i++)
        is_passed |= expr_is_equal(condition, sleep->arguments[i].value);
    if (is_passed)
        return true;
    return (condition->kind == EXPR_UNARY || condition->kind == EXPR_BINARY) && asks_how_long(condition->a, sleep) &&
           (!condition->b || asks_how_long(condition->b, sleep));
}

/* `if (delay > 0) sleep(delay);` sleeps: for no time where that is asked for. */
static struct pause_exits walk_branch(struct pause_walk *walk, const struct branch *branch, struct pause_state state) {
    struct pause_state held = pause_tested(walk, state, branch->condition, true);
    struct pause_state failed = pause_tested(walk, state, branch->condition, false);
    struct pause_exits exits = pause_walk_list(walk, branch->then_list, held);
    struct pause_exits other = pause_walk_list(walk, branch->else_list, failed);
    struct pause_state slept = exits.by_kind[PAUSE_NEXT];
    bool is_sleep = !branch->else_list && slept.is_possible && (slept.must & ~state.must & PAUSES_TIME) && slept.time &&
                    asks_how_long(branch->condition, slept.time->call);
    add_exits(&exits, &other);
    if (is_sleep)
        exits.by_kind[PAUSE_NEXT].must |= PAUSES_TIME;
    return exits;
}

static struct pause_exits walk_region(struct pause_walk *walk, const struct region *region, struct pause_state state) {
    struct pause_exits exits = no_exits;
    if (walk->is_dead && walk->is_dead[region->number]) /* only runs where something fails */
        return exits;
    enum pause_exit kind = PAUSE_NEXT;
    switch ((enum region_kind)region->kind) {
    case REGION_CALL:
        state = pause_after_call(walk, region, state);
        break;
    case REGION_BRANCH:
        return walk_branch(walk, &region->branch, state);
    case REGION_SWITCH:
        return walk_switch(walk, &region->switch_, state);
    case REGION_LOOP:
        return walk_loop(walk, region->loop, state);
    case REGION_TRY:
        return walk_try(walk, &region->try_, state);
    case REGION_BREAK:
        kind = PAUSE_BREAK;
        break;
    case REGION_CONTINUE:
        kind = PAUSE_CONTINUE;
        break;
    case REGION_RETURN:
        kind = kind_of_return(walk, region->value);
        break;
    case REGION_GOTO:
        if (region->label < walk->body->label_count)
            walk->labels[region->label] = pause_join(walk->labels[region->label], state);
        return exits;
    case REGION_THROW:
        return exits;
    case REGION_ASSIGN:
    case REGION_LABEL:
        break;
    }
    exits.by_kind[kind] = state;
    return exits;
}

struct pause_exits pause_walk_list(struct pause_walk *walk, const struct region *list, struct pause_state state) {
    struct pause_exits all = no_exits;
    for (const struct region *region = list; region; region = region->next) {
        if (region->kind == REGION_LABEL && region->label < walk->body->label_count)
            state = pause_join(state, walk->labels[region->label]);
        struct pause_exits exits = walk_region(walk, region, state);
        state = take(&exits, PAUSE_NEXT);
        add_exits(&all, &exits);
    }
    all.by_kind[PAUSE_NEXT] = state;
    return all;
}
