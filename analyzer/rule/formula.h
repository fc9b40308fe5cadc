/* Polynomials as the formulas of a result: canonical text for JSON, a shorter one for people, value, break-even.
 *
 * The texts are in the program's arena.
 * Tests: tests/unit/rule/test_formula.c, tests/unit/rule/test_formula_people.c */
#ifndef TRIPCOUNT_RULE_FORMULA_H
#define TRIPCOUNT_RULE_FORMULA_H

#include "rule/rule.h"

#define FORMULA_FACTORS 64 /* of a product, at most */

/* From where a formula is read. */
struct formula_view {
    uint32_t viewer;         /* function: variables of others are marked */
    uint32_t case_count;     /* arms of the switch that the formula's long max{} stands for; 0: not known */
    const struct poly *path; /* round trips of the path that is printed with it, or NULL (rule/main_terms.h) */
};

/* Seen from `viewer`. `milliseconds` is one round trip; 0: no break-even. */
struct formula formula_of(const struct costs *costs, const struct poly *poly, uint32_t viewer, double milliseconds);

/* For people: what all terms share in front ("numObjs * (args + 2)"), of five terms or more the three that matter most
 * ("+ 2 smaller" where what is left is of a lower degree than all of them, else "+ 2 more"), long names shortened in
 * the middle, a max{} of many as "the costliest of 47 cases". "up to" is not part of it. */
const char *formula_people(const struct costs *costs, const struct poly *poly, const struct formula_view *view);

/* For people, as the product of factors in their order: turns of loops from outside to inside, then the round trips of
 * a turn. At least one factor, at most FORMULA_FACTORS; none is 0. */
const char *formula_product(const struct costs *costs, const struct poly *const *factors, uint32_t count,
                            const struct formula_view *view);

/* "1 round trip", "n round trips", "the round trips of the costliest of 8 cases" from what the two above give. */
const char *formula_counted(const struct costs *costs, const char *people, const char *one, const char *many);

/* "100 ms from m = n = 15"; the formula must have a break-even. */
const char *formula_break_even_text(const struct costs *costs, const struct formula *formula);

/* Alternatives of the only max{} that is too long to write out; 0: there is none, or several. */
uint32_t formula_alternatives(const struct poly *poly);

/* Canonical text of a count. */
const char *formula_text(const struct costs *costs, const struct poly *poly, uint32_t viewer);

/* Milliseconds of one round trip to `peer`. */
double latency_of_peer(const struct latency *latency, const char *peer);

#endif
