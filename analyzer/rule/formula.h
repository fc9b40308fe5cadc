/* Polynomials as the formulas of a result: text for JSON and for people, value, break-even. */
#ifndef TRIPCOUNT_RULE_FORMULA_H
#define TRIPCOUNT_RULE_FORMULA_H

#include "rule/rule.h"

/* Seen from `viewer`: variables of other functions are marked. `milliseconds` is one round trip; 0: no break-even. */
struct formula formula_of(const struct costs *costs, const struct poly *poly, uint32_t viewer, double milliseconds);

/* For people: "2 * n + 1", three terms at most. */
const char *formula_people(const struct costs *costs, const struct poly *poly, uint32_t viewer);

/* For people, factored by the loops: "numObjs * (args + 2)". */
const char *formula_product(const struct costs *costs, const struct poly *turns, const struct poly *per_turn,
                            uint32_t viewer);

/* Canonical text of a count, in the program's arena. */
const char *formula_text(const struct costs *costs, const struct poly *poly, uint32_t viewer);

/* Milliseconds of one round trip to `peer`. */
double latency_of_peer(const struct latency *latency, const char *peer);

#endif
