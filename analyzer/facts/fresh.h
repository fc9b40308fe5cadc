/* Objects that a function has just got memory for: what it sets there was nobody's before.
 * Tests: testdata/call-in-loop/analysis_made.c */
#ifndef TRIPCOUNT_FACTS_FRESH_H
#define TRIPCOUNT_FACTS_FRESH_H

#include "ir/unit.h"

/* Locals that never lead to anything else: all that is assigned to them is NULL, or comes from a function with "alloc"
 * in its name; their address stays in the function. In the arena   [local_count] */
const bool *fresh_locals(const struct unit *unit, const struct function *body, struct arena *arena);

#endif
