/* When a function runs: before the program's event loop, in it, or after it (PRODUCT 1, "phase").
 *
 * The program's entry is main. Its event loop is the first loop that waits for something from outside (a model with
 * `pause: event`), directly or through calls, or the first call of a function that is such a loop. A function is of
 * phase startup when all ways to it run before that loop, of phase shutdown when all run after the last one; what is
 * reached by a handler, by exported functions that nobody calls, or in an arm that never comes to the loop, is request.
 * Without an event loop everything is request. Deliberately careful: a finding of another phase is hidden at first.
 * Linear in the calls of the cone, and of the functions that reach such a wait. Tests: tests/unit/rule/test_phase.c */
#ifndef TRIPCOUNT_RULE_PHASE_H
#define TRIPCOUNT_RULE_PHASE_H

#include "model/result.h"
#include "rule/calls.h"

struct phases;

/* `entries` are functions that the project names as entry points: what they reach is request. */
struct phases *phases_create(const struct program *program, const struct calls *calls, const uint32_t *entries,
                             uint32_t entry_count);
void phases_destroy(struct phases *phases);

/* Of loop `loop` of `function`. */
enum phase phase_of_loop(const struct phases *phases, uint32_t function, uint32_t loop);

#endif
