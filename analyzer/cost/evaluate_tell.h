/* The loops that a function's count is told with. Private to evaluate*.c.
 *
 * Silent: three round trips or fewer, two or three turns of little each, a few elements that may be set up to ask.
 * Tests: testdata/call-in-loop/note_few_turns.c, bad_option.c, verdict_fan_out.c */
#ifndef TRIPCOUNT_COST_EVALUATE_TELL_H
#define TRIPCOUNT_COST_EVALUATE_TELL_H

#include "cost/evaluate_internal.h"
#include "turns/turns.h"

/* Notes the loop when a person should hear of it. `turn`: one turn of it; `whole`: all of them; `before`: what holds
 * where it begins. `*is_closed`: its round trips are told with that, and are none of the loops around it. */
bool evaluate_tell_loop(struct evaluation *evaluation, uint32_t loop, struct turns turns, const struct value *turn,
                        const struct value *whole, const struct facts *before, bool *is_closed);

#endif
