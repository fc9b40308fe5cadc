/* What a turn does only where its item asks for it and a switch is on as well:
 *
 *     for (...) { owners = ask(item); if (owners > 1) { bad++; if (do_fix) repair(item); } }
 *
 * The loop is about what it asks for all items; who has the switch off never pays for the rest, who has it on does for
 * few of them. That is told apart, as long as what is left grows as fast: else the rest is what matters. A switch is a
 * variable that the loop does not change, or an option (facts/option.h), tested inside the loop.
 * Tests: testdata/call-in-loop/bad_on_request.c */
#ifndef TRIPCOUNT_COST_ON_REQUEST_H
#define TRIPCOUNT_COST_ON_REQUEST_H

#include "cost/evaluate_internal.h"

/* The loop's `trips` and `per_turn` become those of its other sites, `most` what it was, `option` why. `turn`: one turn
 * of it; `before`: what holds where it begins. Linear in its sites times the conditions of the function. */
void on_request_tell(struct evaluation *evaluation, const struct value *turn, const struct facts *before,
                     struct loop_cost *loop);

#endif
