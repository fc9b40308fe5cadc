/* Which loops a person should hear of, and with which count. Tests: testdata/call-in-loop, tests/unit/cost/test_cost.c
 */
#include "cost/evaluate_tell.h"

#include "cost/carry.h"
#include "cost/drained.h"
#include "cost/likely.h"
#include "cost/on_request.h"
#include "cost/own_connection.h"
#include "facts/thrown.h"

/* --- what is in the loop ------------------------------------------------------------------------------------------ */

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

static bool holds_told_loop(const struct evaluation *evaluation, uint32_t loop) {
    for (uint32_t i = evaluation->loops.count; i-- > 0;)
        if (scope_is_inside(evaluation->scope, evaluation->scope->loops[evaluation->loops.items[i].loop].begin, loop))
            return true;
    return false;
}

/* --- what is said of it ------------------------------------------------------------------------------------------ */

/* Too few turns or round trips to tell anybody: a loop over two or three constants, unless each of them is much. */
static bool is_silent(const struct evaluation *evaluation, uint32_t loop, const struct poly *turns,
                      const struct poly *open) {
    int64_t count, constant;
    bool is_constant = poly_is_constant(open, &constant);
    if (is_constant && constant <= SILENT_COUNT)
        return true;
    if (!poly_is_constant(turns, &count) || count > SILENT_COUNT || holds_quiet_loop(evaluation, loop))
        return false;
    return !is_constant || constant <= count * SILENT_COUNT || holds_told_loop(evaluation, loop);
}

/* A note says little: who reads of the loop around it, or of a caller, wants all of the round trips. */
static bool is_note(const struct poly *open) {
    int64_t constant;
    return poly_is_constant(open, &constant) && constant <= NOTE_TRIPS;
}

/* Each turn asks another peer: they can all be asked at once. What that costs is one round trip for the loop around it,
 * so that its turns are told too: `for each key: for each node: ask`. */
static bool is_fan_out(const struct evaluation *evaluation, uint32_t loop, const struct site_list *sites) {
    for (uint32_t i = 0; i < sites->count; i++)
        if (!carry_changes_connection(evaluation->costs, evaluation->scope, loop, sites->items[i].call))
            return false;
    return true;
}

struct given {
    const struct facts *before;
    bool is_seldom; /* what is done on few turns is what the loop is for */
};

/* Options that hold around the loop are none in it. */
static bool is_given(const struct guard *option, void *context) {
    const struct given *given = context;
    return facts_hold(given->before, option) || (given->is_seldom && guard_seldom_reasons(option));
}

/* Options that add less than this many times what is sure are not worth a word. */
#define OPTIONS_WORTH 2
/* So for what stands behind many conditions. */
#define LIKELY_WORTH 2

/* Something else is paid on each turn than what is kept: it is what the loop is about. */
static bool asks_each_turn(const struct loop_cost *loop) {
    for (uint32_t i = 0; i < loop->site_count; i++)
        if (poly_doubt(loop->sites[i].trips) < DOUBT_KEPT)
            return true;
    return false;
}

/* What is paid whatever the options inside the loop are stands for it. */
static void tell_options(struct evaluation *evaluation, const struct facts *before, struct loop_cost *loop) {
    struct atom_table *atoms = evaluation->algebra.atoms;
    const struct guard *option, *ignored;
    struct given given = {before, false};
    const struct poly *whole = loop->trips, *turn = loop->per_turn;
    if (asks_each_turn(loop)) {
        whole = own_connection_apart(evaluation, loop->loop, whole);
        turn = own_connection_apart(evaluation, loop->loop, turn);
    }
    const struct poly *sure = poly_sure(atoms, whole, is_given, &given, &option);
    given.is_seldom = !sure;
    sure = sure ? sure : poly_sure(atoms, whole, is_given, &given, &option);
    turn = poly_sure(atoms, turn, is_given, &given, &ignored);
    if (sure && poly_value(loop->trips, turns_assumed, NULL) < OPTIONS_WORTH * poly_value(sure, turns_assumed, NULL))
        return;
    loop->option = option;
    if (!option || !sure || !turn)
        return;
    loop->most = loop->trips;
    loop->trips = sure;
    loop->per_turn = turn;
}

/* Few of the turns' round trips stand behind few conditions in callees: that much stands for all of them. */
static void tell_few(struct evaluation *evaluation, const struct poly *few, const struct poly *each,
                     struct loop_cost *loop) {
    struct atom_table *atoms = evaluation->algebra.atoms;
    const struct guards *when = poly_common_modes(atoms, loop->trips);
    const struct guard *deep = guard_seldom(atoms, SELDOM_DEEP);
    loop->option = loop->option ? guard_either(atoms, loop->option, deep) : deep;
    loop->most = loop->most ? loop->most : loop->trips;
    loop->trips = when ? poly_guarded(atoms, few, when) : few;
    loop->per_turn = each;
}

static double value_of(const struct poly *poly) { return poly_value(poly, turns_assumed, NULL); }

/* What the turns share, however many they are: the loop is not about it. */
static bool is_shared_by_turns(const struct poly *few, const struct poly *whole) {
    int64_t constant;
    return poly_is_constant(few, &constant) && !poly_is_constant(whole, &constant);
}

/* Where nothing that each turn pays stands behind few conditions, the count says so; or is a guess. */
static void tell_likely(struct evaluation *evaluation, const struct value *turn, const struct value *whole,
                        struct loop_cost *loop) {
    struct atom_table *atoms = evaluation->algebra.atoms;
    const struct poly *few = NULL;
    int level = -1;
    if (loop->option && !loop->most)
        return;
    while (!few && ++level < VALUE_FEW) {
        few = poly_unguarded(atoms, poly_open(atoms, whole->few[level]));
        few = is_shared_by_turns(few, loop->trips) ? NULL : few;
    }
    if (!few) {
        loop->trips = poly_limit_confidence(atoms, loop->trips, CONFIDENCE_LOW);
        return;
    }
    const struct poly *each = poly_unguarded(atoms, poly_open(atoms, turn->few[level]));
    const struct poly *all = poly_unguarded(atoms, loop->trips);
    bool is_less = !poly_is_equal(poly_inexact(atoms, all), poly_inexact(atoms, few)); /* n - k may be 0 by value */
    if (each && is_less && value_of(all) >= LIKELY_WORTH * value_of(few))
        tell_few(evaluation, poly_inexact(atoms, few), each, loop);
    else if (level > 0 && !loop->option)
        loop->option = guard_seldom(atoms, SELDOM_DEEP);
}

/* A few elements of an array, each of which may be set up to ask. */
static bool is_silent_option(struct evaluation *evaluation, const struct loop_cost *loop) {
    if (!loop->option || loop->most || !guard_is_of_elements(loop->option) || !is_note(loop->trips))
        return false;
    vec_push(&evaluation->reasons,
             (struct quiet_loop){.loop = loop->loop,
                                 .call = CALL_NONE,
                                 .class = CLASS_OPTION,
                                 .place = evaluation->scope->calls[loop->sites[0].call].region->location});
    return true;
}

/* All that is asked is meant for what has no connection. Who tells of a loop around it does not tell of that either. */
static bool is_silent_switch(struct evaluation *evaluation, uint32_t loop, const struct site_list *sites) {
    const struct costs *costs = evaluation->costs;
    if (!costs->thrown || !thrown_is_off_around(costs->thrown, costs->unset, evaluation->scope, loop))
        return false;
    vec_push(&evaluation->reasons,
             (struct quiet_loop){.loop = loop,
                                 .call = CALL_NONE,
                                 .class = CLASS_THROWN,
                                 .place = evaluation->scope->calls[sites->items[0].call].region->location});
    return true;
}

/* --- what is paid once ------------------------------------------------------------------------------------------- */

struct once_list {
    struct memo_loop memo;
    VEC(const struct guard *) guards;
};

static void add_once(struct once_list *list, const struct guard *guard) {
    for (uint32_t i = 0; i < list->guards.count; i++)
        if (list->guards.items[i] == guard)
            return;
    if (guard_memo_is_once(guard, &list->memo))
        vec_push(&list->guards, guard);
}

/* Who goes down to the calls that make the count must know what the turns share: `whole` says so of the sums alone. */
static void note_once(struct evaluation *evaluation, const struct facts *before, const struct site_list *sites,
                      struct loop_cost *loop) {
    struct once_list list = {.memo = {evaluation, evaluation->scope, loop->loop, before}};
    for (uint32_t i = 0; i < sites->count; i++)
        for (uint32_t k = 0; k < sites->items[i].trips->count; k++) {
            const struct guards *guards = sites->items[i].trips->items[k].guards;
            for (uint32_t g = 0; guards && g < guards->count; g++)
                if (guards->items[g]->kind == GUARD_MEMO)
                    add_once(&list, guards->items[g]);
        }
    const struct guard **once = ARENA_ARRAY(evaluation->algebra.atoms->arena, const struct guard *, list.guards.count);
    for (uint32_t i = 0; i < list.guards.count; i++)
        once[i] = list.guards.items[i];
    loop->once = once;
    loop->once_count = list.guards.count;
    vec_finish(&list.guards);
}

/* All sites ask for items in a state that asking ends. */
static bool is_of_changes(const struct evaluation *evaluation, const struct site_list *sites) {
    for (uint32_t i = 0; i < sites->count; i++) {
        uint32_t call = sites->items[i].call;
        bool is_noted = call < evaluation->scope->body->call_count && evaluation->is_of_change[call];
        if (!is_noted && !drained_is_all(sites->items[i].trips))
            return false;
    }
    return true;
}

bool evaluate_tell_loop(struct evaluation *evaluation, uint32_t loop, struct turns turns, const struct value *turn,
                        const struct value *whole, const struct facts *before, bool *is_closed) {
    struct atom_table *atoms = evaluation->algebra.atoms;
    turn = value_confident(&evaluation->algebra, turn);
    whole = value_confident(&evaluation->algebra, whole);
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
    if (is_silent_switch(evaluation, loop, &sites)) {
        *is_closed = true;
        return false;
    }
    bool fans_out = is_fan_out(evaluation, loop, &sites);
    struct loop_cost told = {.loop = loop,
                             .turns = turns.count,
                             .per_turn = poly_open(atoms, turn->trips),
                             .trips = whole->is_inexact ? poly_inexact(atoms, open) : open,
                             .sites = sites.items,
                             .site_count = sites.count,
                             .is_named = turns.is_named,
                             .is_rest = !poly_is_equal(open, whole->trips),
                             .is_fan_out = fans_out,
                             .is_of_changes = is_of_changes(evaluation, &sites)};
    note_once(evaluation, before, &sites, &told);
    tell_options(evaluation, before, &told);
    on_request_tell(evaluation, turn, before, &told);
    tell_likely(evaluation, turn, whole, &told);
    if (is_silent_option(evaluation, &told))
        return false;
    *is_closed = !is_note(open) && !fans_out;
    vec_push(&evaluation->loops, told);
    return true;
}
