/* What of a count stands behind few conditions.
 *
 * `if (c->is_open) { if (c->is_late) ask(); }` asks where two things come together that nobody who calls decides. Seen
 * from far above, a turn that leads to ten such places does not pay for all ten. So each function keeps, besides its
 * count, what of it stands behind LIKELY_LEVELS - 1 such conditions at most, and a loop tells apart what it pays behind
 * fewer (cost/evaluate_tell.h). A condition is one that a branch asks for, and
 * - nothing known decides it, and it tells of no failure;
 * - it is no guard of another kind (algebra/guard.h); what a caller can no longer tell of a callee's MODEs and MEMOs is
 *   one;
 * - not both of its arms reach the wire.
 * `a->x && b->y` that has to hold asks for as many as there are variables that it speaks of, two at most; so do MODEs
 * and MEMOs of several variables that one call makes untellable. How many were passed is part of the facts
 * (facts/facts.h). A count is never taken to be less than it may be for sure: what cannot be told stands behind no
 * condition. Tests: testdata/call-in-loop/bad_deep_conditions.c, bad_conjunction.c */
#ifndef TRIPCOUNT_COST_LIKELY_H
#define TRIPCOUNT_COST_LIKELY_H

#include "cost/evaluate_internal.h"

/* The facts of an arm of an undecided branch; `before`: those of the branch. */
const struct facts *likely_in_arm(const struct evaluation *evaluation, const struct facts *before,
                                  const struct facts *arm, const struct branch *branch, bool holds);
/* Behind the branch or loop: as many as before it. `if (!c) return;` says what a function is for, not what is rare. */
const struct facts *likely_restored(const struct evaluation *evaluation, const struct facts *before,
                                    const struct facts *facts);

/* The call is evaluated, maybe once more. */
void likely_begin_call(struct evaluation *evaluation, const struct call *call);
/* Notes what stands where at this call of one more function; `value`: what it costs in the caller's terms, of which
 * `few` is set; `anew`: the part that is asked in loops of the function, which are told of, as if nothing stood before
 * them there. */
void likely_note_target(struct evaluation *evaluation, uint32_t target, const struct call *call,
                        const struct poly *anew, enum confidence confidence, struct value *value);

/* Of a value of the whole function, with guards; own conditions count. */
struct likely likely_of_function(const struct evaluation *evaluation, const struct value *value);

#endif
