/* Polynomials under guards (algebra/guard.h). Tests: tests/unit/cost/test_guard.c, testdata/_cost/guards.region */
#include "algebra/poly_internal.h"

#include "base/error.h"

#include <stdlib.h>

bool has_guards(const struct poly *poly) {
    for (uint32_t i = 0; poly && i < poly->count; i++)
        if (poly->items[i].guards)
            return true;
    return false;
}

static const struct poly *guarded_anew(struct atom_table *table, const struct poly *poly, const struct guards *guards) {
    struct draft draft = draft_of(table, poly->is_exact);
    for (uint32_t i = 0; i < poly->count; i++) {
        struct monomial m = poly->items[i];
        m.guards = guards_union(table, m.guards, guards);
        draft_add(&draft, m);
    }
    return draft_finish(&draft);
}

const struct poly *poly_guarded(struct atom_table *table, const struct poly *poly, const struct guards *guards) {
    const struct poly *guarded;
    if (!poly || !guards)
        return poly;
    if (poly_memo_find(table, MEMO_GUARDED, poly, guards, &guarded))
        return guarded;
    return poly_memo_note(table, MEMO_GUARDED, poly, guards, guarded_anew(table, poly, guards));
}

const struct poly *without_guards(struct atom_table *table, const struct poly *poly) {
    if (!has_guards(poly))
        return poly;
    struct draft draft = draft_of(table, poly->is_exact);
    for (uint32_t i = 0; i < poly->count; i++) {
        struct monomial m = poly->items[i];
        m.guards = NULL;
        draft_add(&draft, m);
    }
    return draft_finish(&draft);
}

bool are_kept(const struct poly *poly) {
    for (uint32_t i = 0; i < poly->count; i++) {
        const struct guards *guards = poly->items[i].guards;
        bool found = false;
        for (uint32_t k = 0; guards && k < guards->count; k++)
            found |= guards->items[k]->kind == GUARD_MEMO || guards->items[k]->kind == GUARD_CHANGED;
        if (!found)
            return false;
    }
    return true;
}

bool are_exclusive(const struct poly *a, const struct poly *b) {
    for (uint32_t i = 0; i < a->count; i++)
        for (uint32_t k = 0; k < b->count; k++)
            if (!guards_exclude(a->items[i].guards, b->items[k].guards))
                return false;
    return true;
}

/* --- guards given up --------------------------------------------------------------------------------------------- */

/* Conditions that are tried both ways before those that are left are only looked at in pairs: 2^DIVISIONS sums. */
#define DIVISIONS 4

/* Of conditions that exclude each other only one can hold: the largest of what they guard. */
struct cluster {
    const struct guards *members[POLY_MONOMIALS];
    uint32_t member_count;
    const struct poly *largest; /* without guards */
};

static bool excludes_all(const struct cluster *cluster, const struct guards *guards) {
    for (uint32_t i = 0; i < cluster->member_count; i++)
        if (!guards_exclude(cluster->members[i], guards))
            return false;
    return cluster->member_count < POLY_MONOMIALS;
}

/* What has these guards, without them. */
static const struct poly *part_under(struct atom_table *table, const struct monomial *items, uint32_t count,
                                     const struct guards *guards) {
    struct draft draft = draft_of(table, false);
    for (uint32_t i = 0; i < count; i++) {
        struct monomial m = items[i];
        m.guards = NULL;
        if (items[i].guards == guards)
            draft_add(&draft, m);
    }
    return draft_finish(&draft);
}

static bool is_first_with(const struct monomial *items, uint32_t index) {
    for (uint32_t i = 0; i < index; i++)
        if (items[i].guards == items[index].guards)
            return false;
    return true;
}

static void add_to_cluster(struct atom_table *table, struct cluster *clusters, uint32_t *count,
                           const struct guards *guards, const struct poly *part) {
    uint32_t place = 0;
    while (place < *count && !excludes_all(&clusters[place], guards))
        place++;
    if (place == *count)
        clusters[(*count)++] = (struct cluster){.member_count = 0};
    clusters[place].members[clusters[place].member_count++] = guards;
    clusters[place].largest = poly_join(table, clusters[place].largest, part);
}

/* As if conditions had nothing to do with each other, apart from clusters of which all exclude each other. */
static const struct poly *sum_of_clusters(struct atom_table *table, const struct monomial *items, uint32_t count) {
    struct cluster *clusters = checked_alloc((uint64_t)count + 1, sizeof *clusters);
    uint32_t cluster_count = 0;
    const struct poly *sum = part_under(table, items, count, NULL);
    for (uint32_t i = 0; i < count; i++)
        if (items[i].guards && is_first_with(items, i))
            add_to_cluster(table, clusters, &cluster_count, items[i].guards,
                           part_under(table, items, count, items[i].guards));
    for (uint32_t i = 0; i < cluster_count; i++)
        sum = poly_add(table, sum, clusters[i].largest);
    free(clusters);
    return sum;
}

static bool was_met(const struct monomial *items, uint32_t count, const struct guard *guard) {
    for (uint32_t i = 0; i < count; i++)
        if (guards_hold(items[i].guards, guard))
            return true;
    return false;
}

/* The condition that most of the others cannot hold with; NULL: all may hold at once. */
static const struct guard *dividing(struct atom_table *table, const struct monomial *items, uint32_t count) {
    const struct guard *found = NULL;
    uint32_t most = 0;
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = 0; items[i].guards && k < items[i].guards->count; k++) {
            const struct guard *one = items[i].guards->items[k];
            if (one->kind != GUARD_MODE || was_met(items, i, one))
                continue;
            const struct guards *alone = guards_with(table, NULL, one);
            uint32_t excluded = 0;
            for (uint32_t j = 0; j < count; j++)
                excluded += guards_exclude(items[j].guards, alone);
            found = excluded > most ? one : found;
            most = excluded > most ? excluded : most;
        }
    return found;
}

/* Conditions are tried one after the other: what can be paid where it holds, and where it does not. */
static const struct poly *largest_of(struct atom_table *table, const struct monomial *items, uint32_t count,
                                     int depth) {
    const struct guard *guard = depth > 0 ? dividing(table, items, count) : NULL;
    if (!guard)
        return sum_of_clusters(table, items, count);
    struct monomial *kept = checked_alloc(count, sizeof *kept);
    const struct guards *alone = guards_with(table, NULL, guard);
    uint32_t with = 0, without = 0;
    for (uint32_t i = 0; i < count; i++)
        if (!guards_exclude(items[i].guards, alone))
            kept[with++] = items[i];
    const struct poly *a = largest_of(table, kept, with, depth - 1);
    for (uint32_t i = 0; i < count; i++)
        if (!guards_imply(items[i].guards, guard))
            kept[without++] = items[i];
    const struct poly *b = largest_of(table, kept, without, depth - 1);
    free(kept);
    return poly_join(table, a, b);
}

const struct poly *unguarded_items(struct atom_table *table, const struct monomial *items, uint32_t count) {
    struct monomial *tried = checked_alloc((uint64_t)count + 1, sizeof *tried);
    for (uint32_t i = 0; i < count; i++) {
        tried[i] = items[i];
        if (guards_exclude(items[i].guards, items[i].guards)) /* a field that has changed between two tests */
            tried[i].guards = NULL;
    }
    const struct poly *largest = largest_of(table, tried, count, DIVISIONS);
    free(tried);
    return poly_inexact(table, largest);
}

static bool is_cached_only(const struct guards *guards) {
    for (uint32_t i = 0; guards && i < guards->count; i++)
        if (guards->items[i]->kind != GUARD_CACHED)
            return false;
    return guards != NULL;
}

/* What was not asked before is paid: nothing is taken at most. */
static const struct poly *without_cached(struct atom_table *table, const struct poly *poly) {
    struct draft draft = draft_of(table, poly->is_exact);
    for (uint32_t i = 0; i < poly->count; i++) {
        struct monomial m = poly->items[i];
        m.guards = is_cached_only(m.guards) ? NULL : m.guards;
        draft_add(&draft, m);
    }
    return draft_finish(&draft);
}

static const struct poly *unguarded_anew(struct atom_table *table, const struct poly *poly) {
    poly = without_cached(table, poly);
    return has_guards(poly) ? unguarded_items(table, poly->items, poly->count) : poly;
}

const struct poly *poly_unguarded(struct atom_table *table, const struct poly *poly) {
    const struct poly *out;
    if (!has_guards(poly))
        return poly;
    if (poly_memo_find(table, MEMO_UNGUARDED, poly, NULL, &out))
        return out;
    return poly_memo_note(table, MEMO_UNGUARDED, poly, NULL, unguarded_anew(table, poly));
}

static uint8_t doubt_of(const struct guards *guards) {
    static const uint8_t doubts[] = {[GUARD_CACHED] = 0,
                                     [GUARD_MODE] = 1,
                                     [GUARD_OPTION] = 2,
                                     [GUARD_MEMO] = DOUBT_KEPT,
                                     [GUARD_CHANGED] = DOUBT_KEPT};
    uint8_t doubt = 0;
    for (uint32_t i = 0; guards && i < guards->count; i++) {
        uint8_t one = doubts[guards->items[i]->kind];
        doubt = one > doubt ? one : doubt;
    }
    return doubt;
}

uint8_t poly_doubt(const struct poly *poly) {
    uint32_t degree = poly_degree(poly);
    uint8_t least = DOUBT_KEPT;
    for (uint32_t i = 0; poly && i < poly->count; i++) {
        const struct monomial *m = &poly->items[i];
        uint8_t doubt = doubt_of(m->guards);
        if (monomial_degree(m) == degree && doubt < least)
            least = doubt;
    }
    return poly ? least : 0;
}

const struct guards *poly_common_modes(struct atom_table *table, const struct poly *poly) {
    const struct guards *first = poly && poly->count ? poly->items[0].guards : NULL, *common = NULL;
    for (uint32_t i = 0; first && i < first->count; i++) {
        bool is_common = first->items[i]->kind == GUARD_MODE;
        for (uint32_t k = 1; k < poly->count; k++)
            is_common &= guards_hold(poly->items[k].guards, first->items[i]);
        if (is_common)
            common = guards_with(table, common, first->items[i]);
    }
    return common;
}

/* --- guards changed ---------------------------------------------------------------------------------------------- */

/* A monomial on its way to the caller. */
struct moved {
    struct monomial old; /* with the guards that it had */
    const struct guards *guards;
    bool has_lost; /* one of them cannot be told there */
};

/* False: the monomial goes. */
static bool move_monomial(struct atom_table *table, const struct monomial *m, guard_change *change, void *context,
                          struct moved *moved) {
    *moved = (struct moved){.old = *m};
    for (uint32_t i = 0; m->guards && i < m->guards->count; i++) {
        const struct guard *out = NULL;
        enum guard_fate fate = change(m->guards->items[i], &out, context);
        if (fate == GUARD_FAILS)
            return false;
        if (fate == GUARD_BECOMES)
            moved->guards = guards_with(table, moved->guards, out);
        moved->has_lost |= fate == GUARD_LOST;
    }
    return true;
}

/* All that had conditions which the caller cannot tell, and have the same ones left: where those exclude each other,
 * the largest. `*members`: which those were. */
static const struct poly *lost_part(struct atom_table *table, struct moved *moved, uint32_t count, uint32_t first,
                                    const struct poly **members) {
    struct monomial *items = checked_alloc((uint64_t)count + 1, sizeof *items);
    struct draft draft = draft_of(table, false);
    uint32_t item_count = 0;
    for (uint32_t i = first; i < count; i++) {
        if (!moved[i].has_lost || moved[i].guards != moved[first].guards)
            continue;
        items[item_count++] = moved[i].old;
        draft_add(&draft, moved[i].old);
        moved[i].has_lost = i == first;
    }
    const struct poly *part = unguarded_items(table, items, item_count);
    free(items);
    *members = draft_finish(&draft);
    return poly_guarded(table, part, moved[first].guards);
}

/* Parts of which only one is paid, by conditions that the caller cannot tell. */
struct choice {
    const struct poly *members[POLY_MONOMIALS];
    uint32_t member_count;
    const struct poly *largest;
};

static bool is_choice(const struct choice *choice, const struct poly *part) {
    for (uint32_t i = 0; i < choice->member_count; i++)
        if (!are_exclusive(choice->members[i], part))
            return false;
    return true;
}

static const struct poly *lost_parts(struct atom_table *table, struct moved *moved, uint32_t count) {
    struct choice *choices = checked_alloc((uint64_t)count + 1, sizeof *choices);
    const struct poly *sum = NULL, *members = NULL;
    uint32_t choice_count = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t place = 0;
        if (!moved[i].has_lost)
            continue;
        const struct poly *part = lost_part(table, moved, count, i, &members);
        while (place < choice_count && !is_choice(&choices[place], members))
            place++;
        if (place == choice_count)
            choices[choice_count++] = (struct choice){.member_count = 0};
        choices[place].members[choices[place].member_count++] = members;
        choices[place].largest = poly_join(table, choices[place].largest, part);
    }
    for (uint32_t i = 0; i < choice_count; i++)
        sum = poly_add(table, sum, choices[i].largest);
    free(choices);
    return sum;
}

const struct poly *poly_change_guards(struct atom_table *table, const struct poly *poly, guard_change *change,
                                      void *context) {
    if (!has_guards(poly))
        return poly;
    struct moved *moved = checked_alloc((uint64_t)poly->count + 1, sizeof *moved);
    struct draft told = draft_of(table, poly->is_exact);
    uint32_t count = 0;
    for (uint32_t i = 0; i < poly->count; i++)
        count += move_monomial(table, &poly->items[i], change, context, &moved[count]);
    for (uint32_t i = 0; i < count; i++) {
        struct monomial m = moved[i].old;
        m.guards = moved[i].guards;
        if (!moved[i].has_lost)
            draft_add(&told, m);
    }
    const struct poly *sum = poly_add(table, draft_finish(&told), lost_parts(table, moved, count));
    free(moved);
    return sum;
}

const struct poly *poly_repeat(struct atom_table *table, const struct poly *turns, const struct poly *poly,
                               guard_test *is_once, void *context) {
    if (!turns || !has_guards(poly))
        return poly_multiply(table, turns, poly);
    struct draft once = draft_of(table, false), each = draft_of(table, poly->is_exact);
    for (uint32_t i = 0; i < poly->count; i++) {
        const struct guards *guards = poly->items[i].guards;
        bool found = false;
        for (uint32_t k = 0; guards && k < guards->count; k++)
            found |= is_once(guards->items[k], context);
        draft_add(found ? &once : &each, poly->items[i]);
    }
    return poly_add(table, draft_finish(&once), poly_multiply(table, turns, draft_finish(&each)));
}

const struct poly *poly_per_guard(struct atom_table *table, const struct poly *poly, const struct guard *guard,
                                  const struct atom *each) {
    if (!has_guards(poly))
        return poly;
    struct draft with = draft_of(table, poly->is_exact), without = draft_of(table, poly->is_exact);
    for (uint32_t i = 0; i < poly->count; i++)
        draft_add(guards_hold(poly->items[i].guards, guard) ? &with : &without, poly->items[i]);
    const struct poly *times = poly_multiply(table, poly_atom(table, each, false), draft_finish(&with));
    return poly_add(table, poly_closed(table, times), draft_finish(&without));
}
