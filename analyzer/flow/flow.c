/* Walks over region trees: flows of functions, and of the turns of loops. Tests: tests/unit/cost/test_flow.c */
#include "flow/flow.h"

#include "flow/flow_run.h"
#include "flow/walked.h"

#include <string.h>

#define LOOKUP_DEPTH  4   /* functions outside of the cone that are looked into, one from another */
#define LOOKUP_CALLS  300 /* of such a function; a larger one is not worth its time */
#define LOOP_PASSES   2
#define PASSES_DEPTH  3   /* loops inside each other that are walked more than once */
#define PASSES_CELLS  500 /* of a state; a larger one is walked once */
#define GLOBAL_WRITES 24  /* places of globals that one function writes; of one that writes more, none is followed */
#define TURNS         3   /* of the loop that is asked about: what takes two turns to arrive is seen */

static const struct function_flows flows_open; /* being looked at, or not worth looking at */

/* --- branches ---------------------------------------------------------------------------------------------------- */

/* Every name in the condition is the place's, or a global. */
static bool tests_only(struct flow_run *run, const struct expr *condition, const struct flow_place *place) {
    struct flow_target target;
    if (!condition || condition->kind == EXPR_CONSTANT || condition->kind == EXPR_GLOBAL)
        return true;
    if (condition->kind == EXPR_BINARY || condition->kind == EXPR_UNARY)
        return tests_only(run, condition->a, place) && tests_only(run, condition->b, place);
    return flow_target_of(run, condition, &target) &&
           (target.place.root == EXPR_GLOBAL ||
            (target.place.root == place->root && target.place.index == place->index));
}

/* `if (s) s->len = 0;` empties s: where the test is about s, an object that is there is meant. */
static void keep_emptied(struct flow_run *run, const struct expr *condition, const struct flow_state *arm) {
    for (uint32_t i = 0; i < arm->cells.count; i++) {
        const struct flow_cell *cell = &arm->cells.items[i];
        if (!cell->is_emptied || cell->index != INDEX_NONE || !tests_only(run, condition, &cell->place))
            continue;
        struct flow_cell *joined = flow_state_exact(&run->state, &cell->place, INDEX_NONE);
        if (!joined || joined->is_emptied)
            continue;
        joined->is_emptied = true;
        joined->content = cell->content;
        joined->texts = cell->texts;
    }
}

/* `if (x) { release(x); x = NULL; }`: afterwards x is nothing, whether there was one or not. */
static void keep_cleared(struct flow_run *run, const struct expr *condition, const struct flow_state *then_state) {
    struct flow_target target;
    bool is_compared =
        condition && condition->kind == EXPR_BINARY && condition->op == OP_NOT_EQUAL && expr_is_zero(condition->b);
    const struct expr *tested = is_compared ? condition->a : condition;
    if (!tested ||
        (tested->kind != EXPR_FIELD && tested->kind != EXPR_GLOBAL && tested->kind != EXPR_LOCAL &&
         tested->kind != EXPR_DEREF) ||
        !flow_target_of(run, tested, &target) || target.index != INDEX_NONE)
        return;
    const struct flow_cell *cell = flow_state_exact(then_state, &target.place, INDEX_NONE);
    struct flow_cell *joined = flow_state_exact(&run->state, &target.place, INDEX_NONE);
    if (!cell || !joined || !cell->is_set || cell->value || cell->content)
        return;
    joined->is_set = true;
    joined->value = joined->content = 0;
}

/* What only runs where something has failed hands nothing on: `if (c->err) connect_again(c);`. */
static void walk_arm(struct flow_run *run, const struct region *list) {
    if (list && run->scope->is_dead[list->number])
        flow_state_finish(&run->state);
    else
        flow_walk(run, list);
}

static void walk_branch(struct flow_run *run, const struct branch *branch) {
    struct flow_state before = flow_state_copy(&run->state);
    bool tells_failure = flow_is_dead(run, branch->then_list) || flow_is_dead(run, branch->else_list);
    struct flow_test outer = flow_begin_test(run, tells_failure ? NULL : branch->condition);
    flow_imply_branch(run, branch);
    flow_note_branch(run, branch);
    walk_arm(run, branch->then_list);
    struct flow_state then_state = run->state;
    run->state = before;
    walk_arm(run, branch->else_list);
    flow_end_test(run, outer);
    struct flow_state arms[] = {flow_state_copy(&then_state), flow_state_copy(&run->state)};
    flow_state_join(&run->state, &then_state);
    keep_cleared(run, branch->condition, &arms[0]);
    for (int i = 0; i < 2; i++) {
        keep_emptied(run, branch->condition, &arms[i]);
        flow_state_finish(&arms[i]);
    }
}

static void walk_switch(struct flow_run *run, const struct switch_region *region) {
    struct flow_state breaks = {0}, *outer = run->breaks, before = run->state;
    bool has_default = false;
    struct flow_test outer_test = flow_begin_test(run, region->value);
    flow_imply(run, region->value);
    run->state = (struct flow_state){0};
    run->breaks = &breaks;
    for (uint32_t i = 0; i < region->case_count; i++) {
        struct flow_state entry = flow_state_copy(&before);
        flow_state_join(&run->state, &entry);
        walk_arm(run, region->cases[i].body);
        has_default |= region->cases[i].is_default;
    }
    flow_end_jumps(run, outer_test);
    run->breaks = outer;
    flow_state_join(&run->state, &breaks);
    if (has_default)
        flow_state_finish(&before);
    else
        flow_state_join(&run->state, &before);
}

static void walk_try(struct flow_run *run, const struct try_region *region) {
    struct flow_state before = flow_state_copy(&run->state);
    flow_walk(run, region->body);
    struct flow_state after = flow_state_copy(&run->state);
    flow_state_join(&before, &after);
    struct flow_state out = run->state;
    for (uint32_t i = 0; i < region->handler_count; i++) {
        run->state = flow_state_copy(&before);
        flow_walk(run, region->handlers[i].body);
        flow_state_join(&out, &run->state);
    }
    flow_state_finish(&before);
    run->state = out;
}

/* --- loops ------------------------------------------------------------------------------------------------------- */

struct turn {
    struct flow_state exits; /* where the test fails */
    struct flow_state breaks;
};

/* One turn from the state as it is; afterwards it is that of the next turn's beginning. */
static void walk_turn(struct flow_run *run, const struct loop *loop, struct turn *turn) {
    struct flow_state continues = {0}, *outer_breaks = run->breaks, *outer_continues = run->continues;
    bool is_do = loop->form == LOOP_DO, is_goto = loop->form == LOOP_GOTO;
    if (!is_do) {
        flow_walk(run, loop->condition_list);
        flow_note_test(run, loop);
        flow_begin_test(run, loop->condition);
    }
    if (!is_do && !is_goto && (loop->condition || loop->form == LOOP_RANGE)) {
        struct flow_state exit = flow_state_copy(&run->state);
        flow_state_join(&turn->exits, &exit);
    }
    if (!is_goto) {
        run->breaks = &turn->breaks;
        run->continues = &continues;
    }
    flow_walk(run, loop->body);
    run->breaks = outer_breaks;
    run->continues = outer_continues;
    if (is_goto) {
        flow_state_join(&turn->exits, &run->state);
        run->state = (struct flow_state){0};
        if (loop->label < run->scope->body->label_count) {
            flow_state_join(&run->state, &run->gotos[loop->label]);
            run->gotos[loop->label] = (struct flow_state){0};
        }
        return;
    }
    flow_state_join(&run->state, &continues);
    flow_walk(run, loop->step_list);
    if (is_do) {
        flow_walk(run, loop->condition_list);
        flow_note_test(run, loop);
        struct flow_state exit = flow_state_copy(&run->state);
        flow_state_join(&turn->exits, &exit);
    }
}

static void walk_loop_inside(struct flow_run *run, const struct loop *loop) {
    struct turn turn = {0};
    bool is_cheap = run->loop_depth < PASSES_DEPTH && run->state.cells.count < PASSES_CELLS;
    int passes = is_cheap ? LOOP_PASSES : 1;
    run->loop_depth++;
    for (int i = 0; i < passes; i++) {
        struct flow_state entry = flow_state_copy(&run->state);
        walk_turn(run, loop, &turn);
        flow_state_join(&run->state, &entry);
    }
    run->loop_depth--;
    flow_state_finish(&run->state);
    run->state = turn.exits;
    flow_state_join(&run->state, &turn.breaks);
}

static void finish_turn(struct turn *turn) {
    flow_state_finish(&turn->exits);
    flow_state_finish(&turn->breaks);
}

/* --- the loop that is asked about ----------------------------------------------------------------------------------
 */

static void forget_labels(struct flow_state *state) {
    for (uint32_t i = 0; i < state->cells.count; i++) {
        struct flow_cell *cell = &state->cells.items[i];
        cell->value = cell->content = 0;
        cell->has_value_changed = cell->has_content_changed = false;
    }
}

/* What a turn changes is another on each turn. */
static void mark_changed(struct flow_state *state, const struct flow_state *after) {
    for (uint32_t i = 0; i < after->cells.count; i++) {
        const struct flow_cell *changed = &after->cells.items[i];
        if (changed->place.root == EXPR_CALL || (!changed->has_value_changed && !changed->has_content_changed))
            continue;
        struct flow_cell *cell = flow_state_add(state, &changed->place, changed->index);
        if (!cell)
            continue;
        cell->value |= changed->has_value_changed ? FLOW_VARIES : 0;
        cell->content |= changed->has_content_changed ? FLOW_VARIES : 0;
        cell->texts |= changed->texts;
    }
}

static uint64_t carried(uint64_t labels) {
    return labels & FLOW_ANSWER ? (labels & ~FLOW_ANSWER) | FLOW_CARRIED : labels;
}

static void begin_turn(struct flow_state *state) {
    for (uint32_t i = 0; i < state->cells.count; i++) {
        state->cells.items[i].value = carried(state->cells.items[i].value);
        state->cells.items[i].content = carried(state->cells.items[i].content);
    }
}

static void walk_asked_loop(struct flow_run *run, const struct loop *loop) {
    struct turn turn = {0};
    run->asked_loop = LOOP_NONE;
    run->asked = loop;
    run->asked_depth = run->loop_depth;
    forget_labels(&run->state);
    struct flow_state first = flow_state_copy(&run->state);
    walk_turn(run, loop, &turn);
    mark_changed(&first, &run->state);
    flow_state_finish(&run->state);
    run->state = first;
    for (int i = 0; i < TURNS && run->state.is_reached; i++) {
        begin_turn(&run->state);
        flow_note_tokens(run);
        memset(run->asked_calls, 0, sizeof *run->asked_calls * (run->scope->body->call_count + 1));
        run->calls = run->asked_calls;
        walk_turn(run, loop, &turn);
    }
    run->calls = NULL;
    finish_turn(&turn);
    flow_state_finish(&run->state); /* what comes behind is of no interest */
}

static void walk_loop(struct flow_run *run, const struct loop *loop) {
    struct flow_test outer = flow_begin_test(run, NULL);
    if (run->asked_loop == loop->index)
        walk_asked_loop(run, loop);
    else
        walk_loop_inside(run, loop);
    flow_end_jumps(run, outer);
}

/* --- regions ----------------------------------------------------------------------------------------------------- */

static void leave(struct flow_run *run, struct flow_state *into) {
    if (into)
        flow_state_join(into, &run->state);
    flow_state_finish(&run->state);
    run->state = (struct flow_state){0};
}

/* `return -1;`, `return NULL;` */
static bool is_failure(const struct flow_run *run, const struct expr *value) {
    int64_t number;
    if (!value || !expr_is_constant(value, &number))
        return false;
    const char *type = program_function_type(run->costs->program, run->scope->function);
    const char *list = type ? strchr(type, '(') : NULL;
    bool is_pointer = list && memchr(type, '*', (size_t)(list - type)) != NULL;
    return number < 0 || (number == 0 && is_pointer);
}

static void walk_jump(struct flow_run *run, const struct region *region) {
    flow_note_jump(run, region);
    switch ((enum region_kind)region->kind) {
    case REGION_BREAK:
        leave(run, run->breaks);
        break;
    case REGION_CONTINUE:
        leave(run, run->continues);
        break;
    case REGION_GOTO:
        leave(run, region->label < run->scope->body->label_count ? &run->gotos[region->label] : NULL);
        break;
    case REGION_RETURN:
        if (region->value) {
            flow_imply_selected(run, region->value);
            run->result |= flow_reach(run, region->value);
            run->is_result_walked |= value_is_walked(run->costs, run->scope, LOOP_NONE, region->value);
            run->result_texts |= flow_texts(run, region->value);
        }
        leave(run, is_failure(run, region->value) ? &run->failed : &run->returned);
        break;
    default:
        leave(run, NULL);
    }
}

static void walk_region(struct flow_run *run, const struct region *region) {
    switch ((enum region_kind)region->kind) {
    case REGION_CALL:
        flow_call(run, region->call);
        break;
    case REGION_ASSIGN:
        flow_imply_selected(run, region->assign.value);
        flow_assign(run, &region->assign);
        break;
    case REGION_BRANCH:
        walk_branch(run, &region->branch);
        break;
    case REGION_SWITCH:
        walk_switch(run, &region->switch_);
        break;
    case REGION_LOOP:
        walk_loop(run, region->loop);
        break;
    case REGION_TRY:
        walk_try(run, &region->try_);
        break;
    case REGION_LABEL:
        break;
    default:
        walk_jump(run, region);
    }
}

void flow_walk(struct flow_run *run, const struct region *list) {
    for (const struct region *region = list; region; region = region->next) {
        if (region->kind == REGION_LABEL) { /* forward gotos arrive here */
            flow_state_join(&run->state, &run->gotos[region->label]);
            run->gotos[region->label] = (struct flow_state){0};
        }
        if (run->state.is_reached)
            walk_region(run, region);
    }
}

/* --- functions --------------------------------------------------------------------------------------------------- */

void flow_run_function(struct flow_run *run) {
    run->state = (struct flow_state){.is_reached = true};
    run->gotos = ARENA_ARRAY(run->scope->scratch, struct flow_state, run->scope->body->label_count + 1);
    flow_walk(run, run->scope->body->body);
    flow_state_join(&run->returned, &run->state);
    flow_state_join_failed(&run->returned, &run->failed);
}

void flow_finish_run(struct flow_run *run) {
    flow_state_finish(&run->returned);
    flow_state_finish(&run->failed);
    flow_state_finish(&run->state);
    for (uint32_t i = 0; i < run->scope->body->label_count; i++)
        flow_state_finish(&run->gotos[i]);
}

/* Places other than its own whose text may come first in what an argument leads to. */
static uint64_t copied_texts(const struct flow_run *run, const struct flow_cell *cell) {
    uint64_t copied = 0;
    if (cell->place.root != EXPR_PARAMETER || cell->has_value_changed || (cell->texts & TEXT_UNKNOWN))
        return 0;
    for (uint32_t i = 0; i < run->text_count; i++) {
        const struct flow_text *text = &run->texts[i];
        if ((cell->texts >> i & 1) && !text->literal && !text->built &&
            !flow_place_equals(&run->places[text->place], &cell->place))
            copied |= FLOW_PLACE(text->place);
    }
    return copied;
}

/* What callers can see of the cell; false when that is nothing. */
static bool write_of(const struct flow_run *run, const struct flow_cell *cell, struct flow_write *write) {
    bool is_parameter = cell->place.root == EXPR_PARAMETER && cell->place.field_count == 0;
    if (cell->place.root == EXPR_LOCAL || cell->place.root == EXPR_CALL)
        return false;
    if (is_parameter && cell->has_value_changed) /* leads to something else by now */
        return false;
    if (!cell->has_content_changed && !cell->has_value_changed)
        return false;
    uint64_t labels = cell->content | (is_parameter ? 0 : cell->value);
    *write = (struct flow_write){.to = cell->place,
                                 .labels = labels,
                                 .is_value = !is_parameter && cell->has_value_changed,
                                 .is_set = !is_parameter && cell->is_set && cell->index == INDEX_NONE,
                                 .is_reset = cell->is_emptied,
                                 .is_rewritten = cell->is_rewritten,
                                 .text = flow_literal(run, cell->texts),
                                 .copied = copied_texts(run, cell),
                                 .built = flow_built(run, cell->texts)};
    bool is_cleared = write->is_set && cell->place.root != EXPR_GLOBAL; /* of globals only so many are followed */
    return labels || write->is_reset || write->text || write->built || is_cleared;
}

static uint32_t drop_globals(struct flow_write *writes, uint32_t count) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++)
        if (writes[i].to.root != EXPR_GLOBAL)
            writes[kept++] = writes[i];
    return kept;
}

/* What is high up in a large program may write almost every global, made of almost everything: that says nothing, and
 * each of its callers would have to carry it on. */
static const struct flow_write *writes_of(const struct flow_run *run, struct arena *arena, uint32_t *count) {
    struct flow_write *writes = ARENA_ARRAY(run->scope->scratch, struct flow_write, run->returned.cells.count);
    uint32_t global_count = 0; /* most cells are no writes */
    *count = 0;
    for (uint32_t i = 0; i < run->returned.cells.count; i++) {
        bool is_write = write_of(run, &run->returned.cells.items[i], &writes[*count]);
        global_count += is_write && writes[*count].to.root == EXPR_GLOBAL;
        *count += is_write;
    }
    if (global_count > GLOBAL_WRITES)
        *count = drop_globals(writes, *count);
    struct flow_write *kept = ARENA_ARRAY(arena, struct flow_write, *count);
    if (*count)
        memcpy(kept, writes, *count * sizeof *kept);
    return kept;
}

static const struct function_flows *keep(const struct flow_run *run, struct arena *arena) {
    struct function_flows *flows = ARENA_NEW(arena, struct function_flows);
    struct flow_place *places = ARENA_ARRAY(arena, struct flow_place, run->place_count);
    if (run->place_count)
        memcpy(places, run->places, run->place_count * sizeof *places);
    flows->places = places;
    flows->place_count = run->place_count;
    flows->handle = run->requests.handle;
    flows->request = run->requests.request;
    flows->told = run->requests.told;
    flows->takes_any = run->requests.takes_any;
    flows->dialed = run->requests.dialed;
    flows->returned = run->result;
    flows->tests_answer = run->tests_answer;
    flows->tested = run->tested;
    flows->filled = flow_filled(run);
    flows->returned_text = flow_literal(run, run->result_texts);
    flows->returned_built = flow_built(run, run->result_texts);
    flows->is_wire = run->requests.is_wire;
    flows->has_own_handle = run->requests.has_own_handle;
    flows->is_handle_walked = run->requests.is_handle_walked;
    flows->is_result_walked = run->is_result_walked;
    flows->access = run->requests.access;
    flows->text = run->requests.text;
    flows->fallback_access = run->requests.fallback_access;
    flows->language = run->requests.language;
    flows->page = run->requests.page;
    flows->is_usual_page = run->requests.is_usual_page;
    flows->bulk = run->requests.bulk;
    flows->key = run->requests.key;
    flows->writes = writes_of(run, arena, &flows->write_count);
    return flows;
}

static const struct function_flows *flows_of(struct flow_run *run, struct arena *arena) {
    run->asked_loop = LOOP_NONE;
    flow_run_function(run);
    const struct function_flows *flows = keep(run, arena);
    flow_finish_run(run);
    return flows;
}

static struct flow_run *new_run(struct costs *costs, const struct scope *scope) {
    struct flow_run *run = ARENA_NEW(scope->scratch, struct flow_run);
    run->costs = costs;
    run->scope = scope;
    return run;
}

const struct function_flows *flow_make(struct costs *costs, const struct scope *scope, const struct entered *entered,
                                       struct arena *arena) {
    struct flow_run *run = new_run(costs, scope);
    run->entered = entered;
    return flows_of(run, arena);
}

void flow_summarize(struct costs *costs, const struct scope *scope) {
    const struct function_flows **kept = &costs->flows[scope->function];
    *kept = &flows_open;
    *kept = flows_of(new_run(costs, scope), costs->program->arena);
}

const struct function_flows *flow_of_function(struct flow_run *run, uint32_t function) {
    struct costs *costs = run->costs;
    const struct function_flows **kept = &costs->flows[function];
    struct error err = {0};
    if (*kept)
        return *kept == &flows_open ? NULL : *kept;
    if (run->depth >= LOOKUP_DEPTH || costs->program->functions[function].is_in_cone)
        return NULL;
    *kept = &flows_open;
    struct arena scratch;
    struct scope scope;
    arena_init(&scratch);
    /* One look: there are more of these than functions that reach the wire, and nobody asks for their bodies again. */
    const struct function *body = program_peek_body(costs->program, function, &scratch, &err);
    if (!body || body->call_count > LOOKUP_CALLS) {
        arena_finish(&scratch);
        return NULL;
    }
    scope_init(&scope, costs->program, &costs->atoms, &scratch, function, body);
    struct flow_run *inner = new_run(costs, &scope);
    inner->depth = run->depth + 1;
    *kept = flows_of(inner, costs->program->arena);
    arena_finish(&scratch);
    return *kept;
}

struct flow_use flow_use_of(const struct flow_requests *requests) {
    uint64_t told = requests->takes_any ? requests->told : requests->told & ~FLOW_CARRIED;
    uint32_t fallback = requests->fallback_access ? requests->fallback_access : 1u << ACCESS_UNKNOWN;
    return (struct flow_use){.is_wire = requests->is_wire,
                             .handle = requests->handle,
                             .request = requests->request | told,
                             .told = requests->told,
                             .answer = requests->answer,
                             .dialed = requests->dialed,
                             .access = requests->access | (requests->text ? fallback : 0),
                             .page = requests->page,
                             .bulk = requests->bulk,
                             .key = requests->key};
}

struct flow_turns flow_of_loop(struct costs *costs, const struct scope *scope, uint32_t loop) {
    uint32_t count = scope->body->call_count;
    struct flow_use *uses = ARENA_ARRAY(scope->scratch, struct flow_use, count);
    struct flow_run *run = new_run(costs, scope);
    struct entered top = {.function = scope->function};
    run->entered = costs->functions[scope->function].is_done ? &top : NULL;
    run->asked_loop = loop;
    run->asked_calls = ARENA_ARRAY(scope->scratch, struct flow_requests, count + 1);
    flow_run_function(run);
    flow_finish_run(run);
    for (uint32_t i = 0; i < count; i++)
        uses[i] = flow_use_of(&run->asked_calls[i]);
    run->turns.uses = uses;
    return run->turns;
}
