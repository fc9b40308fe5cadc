/* Turns that a loop only takes for items of one kind: `if (item->section == BEFORE_DATA) restore(item);`,
 * `if (strcmp(item->type, "index") == 0)`, `if (pass_of(item) == LAST)`, or behind a flag that is cleared for all
 * others. What a callee does for items of which several other things have to hold as well is most likely for another
 * kind. Kinds are told as in cost/kept.h: a text, or a number other than 0, which may well be the usual one.
 * Tests: testdata/call-in-loop/verdict_unpipelined_kinds.c */
#ifndef TRIPCOUNT_RULE_PICKED_H
#define TRIPCOUNT_RULE_PICKED_H

#include "turns/scope.h"

#include <stdbool.h>
#include <stdint.h>

/* The loop's call is only made where the variable that it passes there is of one kind. */
bool picked_is_passed(const struct scope *scope, uint32_t loop, uint32_t call, uint32_t argument);

#endif
