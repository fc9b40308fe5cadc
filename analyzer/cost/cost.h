/* Round trips of every function that reaches the wire, bottom-up over the whole program.
 *
 * Components of the call graph (cost/component.h) are counted callees first; a function that is alone in its component
 * is evaluated once, or twice when it calls itself (cost/recursion.h). Inside a component something has to cost
 * nothing, or no count would end. It is never all edges inside: a leaf that is reached only there must still count. It
 * is the back edges of a depth-first walk, and which edges those are depends on where the walk begins: seen from f, the
 * calls back to f cost nothing, seen from another member they are worth all that f does. So
 *
 * - in a component of up to VIEW_MEMBERS functions, each member is counted at the end of a walk that begins with it:
 *   4 * VIEW_MEMBERS evaluations of each member at most;
 * - in a larger one, a first walk from its entry (the first member, by place, that a function outside calls) tries
 *   every member with back edges at 0. A member that comes to nothing there, because it reaches the wire by calls back
 *   only, is tried again when something that it calls has come to something, the nearest to the wire first. Then all
 *   are counted once more, with every call inside, back edges too, at what its target came to when it was tried. Two
 *   evaluations of each member, few more of those that were tried again, twice as many of one that calls itself.
 *
 * No member loses the wire, a loop around any call is a loop around what it reaches, and nothing grows from call to
 * call: sums of sums over thousands of functions say nothing. No member is taken to cost what another one does. What
 * lies behind two back edges one after the other may be left out: counts with a call back in them are never exact.
 * Walks follow the places of definitions, so that the order of units changes nothing. Loops and totals are those of the
 * last evaluation of each member alone.
 *
 * No path is enumerated: a summary keeps which calls its count comes from, and rule/ follows them down.
 * Cost: O(edges * monomials). Deterministic.
 * Tests: tests/unit/cost/test_component.c, test_golden_cost.c, testdata/_cost/recursion*.region */
#ifndef TRIPCOUNT_COST_COST_H
#define TRIPCOUNT_COST_COST_H

#include "value/costs.h"

/* `program` must have its cone (link/cone.h). Everything lives in the program's arena. */
NODISCARD bool costs_count(struct costs *costs, struct program *program, struct error *err);
void costs_finish(struct costs *costs);

struct scope;

/* Turns a count of `callee` into one of the caller: parameters become the arguments of the call. */
const struct poly *costs_substitute(const struct scope *caller, uint32_t callee, const struct call *call,
                                    const struct poly *poly);

#endif
