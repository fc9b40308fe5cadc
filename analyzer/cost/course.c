/* The dearest way through a region tree, from its end to its beginning.
 * Tests: testdata/chatty-sequence, testdata/duplicate-call */
#include "cost/course.h"

#include "algebra/known.h"
#include "cost/cost.h"
#include "cost/pause.h"
#include "cost/sequence.h"

enum way_end { WAY_NEXT, WAY_BREAK, WAY_LEAVES, WAY_ENDS /* the program, not well */ };

struct route_step {
    struct course_call call;
    const struct route_step *next;
};

/* What is left to do from some region on. */
struct route {
    enum way_end end;
    int64_t trips;
    int64_t aheads; /* answers that could be asked for ahead */
    const struct route_step *steps;
};

struct finding_course {
    const struct course_question *question;
    struct arena *arena;
};

static struct route route_of_list(const struct finding_course *f, const struct region *list,
                                  const struct course_arm *arm, bool is_inside_loop);

/* --- joining ------------------------------------------------------------------------------------------------------ */

static struct route add_call(const struct finding_course *f, struct course_call call, struct route rest) {
    struct route_step *step = ARENA_NEW(f->arena, struct route_step);
    *step = (struct route_step){call, rest.steps};
    rest.steps = step;
    rest.trips += call.trips;
    if (f->question->aheads && !call.is_inside_loop)
        rest.aheads += f->question->aheads[call.call].count;
    return rest;
}

/* Not by recursion: lists are long. */
static const struct route_step *append(const struct finding_course *f, const struct route_step *first,
                                       const struct route_step *rest) {
    struct route_step *head = NULL, *last = NULL;
    for (; first; first = first->next) {
        struct route_step *copy = ARENA_NEW(f->arena, struct route_step);
        *copy = (struct route_step){first->call, rest};
        if (last)
            last->next = copy;
        else
            head = copy;
        last = copy;
    }
    return head ? head : rest;
}

static struct route join(const struct finding_course *f, struct route first, struct route rest) {
    if (first.end != WAY_NEXT)
        return first;
    return (struct route){rest.end, first.trips + rest.trips, first.aheads + rest.aheads,
                          append(f, first.steps, rest.steps)};
}

/* The one with more round trips; of equals the one with more answers ahead, or else the one that goes on. */
static struct route dearer(struct route a, struct route b) {
    if (a.trips != b.trips)
        return a.trips > b.trips ? a : b;
    if (a.aheads != b.aheads)
        return a.aheads > b.aheads ? a : b;
    return a.end == WAY_NEXT || b.end != WAY_NEXT ? a : b;
}

/* --- regions ------------------------------------------------------------------------------------------------------ */

static bool is_dead(const struct finding_course *f, const struct region *list) {
    return list && f->question->scope->is_dead[list->number];
}

static bool pauses(const struct finding_course *f, const struct callee *callee) {
    if (callee->model)
        return callee->model->pause != PAUSE_NONE && callee->model->pause != PAUSE_ARRIVED;
    for (uint32_t i = 0; i < callee->targets.count; i++)
        if (f->question->costs->program->functions[callee->targets.functions[i]].reaches_pause)
            return true;
    return false;
}

/* `callee` pauses. */
static bool always_pauses(const struct finding_course *f, const struct callee *callee, const struct region *region) {
    struct pause_table *pauses = f->question->costs->pauses;
    return callee->model || (pause_call(pauses, f->question->scope, region).must & (PAUSES_EVENT | PAUSES_TIME)) != 0;
}

static struct route route_of_call(const struct finding_course *f, const struct region *region,
                                  const struct course_arm *arm, bool is_inside_loop, struct route rest) {
    const struct scope *scope = f->question->scope;
    const struct call *call = region->call;
    struct callee callee = costs_callee(f->question->costs->program, scope->function, call, f->arena);
    struct course_call one = {.call = call->index, .is_inside_loop = is_inside_loop, .arm = arm};
    one.trips = is_inside_loop ? 0 : f->question->trips[call->index];
    one.is_pause = one.trips == 0 && pauses(f, &callee);
    one.is_sure_pause = one.is_pause && always_pauses(f, &callee, region);
    int64_t code;
    bool is_well = call->argument_count == 1 && expr_is_constant(call->arguments[0].value, &code) && code == 0;
    if (callee_never_returns(f->question->costs->program, &callee))
        rest = (struct route){.end = is_well ? WAY_LEAVES : WAY_ENDS};
    return f->question->asks[call->index].is_wire || one.is_pause ? add_call(f, one, rest) : rest;
}

static struct course_arm *arm_of(const struct finding_course *f, const struct region *region,
                                 const struct expr *condition, bool holds, const struct course_arm *outer) {
    struct course_arm *arm = ARENA_NEW(f->arena, struct course_arm);
    *arm = (struct course_arm){outer, condition, holds, region->number, 0};
    return arm;
}

/* How many round trips are only made because of the arm. Where all else leaves, it is the way that goes on. */
static int64_t optional_of(struct route own, struct route other) {
    if (own.end == WAY_NEXT && other.end != WAY_NEXT)
        return 0;
    return own.trips > other.trips ? own.trips - other.trips : 0;
}

static const struct route no_route = {.end = WAY_NEXT};

/* `if (there is one already) { ask(); exit(1); }`: the few requests before the end of the program are no part of what
 * is asked where it goes on. */
static bool is_aside(struct route own, struct route other) {
    return own.end == WAY_ENDS && other.end != WAY_ENDS && own.trips < SEQUENCE_CALLS;
}

static struct route route_of_branch(const struct finding_course *f, const struct region *region,
                                    const struct course_arm *arm, bool is_inside_loop, struct route rest) {
    const struct branch *branch = &region->branch;
    if (is_dead(f, branch->then_list))
        return join(f, route_of_list(f, branch->else_list, arm, is_inside_loop), rest);
    if (is_dead(f, branch->else_list)) {
        struct route then_route = route_of_list(f, branch->then_list, arm, is_inside_loop);
        return is_aside(then_route, no_route) ? rest : join(f, then_route, rest);
    }
    struct course_arm *then_arm = arm_of(f, region, branch->condition, true, arm);
    struct course_arm *else_arm = arm_of(f, region, branch->condition, false, arm);
    struct route then_route = route_of_list(f, branch->then_list, then_arm, is_inside_loop);
    struct route else_route = route_of_list(f, branch->else_list, else_arm, is_inside_loop);
    bool then_is_aside = is_aside(then_route, else_route), else_is_aside = is_aside(else_route, then_route);
    then_route = join(f, then_route, rest);
    else_route = join(f, else_route, rest);
    then_arm->optional = optional_of(then_route, else_route);
    else_arm->optional = optional_of(else_route, then_route);
    if (then_is_aside || else_is_aside)
        return then_is_aside ? else_route : then_route;
    return dearer(then_route, else_route);
}

static struct route route_of_switch(const struct finding_course *f, const struct region *region,
                                    const struct course_arm *arm, bool is_inside_loop, struct route rest) {
    const struct switch_region *s = &region->switch_;
    struct route best = rest, below = {.end = WAY_NEXT};
    for (uint32_t i = s->case_count; i-- > 0;) {
        if (is_dead(f, s->cases[i].body))
            continue;
        struct course_arm *own = arm_of(f, region, NULL, true, arm);
        below = join(f, route_of_list(f, s->cases[i].body, own, is_inside_loop), below);
        struct route one = below;
        if (one.end == WAY_BREAK)
            one.end = WAY_NEXT;
        one = join(f, one, rest);
        own->optional = optional_of(one, rest);
        best = dearer(best, one);
    }
    return best;
}

/* All of a loop's parts, as calls that are no part of the line. */
static struct route route_beside(const struct finding_course *f, const struct loop *loop, const struct course_arm *arm,
                                 struct route rest) {
    const struct region *parts[] = {loop->condition_list, loop->body, loop->step_list};
    for (size_t i = ARRAY_COUNT(parts); i-- > 0;)
        rest.steps = append(f, route_of_list(f, parts[i], arm, true).steps, rest.steps);
    return rest;
}

/* Every jump back is one that no run without failures makes. */
static bool has_live_jump_back(const struct finding_course *f, const struct region *list, const struct loop *loop) {
    for (; list; list = list->next) {
        if (f->question->scope->is_dead[list->number])
            continue;
        bool is_back = loop->form == LOOP_GOTO ? list->kind == REGION_GOTO && list->label == loop->label
                                               : list->kind == REGION_CONTINUE;
        if (is_back)
            return true;
        if (list->kind == REGION_BRANCH && (has_live_jump_back(f, list->branch.then_list, loop) ||
                                            has_live_jump_back(f, list->branch.else_list, loop)))
            return true;
        if (list->kind == REGION_SWITCH || list->kind == REGION_TRY)
            return true;
    }
    return false;
}

/* The turn runs once when nothing fails: all that is in it ends with leaving the loop. */
static bool is_once(const struct finding_course *f, const struct loop *loop, struct route body) {
    int64_t value;
    if (has_live_jump_back(f, loop->body, loop))
        return false;
    if (loop->form == LOOP_DO && expr_is_constant(loop->condition, &value) && value == 0) /* a macro's */
        return true;
    return loop->form == LOOP_GOTO || body.end == WAY_BREAK;
}

/* --- loops that wait ---------------------------------------------------------------------------------------------- */

struct sleep_search {
    const struct finding_course *finding;
    const struct call *sleep; /* NULL: none yet */
    bool asks;                /* it makes round trips that count */
};

static void look_for_sleep(struct region *region, void *context) {
    struct sleep_search *search = context;
    const struct course_question *question = search->finding->question;
    if (region->kind != REGION_CALL)
        return;
    const struct call *call = region->call;
    const struct flow_ask *ask = &question->asks[call->index];
    bool is_dialing = (ask->access & 1u << ACCESS_SESSION) != 0;
    struct callee callee =
        costs_callee(question->costs->program, question->scope->function, call, search->finding->arena);
    if (callee.model && callee.model->pause == PAUSE_TIME)
        search->sleep = call;
    search->asks |= !question->scope->is_dead[region->number] && question->trips[call->index] > 0 && !is_dialing;
}

/* `for (;;) { c = connect(); if (is_up(c)) break; sleep(1); }` waits for something to be there, though nothing fails
 * where it is there at once. A request that is made again after a while is one request. */
static const struct call *sleep_of_loop(const struct finding_course *f, const struct loop *loop) {
    struct sleep_search search = {.finding = f};
    region_walk(loop->body, look_for_sleep, &search);
    return search.asks ? NULL : search.sleep;
}

static struct route route_of_sleep(const struct finding_course *f, const struct loop *loop,
                                   const struct course_arm *arm, struct route rest) {
    const struct call *sleep = sleep_of_loop(f, loop);
    struct course_call one = {.is_inside_loop = true, .is_pause = true, .is_sure_pause = true, .arm = arm};
    one.call = sleep ? sleep->index : 0;
    return sleep ? add_call(f, one, rest) : rest;
}

static struct route route_of_loop(const struct finding_course *f, const struct region *region,
                                  const struct course_arm *arm, bool is_inside_loop, struct route rest) {
    const struct loop *loop = region->loop;
    rest = route_of_sleep(f, loop, arm, rest);
    if (is_inside_loop)
        return route_beside(f, loop, arm, rest);
    struct route body = route_of_list(f, loop->body, arm, is_inside_loop);
    if (!is_once(f, loop, body))
        return route_beside(f, loop, arm, rest);
    if (body.end == WAY_BREAK)
        body.end = WAY_NEXT;
    return join(f, join(f, route_of_list(f, loop->condition_list, arm, is_inside_loop), body), rest);
}

static struct route route_of_region(const struct finding_course *f, const struct region *region,
                                    const struct course_arm *arm, bool is_inside_loop, struct route rest) {
    switch ((enum region_kind)region->kind) {
    case REGION_CALL:
        return route_of_call(f, region, arm, is_inside_loop, rest);
    case REGION_BRANCH:
        return route_of_branch(f, region, arm, is_inside_loop, rest);
    case REGION_SWITCH:
        return route_of_switch(f, region, arm, is_inside_loop, rest);
    case REGION_LOOP:
        return route_of_loop(f, region, arm, is_inside_loop, rest);
    case REGION_TRY:
        return join(f, route_of_list(f, region->try_.body, arm, is_inside_loop), rest);
    case REGION_BREAK:
        return (struct route){.end = WAY_BREAK};
    case REGION_CONTINUE:
    case REGION_RETURN:
    case REGION_GOTO:
    case REGION_THROW:
        return (struct route){.end = WAY_LEAVES};
    case REGION_ASSIGN:
    case REGION_LABEL:
        break;
    }
    return rest;
}

static struct route route_of_list(const struct finding_course *f, const struct region *list,
                                  const struct course_arm *arm, bool is_inside_loop) {
    uint32_t count = 0;
    for (const struct region *region = list; region; region = region->next)
        count++;
    const struct region **regions = ARENA_ARRAY(f->arena, const struct region *, count + 1);
    for (const struct region *region = list; region; region = region->next)
        *regions++ = region;
    struct route route = {.end = WAY_NEXT};
    for (; count > 0; count--)
        if (!f->question->scope->is_dead[(*--regions)->number])
            route = route_of_region(f, *regions, arm, is_inside_loop, route);
    return route;
}

/* --- arms that exclude each other --------------------------------------------------------------------------------- */

/* `x op constant` */
static void comparison_of(const struct expr *condition, bool holds, const struct expr **path, enum expr_op *op,
                          int64_t *constant) {
    *path = condition->a;
    *op = (enum expr_op)condition->op;
    if (condition->kind != EXPR_BINARY || *op < OP_EQUAL || *op > OP_GREATER_EQUAL ||
        !expr_is_constant(condition->b, constant)) {
        *path = condition->kind == EXPR_UNARY && condition->op == OP_NOT ? condition->a : condition;
        *op = *path == condition ? OP_NOT_EQUAL : OP_EQUAL;
        *constant = 0;
    }
    if (!holds)
        *op = comparison_negated(*op);
}

static bool fits(enum expr_op op, int64_t value, int64_t constant) {
    switch (op) {
    case OP_EQUAL:
        return value == constant;
    case OP_NOT_EQUAL:
        return value != constant;
    case OP_LESS:
        return value < constant;
    case OP_LESS_EQUAL:
        return value <= constant;
    case OP_GREATER:
        return value > constant;
    default:
        return value >= constant;
    }
}

/* Some number fits both: if any does, one next to a constant does. */
static bool fits_both(enum expr_op op1, int64_t c1, enum expr_op op2, int64_t c2) {
    const int64_t around[] = {c1, c2};
    for (size_t i = 0; i < ARRAY_COUNT(around); i++)
        for (int64_t value = around[i] > INT64_MIN ? around[i] - 1 : around[i];; value++) {
            if (fits(op1, value, c1) && fits(op2, value, c2))
                return true;
            if (value == INT64_MAX || value > around[i])
                break;
        }
    return false;
}

static bool arms_exclude(const struct course_arm *a, const struct course_arm *b) {
    const struct expr *path_a, *path_b;
    enum expr_op op_a, op_b;
    int64_t constant_a, constant_b;
    if (a->number == b->number)
        return a != b;
    if (!a->condition || !b->condition)
        return false;
    comparison_of(a->condition, a->holds, &path_a, &op_a, &constant_a);
    comparison_of(b->condition, b->holds, &path_b, &op_b, &constant_b);
    return expr_is_equal(path_a, path_b) && !fits_both(op_a, constant_a, op_b, constant_b);
}

static bool excludes(const struct course_arm *a, const struct course_arm *b) {
    for (const struct course_arm *x = a; x; x = x->outer)
        for (const struct course_arm *y = b; y; y = y->outer)
            if (arms_exclude(x, y))
                return true;
    return false;
}

/* --- all ---------------------------------------------------------------------------------------------------------- */

static void keep_step(struct course *out, const struct course_call *call) {
    const struct course_arm *last = NULL;
    for (uint32_t i = 0; i < out->calls.count; i++) {
        const struct course_arm *arm = out->calls.items[i].arm;
        if (arm != last && arm && arm != call->arm && excludes(arm, call->arm))
            return;
        last = arm;
    }
    vec_push(&out->calls, *call);
}

void course_find(const struct course_question *question, uint32_t loop, struct course *out) {
    const struct scope *scope = question->scope;
    struct finding_course f = {question, scope->scratch};
    const struct region *list = loop == LOOP_NONE ? scope->body->body : scope->loops[loop].region->loop->body;
    struct route route = route_of_list(&f, list, NULL, false);
    if (loop != LOOP_NONE)
        route = join(&f, route_of_list(&f, scope->loops[loop].region->loop->condition_list, NULL, false), route);
    *out = (struct course){0};
    for (const struct route_step *step = route.steps; step; step = step->next)
        keep_step(out, &step->call);
}

void course_finish(struct course *course) { vec_finish(&course->calls); }
