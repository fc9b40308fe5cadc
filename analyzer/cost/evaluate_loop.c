/* Loops: turns times what one turn costs, and the ways out.
 *
 * A call after which the loop is always left counts once, not once a turn: it is not part of a turn.
 * Tests: testdata/_cost, tests/unit/cost/test_golden_cost.c */
#include "cost/evaluate_internal.h"

#include "cost/carry.h"
#include "cost/turns.h"

/* --- reporting --------------------------------------------------------------------------------------------------- */

struct site_list {
    struct site_count *items;
    uint32_t count;
};

static void count_site(const struct site_count *site, void *context) { *(uint32_t *)context += site->trips != NULL; }

static void keep_site(const struct site_count *site, void *context) {
    struct site_list *list = context;
    if (site->trips)
        list->items[list->count++] = *site;
}

static struct site_list sites_of(struct arena *arena, const struct site_tree *tree) {
    struct site_list list = {0};
    uint32_t count = 0;
    site_tree_visit(tree, count_site, &count);
    list.items = ARENA_ARRAY(arena, struct site_count, count);
    site_tree_visit(tree, keep_site, &list);
    return list;
}

static bool holds_quiet_loop(const struct evaluation *evaluation, uint32_t loop) {
    for (uint32_t i = evaluation->quiet_loops.count; i-- > 0;) {
        uint32_t inner = evaluation->quiet_loops.items[i];
        if (scope_is_inside(evaluation->scope, evaluation->scope->loops[inner].begin, loop))
            return true;
    }
    return false;
}

/* Too few turns or round trips to tell anybody: a loop over two or three constants. */
static bool is_silent(const struct evaluation *evaluation, uint32_t loop, const struct poly *turns,
                      const struct poly *open) {
    int64_t constant;
    if (poly_is_constant(open, &constant) && constant <= SILENT_COUNT)
        return true;
    return poly_is_constant(turns, &constant) && constant <= SILENT_COUNT && !holds_quiet_loop(evaluation, loop);
}

/* Notes the loop when a person should hear of it. */
static bool report_loop(struct evaluation *evaluation, uint32_t loop, struct turns turns, const struct value *turn,
                        const struct value *whole) {
    struct atom_table *atoms = evaluation->algebra.atoms;
    const struct poly *open = poly_open(atoms, whole->trips);
    int64_t constant;
    if (!open || (poly_is_constant(turns.count, &constant) && constant <= 1))
        return false;
    if (evaluation->is_counted) {
        evaluation->costs->remote_loop_count++;
        evaluation->costs->named_loop_count += turns.is_named;
    }
    if (is_silent(evaluation, loop, turns.count, open)) {
        vec_push(&evaluation->quiet_loops, loop);
        return false;
    }
    struct site_list sites = sites_of(evaluation->algebra.scratch, value_settled(&evaluation->algebra, whole)->sites);
    if (sites.count == 0)
        return false;
    vec_push(&evaluation->loops, (struct loop_cost){.loop = loop,
                                                    .turns = turns.count,
                                                    .per_turn = poly_open(atoms, turn->trips),
                                                    .trips = whole->is_inexact ? poly_inexact(atoms, open) : open,
                                                    .sites = sites.items,
                                                    .site_count = sites.count,
                                                    .is_named = turns.is_named});
    return true;
}

/* --- leaving ----------------------------------------------------------------------------------------------------- */

/* A way out of the loop: all whole turns before it, then what the last turn did more than a whole one. With
 * `is_partial`, that turn comes on top of the whole ones, and what it shares with them is part of the loop. */
struct leaving {
    const struct value *head;   /* of each turn, before the body */
    const struct value *before; /* all whole turns; closed when the loop is reported */
    const struct value *turn;   /* NULL: there are no whole turns */
    bool is_partial;
    bool is_reported;
};

static const struct value *leave(struct evaluation *evaluation, const struct leaving *leaving,
                                 const struct value *value) {
    const struct algebra *algebra = &evaluation->algebra;
    if (!value)
        return NULL;
    value = value_sequence(algebra, leaving->head, value);
    const struct value *more = value_excess(algebra, value, leaving->turn);
    if (!leaving->is_partial || !leaving->turn)
        return value_sequence(algebra, leaving->before, more);
    const struct value *shared = value_excess(algebra, value, more);
    if (leaving->is_reported)
        shared = value_closed(algebra, shared);
    return value_sequence(algebra, leaving->before, value_sequence(algebra, shared, more));
}

/* The exits of the body that leave the loop for good, as exits of the loop. `body` NEXT is one of them. */
static struct exits leaving_exits(struct evaluation *evaluation, const struct leaving *leaving, struct exits body) {
    struct goto_exit *gotos = ARENA_ARRAY(evaluation->algebra.scratch, struct goto_exit, body.goto_count);
    for (int i = 0; i < EXIT_COUNT; i++)
        body.by_kind[i] = leave(evaluation, leaving, body.by_kind[i]);
    for (uint32_t i = 0; i < body.goto_count; i++)
        gotos[i] = (struct goto_exit){body.gotos[i].label, leave(evaluation, leaving, body.gotos[i].value)};
    body.gotos = gotos;
    return body;
}

/* --- one loop ---------------------------------------------------------------------------------------------------- */

struct loop_parts {
    struct exits test;
    struct exits step;
    struct exits leaving;      /* of the body, renamed: NEXT leaves the loop */
    const struct value *again; /* of the body: the next turn; NULL: every turn leaves */
};

static struct loop_parts parts_of(struct evaluation *evaluation, const struct loop *loop) {
    const struct algebra *algebra = &evaluation->algebra;
    struct loop_parts parts = {.test = evaluate_list(evaluation, loop->condition_list)};
    struct exits body = evaluate_list(evaluation, loop->body);
    parts.step = evaluate_list(evaluation, loop->step_list);
    if (loop->form == LOOP_GOTO) { /* no loop to break and continue; its end leaves it */
        parts.again = exits_take_goto(algebra, &body, loop->label);
    } else {
        parts.again = value_join(algebra, body.by_kind[EXIT_NEXT], body.by_kind[EXIT_CONTINUE]);
        body.by_kind[EXIT_NEXT] = body.by_kind[EXIT_BREAK];
        body.by_kind[EXIT_BREAK] = NULL;
        body.by_kind[EXIT_CONTINUE] = NULL;
    }
    parts.leaving = body;
    return parts;
}

static const struct value *next_of(const struct exits *exits) {
    return exits->by_kind[EXIT_NEXT] ? exits->by_kind[EXIT_NEXT] : &value_zero;
}

/* The loop may be left before its turns are over. The end of the process does not count. */
static bool can_be_left(const struct loop *loop, const struct exits *leaving) {
    bool falls_out = leaving->by_kind[EXIT_NEXT] && loop->form != LOOP_GOTO;
    return falls_out || leaving->by_kind[EXIT_BREAK] || leaving->by_kind[EXIT_CONTINUE] ||
           leaving->by_kind[EXIT_RETURN] || leaving->by_kind[EXIT_THROW] || leaving->goto_count > 0;
}

/* What test and step do other than going on: once at most. */
static struct exits take_other_exits(struct evaluation *evaluation, struct loop_parts *parts) {
    parts->test.by_kind[EXIT_NEXT] = NULL;
    parts->step.by_kind[EXIT_NEXT] = NULL;
    return exits_join(&evaluation->algebra, parts->test, parts->step);
}

/* Every turn leaves: the body runs once at most. */
static struct exits run_once(struct evaluation *evaluation, const struct loop *loop, struct loop_parts *parts) {
    const struct algebra *algebra = &evaluation->algebra;
    bool is_do = loop->form == LOOP_DO;
    const struct value *test = next_of(&parts->test);
    struct leaving leaving = {.head = is_do ? &value_zero : test, .before = &value_zero};
    struct exits out = leaving_exits(evaluation, &leaving, parts->leaving);
    if (!is_do && loop->form != LOOP_GOTO && !turns_are_endless(loop))
        out = exits_join(algebra, out, exits_next(test));
    return exits_join(algebra, out, take_other_exits(evaluation, parts));
}

/* What the last, partial turn of `for (;;) { a(); if (done) break; b(); }` shares with a whole one. */
static const struct value *partial_turn(struct evaluation *evaluation, const struct loop_parts *parts,
                                        const struct value *head, const struct value *turn) {
    const struct algebra *algebra = &evaluation->algebra;
    const struct value *value =
        value_join(algebra, parts->leaving.by_kind[EXIT_NEXT], parts->leaving.by_kind[EXIT_RETURN]);
    if (!value)
        return &value_zero;
    value = value_sequence(algebra, head, value);
    return value_excess(algebra, value, value_excess(algebra, value, turn));
}

static const struct value *add_loop_site(struct evaluation *evaluation, const struct value *value, uint32_t loop) {
    struct site_count site = {SITE_LOOP | loop, poly_constant(evaluation->algebra.atoms, 1), NULL};
    struct value *noted = ARENA_NEW(evaluation->algebra.scratch, struct value);
    noted->sites = site_tree_of(evaluation->algebra.scratch, site);
    return value_sequence(&evaluation->algebra, value, noted);
}

/* What flows from turn to turn may make the count another one, and the loop nothing to tell of. */
static enum loop_class class_of(struct evaluation *evaluation, uint32_t loop, const struct value *turn,
                                struct turns *turns) {
    if (!poly_open(evaluation->algebra.atoms, turn->trips))
        return LOOP_PLAIN;
    enum loop_class class = carry_of_loop(evaluation->costs, evaluation->scope, loop).class;
    if (class == LOOP_TRANSFER || class == LOOP_CHUNK)
        *turns = (struct turns){.count = poly_constant(evaluation->algebra.atoms, 1), .is_named = true};
    return class;
}

static struct exits run_turns(struct evaluation *evaluation, const struct loop *loop, struct loop_parts *parts) {
    const struct algebra *algebra = &evaluation->algebra;
    bool is_do = loop->form == LOOP_DO;
    const struct value *test = next_of(&parts->test), *step = next_of(&parts->step);
    struct leaving leaving = {.head = is_do ? &value_zero : test};
    const struct value *turn = value_sequence(algebra, parts->again, step);
    turn = is_do ? value_sequence(algebra, turn, test) : value_sequence(algebra, test, turn);
    turn = value_turn(algebra, turn);

    const struct value *total = turn, *last_test = is_do ? &value_zero : test;
    if (!value_is_free(turn)) {
        struct turns turns = turns_of(evaluation->scope, loop->index);
        if (can_be_left(loop, &parts->leaving))
            turns.count = poly_inexact(algebra->atoms, turns.count);
        enum loop_class class = class_of(evaluation, loop->index, turn, &turns);
        total = class == LOOP_PAGE ? page_total(evaluation, loop->index, turn, turns.count)
                                   : value_times(algebra, turn, turns.count);
        leaving.is_partial = turns.has_partial;
        const struct value *partial =
            turns.has_partial ? partial_turn(evaluation, parts, leaving.head, turn) : last_test;
        leaving.is_reported = class != LOOP_PAGE && report_loop(evaluation, loop->index, turns, turn,
                                                                value_sequence(algebra, total, partial));
        if (leaving.is_reported) {
            total = add_loop_site(evaluation, value_closed(algebra, total), loop->index);
            last_test = value_closed(algebra, last_test);
        }
    }
    leaving.before = total;
    leaving.turn = turn;
    struct exits out = leaving_exits(evaluation, &leaving, parts->leaving);
    const struct value *end = value_sequence(algebra, total, last_test);
    if (!turns_are_endless(loop))
        out = exits_join(algebra, out, exits_next(end));
    else if (loop->form != LOOP_GOTO || !parts->leaving.by_kind[EXIT_NEXT])
        out = exits_join(algebra, out, exits_only(EXIT_NORETURN, end)); /* what a caller that never comes back pays */
    return exits_join(algebra, out, take_other_exits(evaluation, parts));
}

struct exits evaluate_loop(struct evaluation *evaluation, const struct loop *loop) {
    const struct value *outer_once = evaluation->once;
    uint32_t outer = evaluation->loop;
    evaluation->once = &value_zero;
    evaluation->loop = loop->index;
    struct loop_parts parts = parts_of(evaluation, loop);
    struct exits exits = parts.again ? run_turns(evaluation, loop, &parts) : run_once(evaluation, loop, &parts);
    if (evaluation->once != &value_zero)
        exits = exits_sequence(&evaluation->algebra, exits_next(evaluation->once), exits);
    evaluation->once = outer_once;
    evaluation->loop = outer;
    return exits;
}
