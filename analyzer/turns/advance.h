/* Whether each turn of a loop moves something on, on every way through it to the next turn.
 *
 * `while (i < n) { ask(i); if (found(i)) i++; }` may ask for ever; so may a walk whose turn begins with `continue`. Two
 * that move in turn end together: `while (i < n && k < m) if (a[i] < b[k]) i++; else k++;`. A way on which the loop's
 * own test comes to fail is the last: `while (!found && i < n) if (is(i)) found = 1; else i++;`.
 * Tests: tests/unit/cost/test_turns.c, tests/counted/programs/{merge,until_it_is_there,list_once_more}.c */
#ifndef TRIPCOUNT_COST_ADVANCE_H
#define TRIPCOUNT_COST_ADVANCE_H

#include "turns/scope.h"

#include <stdbool.h>
#include <stdint.h>

enum advance_kind {
    ADVANCE_NONE,       /* it need not move on a turn that calls something: the turns may be any number */
    ADVANCE_WITH_CALLS, /* on turns that do, `if (left && is_due(p)) { ask(p); left--; }`: of those there are as many */
    ADVANCE_SURE,       /* on every way to the next turn, one of the variables is assigned to */
};

enum advance_kind advance_of(const struct scope *scope, uint32_t loop, const struct expr *const *variables,
                             uint32_t count);

#endif
