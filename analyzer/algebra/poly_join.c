/* The larger of two polynomials. Tests: tests/unit/cost/test_poly.c */
#include "algebra/poly_internal.h"

void split_common(const struct poly *a, const struct poly *b, struct draft *common, struct draft *more_a,
                  struct draft *more_b) {
    uint32_t i = 0, k = 0;
    while (i < a->count || k < b->count) {
        int order = i == a->count ? 1 : k == b->count ? -1 : monomial_compare(&a->items[i], &b->items[k]);
        if (order < 0) {
            draft_add(more_a, a->items[i++]);
        } else if (order > 0) {
            draft_add(more_b, b->items[k++]);
        } else {
            struct monomial m = a->items[i];
            int64_t x = m.coefficient, y = b->items[k].coefficient, least = x < y ? x : y;
            m.coefficient = least;
            draft_add(common, m);
            m.coefficient = x - least;
            draft_add(more_a, m);
            m.coefficient = y - least;
            draft_add(more_b, m);
            i++, k++;
        }
    }
}

static const struct poly *excess_anew(struct atom_table *table, const struct poly *a, const struct poly *b) {
    struct draft common = draft_of(table, true), more_a = draft_of(table, a->is_exact && b->is_exact);
    struct draft more_b = common;
    split_common(a, b, &common, &more_a, &more_b);
    draft_drop(&common);
    draft_drop(&more_b);
    return draft_finish(&more_a);
}

const struct poly *poly_excess(struct atom_table *table, const struct poly *a, const struct poly *b) {
    const struct poly *excess;
    if (!a || !b)
        return a;
    if (poly_memo_find(table, MEMO_EXCESS, a, b, &excess))
        return excess;
    return poly_memo_note(table, MEMO_EXCESS, a, b, excess_anew(table, a, b));
}

/* --- alternatives, in bare form ---------------------------------------------------------------------------------- */

bool covers(const struct poly *a, const struct poly *b) {
    uint32_t i = 0;
    for (uint32_t k = 0; k < b->count; k++) {
        while (i < a->count && product_compare(&a->items[i], &b->items[k]) < 0)
            i++;
        if (i == a->count || product_compare(&a->items[i], &b->items[k]) != 0 ||
            a->items[i].coefficient < b->items[k].coefficient)
            return false;
    }
    return true;
}

int poly_compare(const struct poly *a, const struct poly *b) {
    for (uint32_t i = 0; i < a->count && i < b->count; i++) {
        int order = product_compare(&a->items[i], &b->items[i]);
        if (order)
            return order;
        if (a->items[i].coefficient != b->items[i].coefficient)
            return a->items[i].coefficient > b->items[i].coefficient ? -1 : 1;
    }
    return a->count < b->count ? 1 : a->count > b->count ? -1 : 0;
}

/* Per product the larger coefficient: at least both. */
static const struct poly *upper_bound(struct atom_table *table, const struct poly *a, const struct poly *b) {
    struct draft common = draft_of(table, true), more_a = common, more_b = common;
    split_common(a, b, &common, &more_a, &more_b);
    for (uint32_t i = 0; i < more_a.items.count; i++)
        draft_add(&common, more_a.items.items[i]);
    for (uint32_t i = 0; i < more_b.items.count; i++)
        draft_add(&common, more_b.items.items[i]);
    draft_drop(&more_a);
    draft_drop(&more_b);
    return poly_bare(table, draft_finish(&common));
}

/* None covers another, ascending by poly_compare. */
struct alternatives {
    const struct poly *items[2 * POLY_ALTERNATIVES];
    uint32_t count;
};

static void add_alternative(struct alternatives *all, const struct poly *poly) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < all->count; i++)
        if (covers(all->items[i], poly))
            return;
    for (uint32_t i = 0; i < all->count; i++)
        if (!covers(poly, all->items[i]))
            all->items[kept++] = all->items[i];
    uint32_t place = kept;
    for (; place > 0 && poly_compare(all->items[place - 1], poly) > 0; place--)
        all->items[place] = all->items[place - 1];
    all->items[place] = poly;
    all->count = kept + 1;
}

/* Takes a lone max{} apart, so that max{max{a, b}, c} is max{a, b, c}. */
static void add_alternatives(struct atom_table *table, struct alternatives *all, const struct poly *poly) {
    const struct monomial *m = poly->count == 1 ? &poly->items[0] : NULL;
    if (m && m->coefficient == 1 && m->factor_count == 1 && m->factors[0]->kind == ATOM_MAX) {
        for (uint32_t i = 0; i < m->factors[0]->item_count; i++)
            add_alternative(all, m->factors[0]->items[i]);
    } else {
        add_alternative(all, poly_bare(table, poly));
    }
}

/* The smallest are taken together until the limit is kept. */
static void keep_alternative_limit(struct atom_table *table, struct alternatives *all) {
    while (all->count > POLY_ALTERNATIVES) {
        all->count -= 2;
        add_alternative(all, upper_bound(table, all->items[all->count], all->items[all->count + 1]));
    }
}

const struct poly *poly_largest(struct atom_table *table, const struct poly *a, const struct poly *b) {
    if (!a || !b)
        return a ? a : b;
    bool is_exact = a->is_exact && b->is_exact;
    struct alternatives all = {.count = 0};
    add_alternatives(table, &all, a);
    add_alternatives(table, &all, b);
    keep_alternative_limit(table, &all);
    if (all.count == 1)
        return is_exact ? all.items[0] : poly_inexact(table, all.items[0]);
    return poly_composed(table, &(struct atom){.kind = ATOM_MAX, .items = all.items, .item_count = all.count},
                         is_exact);
}

/* --- join -------------------------------------------------------------------------------------------------------- */

static const struct poly *join_extras(struct atom_table *table, const struct poly *a, const struct poly *b) {
    const struct poly *x = poly_bare(table, a), *y = poly_bare(table, b);
    const struct monomial *first = &a->items[0], *second = &b->items[0];
    bool is_first = monomial_compare(first, second) <= 0;
    if (covers(x, y) && (is_first || !covers(y, x)))
        return a;
    if (covers(y, x))
        return b;
    struct monomial m = {.coefficient = 1, .peer = is_first ? first->peer : second->peer, .is_open = first->is_open};
    enum confidence p = poly_confidence(a), q = poly_confidence(b);
    m.confidence = p < q ? p : q;
    return poly_multiply(table, poly_intern(table, &m, 1, false), poly_largest(table, a, b));
}

static bool is_kept(const struct monomial *m) {
    struct poly alone = {.items = m, .count = 1};
    return are_kept(&alone);
}

/* What is kept for later (MEMO, CHANGED), or the rest; NULL: there is none. */
static const struct poly *kept_part(struct atom_table *table, const struct poly *poly, bool wanted) {
    struct draft draft = draft_of(table, poly->is_exact);
    for (uint32_t i = 0; i < poly->count; i++)
        if (is_kept(&poly->items[i]) == wanted)
            draft_add(&draft, poly->items[i]);
    return draft_finish(&draft);
}

static const struct poly *join_parts(struct atom_table *table, const struct poly *a, const struct poly *b,
                                     bool is_of_targets);

/* `if (!c->conn) connect(c);` in one of several functions that a pointer may run: a loop around pays for it once, which
 * is told beside what they cost each time. Of two ways through one function the larger one is nearer to the truth.
 * NULL: nothing is kept. */
static const struct poly *join_beside_kept(struct atom_table *table, const struct poly *x, const struct poly *y) {
    const struct poly *p = kept_part(table, x, true), *q = kept_part(table, y, true);
    if ((!p && !q) || x->count + y->count > POLY_MONOMIALS / 2)
        return NULL;
    const struct poly *each = join_parts(table, kept_part(table, x, false), kept_part(table, y, false), true);
    return poly_add(table, each, poly_add(table, p, q));
}

/* Each way costs what the other does not. */
static const struct poly *join_unlike(struct atom_table *table, const struct poly *x, const struct poly *y,
                                      bool is_of_targets) {
    if (are_kept(x) && are_kept(y))
        return poly_inexact(table, poly_add(table, x, y));
    const struct poly *apart = join_options(table, x, y);
    if (apart)
        return apart;
    const struct poly *p = without_guards(table, x), *q = without_guards(table, y), *sum = NULL;
    const struct guards *common = guards_of_both(table, x, y);
    bool is_same = p == q; /* under a condition and its opposite: as exact as it was */
    if (is_same && (x == p || y == q || are_opposite(table, x, y)))
        return poly_guarded(table, p, common);
    sum = either_way(table, x, y);
    if (!sum && is_of_targets)
        sum = join_beside_kept(table, x, y);
    if (!sum)
        sum = poly_guarded(table, is_same ? p : join_extras(table, poly_unguarded(table, x), poly_unguarded(table, y)),
                           common);
    return poly_inexact(table, sum);
}

static const struct poly *join_parts(struct atom_table *table, const struct poly *a, const struct poly *b,
                                     bool is_of_targets) {
    if (!a || !b)
        return poly_inexact(table, a ? a : b);
    bool is_exact = a->is_exact && b->is_exact;
    struct draft common = draft_of(table, is_exact), more_a = common, more_b = common;
    split_common(a, b, &common, &more_a, &more_b);
    const struct poly *x = draft_finish(&more_a), *y = draft_finish(&more_b);
    const struct poly *both = draft_finish(&common);
    if (!x && !y)
        return both;
    const struct poly *extra = x && y ? join_unlike(table, x, y, is_of_targets) : poly_inexact(table, x ? x : y);
    return poly_add(table, both, extra);
}

static const struct poly *join_anew(struct atom_table *table, const struct poly *a, const struct poly *b,
                                    bool is_of_targets) {
    const struct poly *open =
        join_parts(table, with_openness(table, a, true), with_openness(table, b, true), is_of_targets);
    const struct poly *closed =
        join_parts(table, with_openness(table, a, false), with_openness(table, b, false), is_of_targets);
    return poly_add(table, open, closed);
}

static const struct poly *join(struct atom_table *table, const struct poly *a, const struct poly *b,
                               bool is_of_targets) {
    const struct poly *known;
    enum memo_operation operation = is_of_targets ? MEMO_JOIN_TARGETS : MEMO_JOIN;
    if (a == b)
        return a;
    if (poly_memo_find(table, operation, a, b, &known))
        return known;
    return poly_memo_note(table, operation, a, b, join_anew(table, a, b, is_of_targets));
}

const struct poly *poly_join(struct atom_table *table, const struct poly *a, const struct poly *b) {
    return join(table, a, b, false);
}

const struct poly *poly_join_targets(struct atom_table *table, const struct poly *a, const struct poly *b) {
    return join(table, a, b, true);
}

const struct poly *poly_at_least(struct atom_table *table, const struct poly *count, int64_t least) {
    const struct poly *floor = poly_constant(table, least);
    int64_t value;
    if (!count || !floor)
        return count ? count : floor;
    if (poly_is_constant(count, &value))
        return value >= least ? count : count->is_exact ? floor : poly_inexact(table, floor);
    return poly_largest(table, count, floor);
}
