/* Two ways that meet, each of which costs something: which conditions are left of theirs.
 *
 * `if (kill == KEEP) hide(w); else if (kill == ASK) ask(w); else force(w);` costs one round trip where kill is not
 * KEEP: that much holds on both ways that cost. Where the dearer way has a condition, the other is paid only where that
 * condition does not hold; so the sum of both, each under its own, is never less than the dearer.
 * Tests: tests/unit/algebra/test_poly_either.c, testdata/call-in-loop/analysis_guards.c */
#include "algebra/poly_internal.h"

/* A sum that keeps the conditions of both ways may have so many monomials; past that they are given up. */
#define EITHER_MOST (POLY_MONOMIALS / 2)

static bool all_imply(const struct poly *poly, const struct guard *guard) {
    for (uint32_t i = 0; i < poly->count; i++)
        if (!guards_imply(poly->items[i].guards, guard))
            return false;
    return true;
}

const struct guards *guards_of_both(struct atom_table *table, const struct poly *a, const struct poly *b) {
    const struct guards *all = NULL, *first[2] = {a->items[0].guards, b->items[0].guards};
    for (int way = 0; way < 2; way++)
        for (uint32_t i = 0; first[way] && i < first[way]->count; i++)
            if (all_imply(a, first[way]->items[i]) && all_imply(b, first[way]->items[i]))
                all = guards_with(table, all, first[way]->items[i]);
    return all;
}

/* A condition of all that the way costs, the opposite of which is one too; one on what a call passes itself first. */
static const struct guard *condition_of(struct atom_table *table, const struct poly *way) {
    const struct guards *first = way->items[0].guards;
    const struct guard *found = NULL;
    for (uint32_t i = 0; first && i < first->count; i++) {
        const struct guard *one = first->items[i];
        if (!guard_opposite(table, one) || !all_imply(way, one))
            continue;
        if (!found || one->path->kind == EXPR_PARAMETER)
            found = one;
    }
    return found;
}

/* The one condition of the monomial that not both ways have; NULL: there is none, or more. */
static const struct guard *rest_of(const struct monomial *m, const struct guards *common) {
    const struct guard *rest = NULL;
    for (uint32_t i = 0; m->guards && i < m->guards->count; i++) {
        if (guards_hold(common, m->guards->items[i]))
            continue;
        if (rest)
            return NULL;
        rest = m->guards->items[i];
    }
    return rest;
}

bool are_opposite(struct atom_table *table, const struct poly *a, const struct poly *b) {
    const struct guards *common = guards_of_both(table, a, b);
    const struct guard *x = rest_of(&a->items[0], common), *y = rest_of(&b->items[0], common);
    if (!x || !y || guard_opposite(table, x) != y)
        return false;
    for (uint32_t i = 0; i < a->count; i++)
        if (rest_of(&a->items[i], common) != x)
            return false;
    for (uint32_t i = 0; i < b->count; i++)
        if (rest_of(&b->items[i], common) != y)
            return false;
    return true;
}

/* What is paid whatever holds. */
static const struct poly *unconditional(struct atom_table *table, const struct poly *poly) {
    struct draft draft = draft_of(table, poly->is_exact);
    for (uint32_t i = 0; i < poly->count; i++)
        if (!poly->items[i].guards)
            draft_add(&draft, poly->items[i]);
    return draft_finish(&draft);
}

/* The dearer way under this one of its conditions alone, which all of it has; NULL: something of it is kept for later,
 * which says more than any condition. */
static const struct poly *only_under(struct atom_table *table, const struct poly *dearer,
                                     const struct guard *condition) {
    struct draft draft = draft_of(table, dearer->is_exact);
    for (uint32_t i = 0; i < dearer->count; i++) {
        struct monomial m = dearer->items[i];
        for (uint32_t k = 0; k < m.guards->count; k++)
            if (m.guards->items[k]->kind != GUARD_MODE) {
                draft_drop(&draft);
                return NULL;
            }
        m.guards = guards_with(table, NULL, condition);
        draft_add(&draft, m);
    }
    return draft_finish(&draft);
}

/* Adds the cheaper way to the dearer one, paid where that one's condition does not hold; NULL: no room to say so. */
static const struct poly *with_rest(struct atom_table *table, const struct poly *most, const struct poly *cheaper,
                                    const struct guard *condition) {
    const struct guard *opposite = guard_opposite(table, condition);
    struct draft draft = draft_of(table, cheaper->is_exact);
    draft_add_poly(&draft, most);
    for (uint32_t i = 0; i < cheaper->count; i++) {
        struct monomial m = cheaper->items[i];
        if (guards_imply(m.guards, condition)) /* the dearer one is paid */
            continue;
        m.guards = guards_with(table, m.guards, opposite);
        if (!guards_hold(m.guards, opposite)) {
            draft_drop(&draft);
            return NULL;
        }
        draft_add(&draft, m);
    }
    return draft_finish(&draft);
}

/* `dearer` is nowhere less than `cheaper` where all conditions hold. */
static const struct poly *dearer_first(struct atom_table *table, const struct poly *dearer,
                                       const struct poly *cheaper) {
    const struct poly *always = unconditional(table, dearer);
    const struct poly *bare = poly_bare(table, without_guards(table, cheaper));
    if (always && covers(poly_bare(table, always), bare))
        return dearer;
    const struct guard *condition = always ? NULL : condition_of(table, dearer);
    const struct poly *most = condition ? only_under(table, dearer, condition) : NULL;
    return most ? with_rest(table, most, cheaper, condition) : NULL;
}

const struct poly *either_way(struct atom_table *table, const struct poly *a, const struct poly *b) {
    const struct poly *p = poly_bare(table, without_guards(table, a)), *q = poly_bare(table, without_guards(table, b));
    const struct poly *sum = NULL;
    if (a->count + b->count > EITHER_MOST)
        return NULL;
    if (are_exclusive(a, b))
        return poly_add(table, a, b);
    bool is_first = covers(p, q), is_second = covers(q, p);
    if (is_first && is_second) /* whichever comes first, the same for a, b as for b, a */
        is_first = monomial_compare(&a->items[0], &b->items[0]) <= 0;
    if (is_first)
        sum = dearer_first(table, a, b);
    if (!sum && is_second)
        sum = dearer_first(table, b, a);
    return sum || !covers(p, q) || is_first ? sum : dearer_first(table, a, b);
}
