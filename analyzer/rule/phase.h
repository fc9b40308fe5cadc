/* When a function runs: before the program's event loop, in it, or after it (PRODUCT 1, "phase").
 *
 * The program's entry is main. Its event loop is the one loop that waits for something from outside (a model with
 * `pause: event`), directly or through calls, and that nothing but a flag or the wait ends; or the one call of a
 * library function that is such a loop. A program that waits in several loops, in counted ones or in loops inside of
 * loops waits for its own requests or children: it has no event loop, unless main itself has one such call. A function
 * is of phase startup when all ways to it run before that loop, of phase shutdown when all run after it; what is
 * reached by a handler, by exported functions that nobody calls, or in an arm that never comes to the loop, is request.
 * What only handlers of a crash reach (rule/crash.h) is shutdown. Without an event loop everything else is request.
 * Deliberately careful: a finding of another phase is hidden at first. Linear in the calls of the cone, and of the
 * functions that reach such a wait. Tests: tests/unit/rule/test_phase.c */
#ifndef TRIPCOUNT_RULE_PHASE_H
#define TRIPCOUNT_RULE_PHASE_H

#include "model/result.h"
#include "rule/reach.h"

struct phases;

/* What the functions that the project names as entry points reach is request. */
struct phases *phases_create(const struct program *program, const struct calls *calls, const struct named_entry *named,
                             uint32_t named_count);
void phases_destroy(struct phases *phases);

/* Of loop `loop` of `function`, or of one call of it: of all of the function, but where that comes to the event loop.
 */
enum phase phase_of_loop(const struct phases *phases, uint32_t function, uint32_t loop);
enum phase phase_of_call(const struct phases *phases, uint32_t function, uint32_t call);

#endif
