/* How many calls back one way through a function makes. Private to cost/recursion.c. */
#ifndef TRIPCOUNT_COST_RECURSION_WAYS_H
#define TRIPCOUNT_COST_RECURSION_WAYS_H

#include "ir/region.h"

#include <stdbool.h>
#include <stdint.h>

/* Two or more on some way. `backs` is what each call counts, by its index: 0, 1, or 2 for several. A call in a loop
 * counts as several, unless the loop is always left behind it: `return search(t->child[i], key);`. Two calls in two
 * arms of one branch are one. */
bool recursion_ways_are_many(const struct region *body, const uint8_t *backs);

#endif
