/* Of how many cases a formula tells the costliest: arms of a switch, or of a chain of else-ifs, that reach the wire.
 *
 * A polynomial folds alternatives that say the same, and those beyond its limit; people think in cases of the source.
 * Tests: tests/unit/rule/test_cases.c */
#ifndef TRIPCOUNT_RULE_CASES_H
#define TRIPCOUNT_RULE_CASES_H

#include "cost/cost.h"

/* The largest such switch of the function, or of those that it calls: the first with at least `least` arms. 0: there is
 * none. Linear in the regions of the functions on the way. */
uint32_t cases_of_function(const struct costs *costs, uint32_t function, uint32_t least);

#endif
