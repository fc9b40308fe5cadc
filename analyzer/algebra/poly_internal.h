/* What the files of the polynomial algebra share. Private to cost/poly*.c and algebra/atom.c.
 *
 * Normal form: monomials sorted by monomial_compare, no two with one key, no zero coefficient. Every polynomial that
 * leaves these files went through draft_finish or poly_intern. */
#ifndef TRIPCOUNT_COST_POLY_INTERNAL_H
#define TRIPCOUNT_COST_POLY_INTERNAL_H

#include "algebra/poly.h"

static inline int64_t saturating_add(int64_t a, int64_t b) {
    int64_t sum;
    return __builtin_add_overflow(a, b, &sum) ? INT64_MAX : sum;
}

static inline int64_t saturating_multiply(int64_t a, int64_t b) {
    int64_t product;
    return __builtin_mul_overflow(a, b, &product) ? INT64_MAX : product;
}

/* By id. */
void monomial_set_factors(struct atom_table *table, struct monomial *m, const struct atom *const *factors,
                          uint32_t count);
void monomial_copy_factors(struct monomial *m, const struct monomial *from);

int product_compare(const struct monomial *a, const struct monomial *b);  /* factors alone */
int monomial_compare(const struct monomial *a, const struct monomial *b); /* the whole key, not the coefficient */

/* A polynomial that is being built: monomials in any order, more than the limit are fine until it is finished. */
struct draft {
    struct atom_table *table;
    VEC(struct monomial) items;
    bool is_exact;
};

struct draft draft_of(struct atom_table *table, bool is_exact);
void draft_add(struct draft *draft, struct monomial m);
void draft_add_poly(struct draft *draft, const struct poly *poly); /* exact only if both are */
void draft_merge(struct draft *draft);                             /* sorts; one monomial for each key */
/* Sorted, merged, within the limit of monomials. Frees the draft. */
const struct poly *draft_finish(struct draft *draft);
void draft_drop(struct draft *draft);

/* `items` in normal form. */
const struct poly *poly_intern(struct atom_table *table, const struct monomial *items, uint32_t count, bool is_exact);

/* What interning it would give now: the kept one, if it was kept since it was made. */
const struct poly *poly_current(const struct atom_table *table, const struct poly *poly);

/* False: past the limits, what is in `*out` is folded and not exact. `factors`: room for those of `*out`, where they
 * are no product that is kept already. */
bool multiply_products(struct atom_table *table, const struct monomial *a, const struct monomial *b,
                       struct monomial *out, const struct atom **factors);

/* --- algebra/poly_memo.c: what was asked for last, so that one sum over the sites of a function and the same sum over
 * its values are found once. `a` and `b` are interned. */
enum memo_operation {
    MEMO_ADD = 1,
    MEMO_MULTIPLY,
    MEMO_JOIN,
    MEMO_JOIN_TARGETS,
    MEMO_EXCESS,
    MEMO_GUARDED,
    MEMO_UNGUARDED,
    MEMO_OPEN,
    MEMO_CLOSED_PART,
    MEMO_BARE,
};
bool poly_memo_find(const struct atom_table *table, enum memo_operation operation, const void *a, const void *b,
                    const struct poly **result);
/* Gives the result back. */
const struct poly *poly_memo_note(struct atom_table *table, enum memo_operation operation, const void *a, const void *b,
                                  const struct poly *result);

/* By products and coefficients, for polynomials in bare form: any fixed order. */
int poly_compare(const struct poly *a, const struct poly *b);

/* The atom that `wanted` describes, as a count; what limits forbid is folded and not exact. `wanted->items` is copied.
 */
const struct poly *poly_composed(struct atom_table *table, const struct atom *wanted, bool is_exact);

/* scale * others^power * inner^inner_power that is never less than the polynomial, or the monomial. */
struct ceiling {
    int64_t scale;
    uint32_t power;
    uint32_t inner_power;
};
struct ceiling ceiling_of_poly(const struct poly *poly);
struct ceiling ceiling_of_monomial(const struct monomial *m);
/* As a monomial with the key of `key`; the coefficient is the scale. */
struct monomial ceiling_monomial(struct atom_table *table, struct ceiling ceiling, const struct monomial *key);

/* The common part of two polynomials and what each has more, monomial by monomial. */
void split_common(const struct poly *a, const struct poly *b, struct draft *common, struct draft *more_a,
                  struct draft *more_b);
/* The larger of two counts of turns; exact when both are. 0 may be given. */
const struct poly *poly_largest(struct atom_table *table, const struct poly *a, const struct poly *b);
bool has_guards(const struct poly *poly);
/* Any OPTION is as good as any other: fewer monomials. */
void forget_options(struct draft *draft);
/* The dearer of two ways that both have OPTIONs: what is sure and the rest apart; NULL: one has none. */
const struct poly *join_options(struct atom_table *table, const struct poly *a, const struct poly *b);
/* What is told already needs no conditions. */
void forget_closed_guards(struct draft *draft);
/* Of what has a guard that is no MODE, that one says more: its MODEs go; with `is_all`, all MODEs. */
void forget_modes(struct draft *draft, bool is_all);
/* Product by product, `a` is nowhere smaller than `b`; both in bare form. */
bool covers(const struct poly *a, const struct poly *b);
/* Each monomial of one is under a condition that excludes each of the other's. */
bool are_exclusive(const struct poly *a, const struct poly *b);
/* Each part is kept: paid once, or when something changes. */
bool are_kept(const struct poly *poly);
/* `items` without guards, at least as large whatever holds; not exact. */
const struct poly *unguarded_items(struct atom_table *table, const struct monomial *items, uint32_t count);
/* Without guards, as exact as it was. */
const struct poly *without_guards(struct atom_table *table, const struct poly *poly);
const struct poly *with_openness(struct atom_table *table, const struct poly *poly, bool is_open);
/* Conditions that hold wherever something of either is paid; NULL: none. Neither may be 0. */
const struct guards *guards_of_both(struct atom_table *table, const struct poly *a, const struct poly *b);
/* Apart from these, all of `a` has one condition, and all of `b` the opposite one. Neither may be 0. */
bool are_opposite(struct atom_table *table, const struct poly *a, const struct poly *b);
/* Never less than the dearer of two ways, whatever holds; NULL: that cannot be said with their conditions. Neither may
 * be 0. */
const struct poly *either_way(struct atom_table *table, const struct poly *a, const struct poly *b);

#endif
