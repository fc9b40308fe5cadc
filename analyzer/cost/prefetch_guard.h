/* Where calls stand: behind a look at what is there already, or on a way of their own. Private to prefetch.c. */
#ifndef TRIPCOUNT_COST_PREFETCH_GUARD_H
#define TRIPCOUNT_COST_PREFETCH_GUARD_H

#include "ir/unit.h"

#include <stdbool.h>

/* The call only runs where something is not there: in an arm of `if (!x)`, `if (lookup(...) < 0)`, or, with
 * `is_helper`, behind `if (x) return x;`. */
bool prefetch_is_guarded(const struct function *body, const struct call *call, bool is_helper);

/* The two regions stand in different arms of a branch or cases of a switch: after one of them the other does not run.
 */
bool prefetch_is_other_way(struct region *list, const struct region *a, const struct region *b);

#endif
