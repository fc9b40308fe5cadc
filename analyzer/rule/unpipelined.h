/* Whether the turns of a loop make calls that a connection has no room for while it is a pipeline: libpq's COPY. Packs
 * say which these are (`unpipelined`). What a turn passes, and what the loop picks its items by, may shut them off.
 * Tests: testdata/call-in-loop/verdict_unpipelined.c, verdict_unpipelined_kinds.c */
#ifndef TRIPCOUNT_RULE_UNPIPELINED_H
#define TRIPCOUNT_RULE_UNPIPELINED_H

#include "turns/scope.h"
#include "value/costs.h"

/* The first such function that a turn may call, a few calls deep; NULL: none. What only runs after a failure does not
 * count. One walk over each function looked at. */
const struct model *unpipelined_in_loop(struct costs *costs, const struct scope *scope, uint32_t loop);

#endif
