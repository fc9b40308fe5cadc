/* Turns of a loop: from its form, its tests and what steps its variables.
 *
 * Each test is split into comparisons that all must hold for the next turn; each comparison may give a bound. A test in
 * the body that leaves the loop is a comparison too, the other way round.
 * Tests: tests/unit/cost/test_turns.c, testdata/_cost */
#include "turns/turns.h"

#include "turns/bound.h"
#include "turns/cap.h"
#include "turns/comparison.h"
#include "turns/packed.h"

#include <string.h>

double turns_assumed(const struct atom *atom, void *unused) {
    (void)unused;
    return atom->is_nested ? 10 : 1000;
}

/* --- tests ------------------------------------------------------------------------------------------------------- */

struct label_search {
    uint32_t label;
    bool is_found;
};

static void find_label(struct region *region, void *context) {
    struct label_search *search = context;
    search->is_found |= region->kind == REGION_LABEL && region->label == search->label;
}

static bool holds_label(const struct loop *loop, uint32_t label) {
    struct label_search search = {label, loop->form == LOOP_GOTO && loop->label == label};
    region_walk(loop->body, find_label, &search);
    return search.is_found;
}

/* The region at the end of the list by which it leaves the loop, or NULL. */
static const struct region *leaving_region(const struct loop *loop, const struct region *list) {
    const struct region *last = region_last(list);
    if (!last)
        return NULL;
    if (last->kind == REGION_GOTO)
        return last->label != GOTO_UNKNOWN && !holds_label(loop, last->label) ? last : NULL;
    return last->kind == REGION_BREAK || last->kind == REGION_RETURN || last->kind == REGION_THROW ? last : NULL;
}

/* One test in the body: of its arms, one leaves and the other is not there. */
static void leaving_test(struct query *query, const struct loop *loop, const struct region *region) {
    const struct branch *branch = &region->branch;
    const struct region *last = leaving_region(loop, branch->then_list ? branch->then_list : branch->else_list);
    bool counters_only = query->counters_only;
    if (!last || (branch->then_list && branch->else_list))
        return;
    query->test = region;
    query->counters_only |= last->kind != REGION_BREAK; /* `if (!f()) return;` is a failure, not the end of a walk */
    query_condition(query, branch->condition, branch->then_list == NULL);
    query->counters_only = counters_only;
}

/* Tests at the top level of the body that leave the loop. */
static void leaving_tests(struct query *query, const struct loop *loop) {
    for (const struct region *region = loop->body; region; region = region->next)
        if (region->kind == REGION_BRANCH)
            leaving_test(query, loop, region);
}

/* `again: ...; if (++i < n) goto again;` */
static void jump_back_test(struct query *query, const struct loop *loop) {
    const struct region *last = region_last(loop->body);
    if (!last || last->kind != REGION_BRANCH || last->branch.else_list)
        return;
    const struct region *jump = region_last(last->branch.then_list);
    query->counters_only = true;
    if (jump && jump->kind == REGION_GOTO && jump->label == loop->label)
        query_condition(query, last->branch.condition, true);
}

/* --- the loop ---------------------------------------------------------------------------------------------------- */

static const struct poly *size_of_range(const struct query *query, const struct expr *range) {
    const struct scope *scope = query->scope;
    int64_t size = range->kind == EXPR_LIST ? range->item_count : bound_array_size(scope, range);
    return size >= 0 ? poly_constant(scope->atoms, size) : bound_atom(scope, ATOM_SIZE, range, query->start);
}

bool turns_are_endless(const struct loop *loop) {
    int64_t value;
    return loop->form != LOOP_RANGE && (!loop->condition || (expr_is_constant(loop->condition, &value) && value));
}

static bool is_constant_zero(const struct expr *condition) {
    int64_t value;
    return expr_is_constant(condition, &value) && value == 0;
}

/* What a library's iterator walks has no name where no argument tells it: files, rows. */
static bool has_range(const struct query *query, const struct loop *loop) {
    const struct scope *scope = query->scope;
    return loop->form == LOOP_RANGE && loop->range &&
           !(loop->range->kind == EXPR_OPAQUE && scope->program->functions[scope->function].is_stand_in);
}

static void ask(struct query *query, const struct loop *loop) {
    if (has_range(query, loop))
        query_offer(query, (struct offer){.count = size_of_range(query, loop->range)});
    if (is_constant_zero(loop->condition))
        query_offer(query, (struct offer){0});
    else if (!turns_are_endless(loop) && loop->condition)
        query_condition(query, loop->condition, true);
    if (loop->form == LOOP_GOTO)
        jump_back_test(query, loop);
    query->counters_only |= query->candidate_count > 0;
    query->is_do = false; /* tests in the body come where they stand */
    leaving_tests(query, loop);
}

static struct turns turns_by_code(const struct scope *scope, uint32_t index) {
    const struct loop *loop = scope->loops[index].region->loop;
    struct query query = {
        .scope = scope, .loop = index, .start = scope_before_loop(scope, index), .is_do = loop->form == LOOP_DO};
    ask(&query, loop);
    query_offer_together(&query);
    if (query.candidate_count == 0) {
        bool is_nested = scope->loops[index].parent != LOOP_NONE;
        const struct atom *atom = atom_unknown(scope->atoms, scope->function, index, is_nested);
        return (struct turns){.count = poly_atom(scope->atoms, atom, false)};
    }
    bool is_sure = query.candidate_count == 1 && !(loop->condition && loop->condition->kind == EXPR_BINARY &&
                                                   (loop->condition->op == OP_AND || loop->condition->op == OP_OR));
    const struct poly *count = query.best.count;
    if (loop->form == LOOP_DO || loop->form == LOOP_GOTO)
        count = poly_at_least(scope->atoms, count, 1);
    return (struct turns){.count = is_sure ? count : poly_inexact(scope->atoms, count),
                          .is_named = true,
                          .has_partial = query.best.has_partial,
                          .test = query.best.test,
                          .continues = query.best.continues};
}

/* `it = fill(&request, it, end, 100);` takes as many on each turn. */
static void divide_by_page(const struct scope *scope, uint32_t index, struct turns *turns) {
    struct packed packed;
    if (!turns->is_named || !packed_of(scope, index, &packed) || !packed.most)
        return;
    const struct poly *page = bound_step(scope, packed.most, scope_before_loop(scope, index));
    if (page)
        turns->count = poly_inexact(scope->atoms, poly_divide_by(scope->atoms, turns->count, page));
}

struct turns turns_of(const struct scope *scope, uint32_t index) {
    struct turns turns = turns_by_code(scope, index);
    divide_by_page(scope, index, &turns);
    cap_turns(scope, index, &turns);
    return turns;
}
