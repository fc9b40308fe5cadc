/* Loops: turns times what one turn costs, and the ways out.
 *
 * A call after which the loop is always left counts once, not once a turn: it is not part of a turn.
 * Tests: testdata/_cost, tests/unit/cost/test_golden_cost.c */
#include "cost/evaluate_internal.h"

#include "cost/attempt.h"
#include "cost/carry.h"
#include "cost/classify.h"
#include "cost/clock.h"
#include "cost/cut_off.h"
#include "cost/drain.h"
#include "cost/drained.h"
#include "cost/evaluate_tell.h"
#include "cost/first_peer.h"
#include "cost/flush.h"
#include "cost/free_name.h"
#include "cost/key_search.h"
#include "cost/last_turn.h"
#include "cost/later.h"
#include "cost/likely.h"
#include "cost/marks.h"
#include "cost/redirected.h"
#include "cost/redo.h"
#include "cost/state.h"
#include "cost/window.h"
#include "turns/turns.h"

/* --- leaving ----------------------------------------------------------------------------------------------------- */

/* A way out of the loop: all whole turns before it, then what the last turn did more than a whole one. With
 * `is_partial`, that turn comes on top of the whole ones, and what it shares with them is part of the loop. */
struct leaving {
    const struct value *head;   /* of each turn, before the body */
    const struct value *before; /* all whole turns; closed with the loop */
    const struct value *turn;   /* NULL: there are no whole turns */
    bool is_partial;
    bool is_closed; /* the loop is reported, and not as a note */
};

static struct way leave(struct evaluation *evaluation, const struct leaving *leaving, struct way way) {
    const struct algebra *algebra = &evaluation->algebra;
    if (!way.value)
        return way;
    const struct value *value = value_sequence(algebra, leaving->head, way.value);
    const struct value *more = value_excess(algebra, value, leaving->turn);
    if (!leaving->is_partial || !leaving->turn)
        return (struct way){value_sequence(algebra, leaving->before, more), way.facts};
    const struct value *shared = value_excess(algebra, value, more);
    if (leaving->is_closed)
        shared = value_closed(algebra, shared);
    return (struct way){value_sequence(algebra, leaving->before, value_sequence(algebra, shared, more)), way.facts};
}

/* The exits of the body that leave the loop for good, as exits of the loop. `body` NEXT is one of them. */
static struct exits leaving_exits(struct evaluation *evaluation, const struct leaving *leaving, struct exits body) {
    struct goto_exit *gotos = ARENA_ARRAY(evaluation->algebra.scratch, struct goto_exit, body.goto_count);
    for (int i = 0; i < EXIT_COUNT; i++)
        body.by_kind[i] = leave(evaluation, leaving, body.by_kind[i]);
    for (uint32_t i = 0; i < body.goto_count; i++)
        gotos[i] = (struct goto_exit){body.gotos[i].label, leave(evaluation, leaving, body.gotos[i].way)};
    body.gotos = gotos;
    return body;
}

/* --- one loop ---------------------------------------------------------------------------------------------------- */

struct loop_parts {
    const struct facts *before; /* what is known where the loop begins */
    struct exits test;
    struct exits step;
    struct exits leaving; /* of the body, renamed: NEXT leaves the loop */
    struct way again;     /* of the body: to the next test or turn; without a value every turn leaves */
    struct way end;       /* where the test does not hold; without a value there is no test */
    bool is_entered;      /* the body may run */
    bool is_repeated;     /* `again` may come to another turn */
    bool has_dead_exit;   /* something in the body leaves the loop when it fails */
    enum exit_kind dead_exit;
};

struct exit_search {
    const struct evaluation *evaluation;
    uint32_t loop;
    struct loop_parts *parts;
};

/* A loop that only ends because a call fails at last: `while (1) { if (next(it) != OK) break; ... }`. */
static void find_dead_exit(struct region *region, void *context) {
    struct exit_search *search = context;
    bool is_exit = region->kind == REGION_BREAK || region->kind == REGION_RETURN || region->kind == REGION_GOTO;
    if (!is_exit || !search->evaluation->scope->is_dead[region->number] || search->parts->has_dead_exit)
        return;
    search->parts->has_dead_exit = true;
    search->parts->dead_exit = region->kind == REGION_RETURN ? EXIT_RETURN : EXIT_NEXT;
}

static const struct value *next_of(const struct exits *exits) {
    const struct value *value = exits->by_kind[EXIT_NEXT].value;
    return value ? value : &value_zero;
}

static enum truth truth_of_test(const struct evaluation *evaluation, const struct loop *loop,
                                const struct exits *test) {
    const struct facts *facts = test->by_kind[EXIT_NEXT].value ? test->by_kind[EXIT_NEXT].facts : &facts_none;
    return loop->condition ? assume_truth(&evaluation->assumptions, facts, loop->condition) : TRUTH_UNKNOWN;
}

static const struct facts *after_test(const struct evaluation *evaluation, const struct loop *loop,
                                      const struct exits *test, bool holds) {
    const struct facts *facts = test->by_kind[EXIT_NEXT].value ? test->by_kind[EXIT_NEXT].facts : &facts_none;
    struct position position = {evaluation->scope->loops[loop->index].begin, loop->index};
    return loop->condition ? assume_outcome(&evaluation->assumptions, facts, loop->condition, holds, position) : facts;
}

static void run_body(struct evaluation *evaluation, const struct loop *loop, struct loop_parts *parts) {
    const struct algebra *algebra = &evaluation->algebra;
    struct exits body = evaluate_list(evaluation, loop->body);
    if (loop->form == LOOP_GOTO) { /* no loop to break and continue; its end leaves it */
        parts->again = exits_take_goto(algebra, &body, loop->label);
    } else {
        parts->again = way_join(algebra, body.by_kind[EXIT_NEXT], body.by_kind[EXIT_CONTINUE]);
        struct way last = exits_take_goto(algebra, &body, last_turn_label(loop->index));
        body.by_kind[EXIT_NEXT] = way_join(algebra, body.by_kind[EXIT_BREAK], last);
        body.by_kind[EXIT_BREAK].value = NULL;
        body.by_kind[EXIT_CONTINUE].value = NULL;
    }
    parts->leaving = body;
    evaluation->facts = parts->again.value ? parts->again.facts : &facts_none;
    if (parts->again.value)
        parts->step = evaluate_list(evaluation, loop->step_list);
    else
        evaluate_dead(evaluation, loop->step_list);
    struct exit_search search = {evaluation, loop->index, parts};
    region_walk(loop->body, find_dead_exit, &search);
}

/* `do body while (test)` */
static void run_do(struct evaluation *evaluation, const struct loop *loop, struct loop_parts *parts) {
    parts->is_entered = true;
    run_body(evaluation, loop, parts);
    evaluation->facts = parts->again.value ? parts->again.facts : &facts_none;
    if (!parts->again.value) {
        evaluate_dead(evaluation, loop->condition_list);
        return;
    }
    parts->test = evaluate_list(evaluation, loop->condition_list);
    parts->is_repeated = truth_of_test(evaluation, loop, &parts->test) != TRUTH_NO;
    parts->end = (struct way){&value_zero, after_test(evaluation, loop, &parts->test, false)};
}

/* What the test comes to after a turn: the test's list is run again, for what it tells only. */
static bool test_may_hold_again(struct evaluation *evaluation, const struct loop *loop, const struct exits *step) {
    bool was_counted = evaluation->is_counted;
    if (!step->by_kind[EXIT_NEXT].value)
        return true;
    evaluation->is_counted = false;
    evaluation->facts = step->by_kind[EXIT_NEXT].facts;
    struct exits test = evaluate_list(evaluation, loop->condition_list);
    evaluation->is_counted = was_counted;
    return truth_of_test(evaluation, loop, &test) != TRUTH_NO;
}

static void run_while(struct evaluation *evaluation, const struct loop *loop, struct loop_parts *parts) {
    parts->test = evaluate_list(evaluation, loop->condition_list);
    if (loop->condition || loop->form == LOOP_RANGE)
        parts->end = (struct way){&value_zero, after_test(evaluation, loop, &parts->test, false)};
    if (truth_of_test(evaluation, loop, &parts->test) == TRUTH_NO) {
        evaluate_dead(evaluation, loop->body);
        evaluate_dead(evaluation, loop->step_list);
        return;
    }
    parts->is_entered = true;
    evaluation->facts = after_test(evaluation, loop, &parts->test, true);
    run_body(evaluation, loop, parts);
    parts->is_repeated = parts->again.value && test_may_hold_again(evaluation, loop, &parts->step);
}

static struct loop_parts parts_of(struct evaluation *evaluation, const struct loop *loop) {
    struct loop_parts parts = {.before = evaluation->facts};
    evaluation->facts = assume_any_turn(&evaluation->assumptions, evaluation->facts, loop->index);
    if (loop->form == LOOP_DO)
        run_do(evaluation, loop, &parts);
    else
        run_while(evaluation, loop, &parts);
    return parts;
}

/* The loop may be left before its turns are over. The end of the process does not count, nor does a failure. */
static bool can_be_left(const struct loop *loop, const struct exits *leaving) {
    bool falls_out = leaving->by_kind[EXIT_NEXT].value && loop->form != LOOP_GOTO;
    return falls_out || leaving->by_kind[EXIT_BREAK].value || leaving->by_kind[EXIT_CONTINUE].value ||
           leaving->by_kind[EXIT_RETURN].value || leaving->by_kind[EXIT_THROW].value || leaving->goto_count > 0;
}

/* Neither the test nor the body leads to what comes behind the loop while nothing fails. */
static bool only_fails(const struct evaluation *evaluation, const struct loop *loop, const struct loop_parts *parts) {
    bool is_tested = !turns_are_endless(loop) && truth_of_test(evaluation, loop, &parts->test) == TRUTH_YES;
    return parts->is_repeated && (is_tested || (turns_are_endless(loop) && parts->has_dead_exit)) &&
           loop->form != LOOP_GOTO && !parts->leaving.by_kind[EXIT_NEXT].value && parts->leaving.goto_count == 0;
}

/* What test and step do other than going on: once at most. */
static struct exits take_other_exits(struct evaluation *evaluation, struct loop_parts *parts) {
    parts->test.by_kind[EXIT_NEXT].value = NULL;
    parts->step.by_kind[EXIT_NEXT].value = NULL;
    return exits_join(&evaluation->algebra, parts->test, parts->step);
}

/* Something to go through, or a test that holds at first. */
static bool has_first_turn(const struct scope *scope, const struct loop *loop) {
    int64_t count;
    if (loop->form == LOOP_DO || loop->form == LOOP_GOTO || turns_are_endless(loop))
        return true;
    struct turns turns = turns_of(scope, loop->index);
    return poly_is_constant(turns.count, &count) && poly_is_exact(turns.count) && count > 0;
}

/* What a turn costs that leaves, when there may be none: of no host, none is asked. */
static struct exits at_most(const struct algebra *algebra, struct exits exits) {
    struct goto_exit *gotos = ARENA_ARRAY(algebra->scratch, struct goto_exit, exits.goto_count);
    for (int i = 0; i < EXIT_COUNT; i++)
        if (exits.by_kind[i].value)
            exits.by_kind[i].value = value_inexact(algebra, exits.by_kind[i].value);
    for (uint32_t i = 0; i < exits.goto_count; i++) {
        gotos[i] = exits.gotos[i];
        gotos[i].way.value = value_inexact(algebra, gotos[i].way.value);
    }
    exits.gotos = gotos;
    return exits;
}

/* Every turn leaves, by itself or because the test does not hold again: the body runs once at most. */
static struct exits run_once(struct evaluation *evaluation, const struct loop *loop, struct loop_parts *parts) {
    const struct algebra *algebra = &evaluation->algebra;
    bool is_do = loop->form == LOOP_DO;
    const struct value *test = next_of(&parts->test);
    struct leaving leaving = {.head = is_do ? &value_zero : test, .before = &value_zero};
    struct exits out = leaving_exits(evaluation, &leaving, parts->leaving);
    if (!has_first_turn(evaluation->scope, loop))
        out = at_most(algebra, out);
    if (parts->again.value) {
        const struct value *turn = value_sequence(algebra, parts->again.value, next_of(&parts->step));
        const struct value *whole = value_sequence(algebra, is_do ? turn : test, is_do ? test : turn);
        out = exits_join(algebra, out, exits_next(whole, parts->end.value ? parts->end.facts : parts->again.facts));
    }
    if (!is_do && parts->end.value && !turns_are_endless(loop))
        out = exits_join(algebra, out, exits_next(test, parts->end.facts));
    return exits_join(algebra, out, take_other_exits(evaluation, parts));
}

/* What the last, partial turn of `for (;;) { a(); if (done) break; b(); }` shares with a whole one. */
static const struct value *partial_turn(struct evaluation *evaluation, const struct loop_parts *parts,
                                        const struct value *head, const struct value *turn) {
    const struct algebra *algebra = &evaluation->algebra;
    const struct value *value =
        value_join(algebra, parts->leaving.by_kind[EXIT_NEXT].value, parts->leaving.by_kind[EXIT_RETURN].value);
    if (!value)
        return &value_zero;
    value = value_sequence(algebra, head, value);
    return value_excess(algebra, value, value_excess(algebra, value, turn));
}

static bool may_cost(const struct evaluation *evaluation, const struct call *call) {
    const struct costs *costs = evaluation->costs;
    struct callee callee = costs_callee(costs->program, evaluation->scope->function, call, evaluation->scope->scratch);
    bool may_cost = callee.model && callee.model->effect != EFFECT_LOCAL;
    for (uint32_t i = 0; i < callee.targets.count; i++)
        may_cost |= !value_is_free(&costs->functions[callee.targets.functions[i]].value);
    return may_cost;
}

/* Something is asked before the test that ends the turns: on one turn more than they are. A turn that leaves behind
 * that test is one of those that are counted. */
static bool asks_before(const struct evaluation *evaluation, uint32_t loop, const struct region *test) {
    const struct scope *scope = evaluation->scope;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct call_place *place = &scope->calls[i];
        if (place->region && place->number < test->number && scope_is_inside(scope, place->number, loop) &&
            !scope->is_dead[place->number] && may_cost(evaluation, place->region->call))
            return true;
    }
    return false;
}

/* The loop that was told of last. What its turns pay once for each item, however often it runs, is paid once in loops
 * around it. */
static const struct value *add_loop_site(struct evaluation *evaluation, const struct value *value, uint32_t loop) {
    struct atom_table *atoms = evaluation->algebra.atoms;
    const struct loop_cost *told = &evaluation->loops.items[evaluation->loops.count - 1];
    const struct guard *drained = drained_in_all(told->most ? told->most : told->trips);
    const struct guards *guards = drained ? guards_with(atoms, NULL, drained) : NULL;
    struct site_count site = {SITE_LOOP | loop, poly_guarded(atoms, poly_constant(atoms, 1), guards), NULL};
    struct value *noted = ARENA_NEW(evaluation->algebra.scratch, struct value);
    noted->sites = site_tree_of(evaluation->algebra.scratch, site);
    return value_sequence(&evaluation->algebra, value, noted);
}

/* The ways on once all turns are over. */
static struct exits end_of_turns(const struct loop *loop, const struct loop_parts *parts, const struct value *end) {
    const struct facts *facts = parts->end.value ? parts->end.facts : &facts_none;
    bool has_way_out = parts->leaving.by_kind[EXIT_NEXT].value || parts->leaving.by_kind[EXIT_RETURN].value ||
                       parts->leaving.goto_count > 0;
    if (!turns_are_endless(loop))
        return exits_next(end, facts);
    if (!has_way_out && parts->has_dead_exit)
        return exits_only(parts->dead_exit, end, facts);
    if (loop->form != LOOP_GOTO || !parts->leaving.by_kind[EXIT_NEXT].value)
        return exits_only(EXIT_NORETURN, end, facts); /* what a caller that never comes back pays */
    return (struct exits){0};
}

/* Of struct loop_carry. */
struct flowing {
    int64_t page; /* a small one */
    int64_t piece;
    bool is_between;
    bool is_of_many; /* each turn asks all that are left: how often is a matter of pages, as for one */
};

/* PAGE, TRANSFER, CHUNK or NONE: what flows from turn to turn. */
static enum loop_class class_of_flows(struct evaluation *evaluation, const struct loop *loop, const struct value *turn,
                                      struct flowing *flowing) {
    struct quiet_loop reason = {.loop = loop->index, .call = CALL_NONE};
    if (!poly_open(evaluation->algebra.atoms, turn->trips) && !carry_may_ask_many(evaluation->scope, loop->index))
        return CLASS_NONE;
    struct loop_carry carry = carry_of_loop(evaluation->costs, evaluation->scope, loop->index);
    if (carry.class == CLASS_NONE)
        return CLASS_NONE;
    if (carry.class == CLASS_PAGE && carry.page > 0 && carry.page <= SMALL_PAGE) {
        flowing->page = carry.page;
        return carry.class;
    }
    reason.class = carry.class;
    reason.place = evaluation->scope->calls[carry.call].region->location;
    reason.what = carry.what;
    flowing->piece = carry.class == CLASS_CHUNK ? carry.piece : 0;
    flowing->is_between = carry.is_between;
    flowing->is_of_many = carry.class == CLASS_PAGE && evaluation->scope->calls[carry.call].loop != loop->index;
    vec_push(&evaluation->reasons, reason);
    return carry.class;
}

/* What the guard tests is set by now, so that it does not hold again. */
static bool is_set(const struct facts *facts, const struct guard *guard) {
    const struct known *known = facts_value(facts, guard->path->index);
    return known && known_is_true(known) == (guard->is_negated ? TRUTH_NO : TRUTH_YES);
}

/* `if (!tried) { ...; tried = 1; continue; }` is the only way to another turn: it is taken once. */
static bool turns_again_once(struct evaluation *evaluation, const struct loop *loop, const struct loop_parts *parts) {
    struct memo_loop memo = {evaluation, evaluation->scope, loop->index, parts->before};
    const struct facts *again = parts->again.facts;
    for (uint32_t i = 0; i < again->condition_count; i++) {
        const struct guard *guard = again->conditions[i];
        if (guard->kind != GUARD_MEMO || guard->path->kind != EXPR_LOCAL || !is_set(again, guard) ||
            !guard_memo_is_once(guard, &memo))
            continue;
        vec_push(&evaluation->reasons,
                 (struct quiet_loop){.loop = loop->index,
                                     .call = CALL_NONE,
                                     .class = CLASS_AGAIN,
                                     .place = evaluation->scope->loops[loop->index].region->location});
        return true;
    }
    return false;
}

/* The loop takes answers, empties a buffer or goes as far as answers are there: what it waits for is due to others. */
static enum loop_class class_of_rest(struct evaluation *evaluation, uint32_t loop) {
    struct quiet_loop reason;
    if (drain_of(evaluation->costs, evaluation->scope, loop, &reason) ||
        flush_of_loop(evaluation->scope, loop, &reason) || state_machine(evaluation->scope, loop, &reason)) {
        vec_push(&evaluation->reasons, reason);
        return reason.class;
    }
    return CLASS_NONE;
}

/* Each turn is one event, one word of the command line, the same question again; or hands something to the next. */
static enum loop_class class_of(struct evaluation *evaluation, const struct loop *loop, const struct value *turn,
                                struct flowing *flowing) {
    struct quiet_loop reason;
    if (!poly_open(evaluation->algebra.atoms, turn->trips)) {
        if (redo_is_after_change(evaluation->scope, loop->index, &reason)) { /* of what loops inside ask for */
            vec_push(&evaluation->reasons, reason);
            return reason.class;
        }
        if (!carry_may_ask_many(evaluation->scope, loop->index) &&
            drain_of_turn(evaluation->scope, loop->index, turn, &reason)) {
            vec_push(&evaluation->reasons, reason);
            return CLASS_NONE;
        }
    }
    enum loop_class class = classify_loop(evaluation->costs, evaluation->scope, loop->index, turn->sites, &reason);
    if (class == CLASS_NONE && !attempt_is_mended(evaluation->costs, evaluation->scope, loop->index, &reason) &&
        !attempt_waits_for_kind(evaluation->costs, evaluation->scope, loop->index, &reason) &&
        !free_name_is_tried(evaluation->scope, loop->index, &reason) &&
        !redo_is_after_change(evaluation->scope, loop->index, &reason) &&
        !first_peer_ends(evaluation->costs, evaluation->scope, loop->index, &reason) &&
        !redirected_ends(evaluation->costs, evaluation->scope, loop->index, &reason) &&
        !later_is_turn(evaluation->costs, evaluation->scope, loop->index, turn->sites, &reason) &&
        !cut_off_is_retried(evaluation->costs, evaluation->scope, loop->index, evaluation->failing_loops.items,
                            evaluation->failing_loops.count, &reason))
        return class_of_flows(evaluation, loop, turn, flowing);
    vec_push(&evaluation->reasons, reason);
    return reason.class;
}

/* Nothing else than the time tells how often the loop turns. */
static bool runs_by_clock(struct evaluation *evaluation, uint32_t loop) {
    struct quiet_loop reason = {.loop = loop, .call = CALL_NONE};
    bool is_found = clock_ends(evaluation->scope, loop, &reason);
    for (uint32_t i = 0; i < evaluation->reasons.count && !is_found; i++) {
        is_found = clock_paces(evaluation->scope, loop, &evaluation->reasons.items[i]);
        reason = evaluation->reasons.items[i];
        reason.loop = loop;
    }
    if (is_found)
        vec_push(&evaluation->reasons, reason);
    return is_found;
}

/* `if (*p == ';') ask();`: of a text's characters, those are counted at which something is asked. */
static void count_marks(const struct evaluation *evaluation, uint32_t loop, const struct value *turn,
                        struct turns *turns) {
    int64_t constant;
    if (turns->capped || turn->sends || poly_is_constant(turns->count, &constant))
        return;
    const struct poly *marks = marks_count(evaluation->scope, loop, turn->sites);
    if (marks)
        *turns = (struct turns){.count = marks, .is_named = true, .continues = turns->continues};
}

/* `*continues`: see struct turns. */
static struct exits run_turns(struct evaluation *evaluation, const struct loop *loop, struct loop_parts *parts,
                              bool *continues) {
    const struct algebra *algebra = &evaluation->algebra;
    struct memo_loop memo = {evaluation, evaluation->scope, loop->index, parts->before};
    bool is_do = loop->form == LOOP_DO;
    const struct value *test = next_of(&parts->test), *step = next_of(&parts->step);
    struct leaving leaving = {.head = is_do ? &value_zero : test};
    const struct value *turn = value_sequence(algebra, parts->again.value, step);
    turn = is_do ? value_sequence(algebra, turn, test) : value_sequence(algebra, test, turn);
    enum loop_class rest = value_is_free(turn) ? CLASS_NONE : class_of_rest(evaluation, loop->index);
    const struct value *alone = turn;
    if (rest != CLASS_DRAIN) /* what a turn of it sends is not what the next one waits for */
        turn = value_turn(algebra, turn);

    const struct value *total = turn, *last_test = is_do ? &value_zero : test;
    if (!value_is_free(turn)) {
        struct turns turns = turns_of(evaluation->scope, loop->index);
        *continues = turns.continues;
        struct flowing flowing = {0};
        struct quiet_loop window;
        enum loop_class class = rest == CLASS_NONE ? class_of(evaluation, loop, turn, &flowing) : rest;
        if (class == CLASS_NONE && !turns.is_named && runs_by_clock(evaluation, loop->index))
            class = CLASS_CLOCK;
        if (class == CLASS_NONE && window_is_turn(evaluation->scope, loop->index, alone, turns.is_named, &window)) {
            vec_push(&evaluation->reasons, window);
            class = CLASS_WINDOW;
        }
        if (class == CLASS_NONE)
            count_marks(evaluation, loop->index, turn, &turns);
        bool is_in_pieces = flowing.piece > 1 && !flowing.is_between && turns.is_named; /* as many as that makes */
        bool is_once = loop_class_is_once(class) && !is_in_pieces;
        if (is_once)
            last_test = &value_zero;
        if (is_once || (evaluation->is_tree_loop && evaluation->is_tree_loop[loop->index]))
            turns = (struct turns){
                .count = poly_inexact(algebra->atoms, poly_constant(algebra->atoms, flowing.is_between ? 0 : 1)),
                .is_named = true,
                .has_partial = flowing.is_between};
        else if (turns_again_once(evaluation, loop, parts))
            turns = (struct turns){.count = poly_constant(algebra->atoms, 1), .is_named = true, .has_partial = true};
        if (turns.has_partial && turns.test && !asks_before(evaluation, loop->index, turns.test))
            turns.has_partial = false;
        if (can_be_left(loop, &parts->leaving))
            turns.count = poly_inexact(algebra->atoms, turns.count);
        total = value_repeat(algebra, turn, turns.count, guard_memo_is_once, &memo);
        if (flowing.is_between)
            total = value_inexact(algebra, total);
        if (class == CLASS_PAGE)
            total = page_total(evaluation, loop->index, turn,
                               flowing.is_of_many ? poly_constant(algebra->atoms, 1) : turns.count, total);
        leaving.is_partial = turns.has_partial;
        const struct value *partial =
            turns.has_partial ? partial_turn(evaluation, parts, leaving.head, turn) : last_test;
        bool is_reported =
            (class != CLASS_PAGE || flowing.page) && !is_in_pieces && !value_is_paid_once(algebra, turn, total) &&
            evaluate_tell_loop(evaluation, loop->index, turns, turn, value_sequence(algebra, total, partial),
                               parts->before, &leaving.is_closed);
        leaving.is_closed |= rest == CLASS_FLUSH || rest == CLASS_EVENT || class == CLASS_SCRIPT;
        if (is_reported && flowing.page) {
            evaluation->loops.items[evaluation->loops.count - 1].page = flowing.page;
            leaving.is_closed = false;
        }
        if (leaving.is_closed) {
            total = value_closed(algebra, total);
            last_test = value_closed(algebra, last_test);
        }
        if (is_reported)
            total = add_loop_site(evaluation, total, loop->index);
    }
    leaving.before = total;
    leaving.turn = turn;
    struct exits out = leaving_exits(evaluation, &leaving, parts->leaving);
    out = exits_join(algebra, out, end_of_turns(loop, parts, value_sequence(algebra, total, last_test)));
    return exits_join(algebra, out, take_other_exits(evaluation, parts));
}

struct exits evaluate_set_aside(struct evaluation *evaluation, struct exits exits) {
    const struct algebra *algebra = &evaluation->algebra;
    const struct value *all = exits_all(algebra, &exits);
    struct goto_exit *gotos = ARENA_ARRAY(algebra->scratch, struct goto_exit, exits.goto_count);
    for (int i = 0; i < EXIT_COUNT; i++)
        exits.by_kind[i].value = exits.by_kind[i].value ? &value_zero : NULL;
    for (uint32_t i = 0; i < exits.goto_count; i++)
        gotos[i] = (struct goto_exit){exits.gotos[i].label, {&value_zero, exits.gotos[i].way.facts}};
    exits.gotos = gotos;
    if (all)
        evaluation->once = value_sequence(algebra, evaluation->once, value_inexact(algebra, all));
    return exits;
}

struct exits evaluate_loop(struct evaluation *evaluation, const struct loop *loop) {
    const struct value *outer_once = evaluation->once;
    const struct flushed *outer_flushed = evaluation->flushed;
    uint32_t outer = evaluation->loop;
    evaluation->once = &value_zero;
    evaluation->flushed = NULL;
    evaluation->loop = loop->index;
    struct loop_parts parts = parts_of(evaluation, loop);
    if (only_fails(evaluation, loop, &parts))
        vec_push(&evaluation->failing_loops, loop->index);
    bool continues = false;
    struct exits exits =
        parts.is_repeated ? run_turns(evaluation, loop, &parts, &continues) : run_once(evaluation, loop, &parts);
    if (!parts.is_repeated)
        evaluate_retry(evaluation, loop, parts.again.value != NULL, &exits);
    if (evaluation->once != &value_zero) {
        exits = exits_sequence(&evaluation->algebra, exits_next(evaluation->once, &facts_none), exits);
        continues = continues || turns_of(evaluation->scope, loop->index).continues; /* its own turns may be free */
    }
    exits = evaluate_flushed(evaluation, loop->index, exits);
    evaluation->flushed = outer_flushed;
    evaluation->once = outer_once;
    evaluation->loop = outer;
    struct way *next = &exits.by_kind[EXIT_NEXT];
    if (next->value)
        next->facts = facts_asked(evaluation->scope->scratch, likely_restored(evaluation, parts.before, next->facts),
                                  parts.before->asked);
    if (next->value && key_search_is_cache(evaluation->scope, loop->index))
        next->facts = facts_with(evaluation->scope->scratch, next->facts, guard_per_key(evaluation->scope));
    return continues ? evaluate_set_aside(evaluation, exits) : exits;
}
