/* Which terms of a long sum people are shown.
 *
 * The degree comes first. Of terms of one degree the first is the one that the round trips of the printed path are in,
 * then those that grow with the data: rows, items, and turns that nothing in the source bounds. Then the larger ones by
 * what is assumed of their counts.
 * Tests: tests/unit/rule/test_main_terms.c */
#ifndef TRIPCOUNT_RULE_MAIN_TERMS_H
#define TRIPCOUNT_RULE_MAIN_TERMS_H

#include "algebra/poly.h"

/* The one to show first: less than 0 for `a`, more than 0 for `b`, 0 where it does not matter. `path`: the round trips
 * of the printed path, of which a term may be a factor; NULL: none is printed. */
int main_terms_compare(const struct monomial *a, const struct monomial *b, const struct poly *path);

#endif
