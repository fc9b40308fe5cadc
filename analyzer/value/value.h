/* What one way through a piece of code costs.
 *
 * A value is a count of round trips with the calls and loops that make it (sites), a count of sends, and for each peer
 * the sends and waits that are not matched inside (value/wait.h).
 * Immutable, in a scratch arena. The ways to leave a piece are cost/exits.h.
 * Tests: tests/unit/cost/test_value.c, testdata/_cost */
#ifndef TRIPCOUNT_VALUE_VALUE_H
#define TRIPCOUNT_VALUE_VALUE_H

#include "value/sites.h"
#include "value/wait.h"

#include <stdbool.h>
#include <stdint.h>

#define VALUE_FEW 2

struct value {
    const struct poly *trips;
    const struct poly
        *few[VALUE_FEW]; /* of `trips`, what stands behind so many conditions in callees at most, and one */
    const struct poly *sends;
    const struct site_tree *sites;
    const struct peer_state *peers; /* by name */
    uint32_t peer_count;
    bool is_inexact; /* something is left out or taken at most that the counts do not tell of: recursion */
};

struct algebra {
    struct atom_table *atoms;
    struct arena *scratch;
};

extern const struct value value_zero;

const struct value *value_sequence(const struct algebra *algebra, const struct value *a, const struct value *b);
/* NULL: never. */
const struct value *value_join(const struct algebra *algebra, const struct value *a, const struct value *b);
/* The same of functions that one call may run (poly_join_targets()). */
const struct value *value_join_targets(const struct algebra *algebra, const struct value *a, const struct value *b);
/* `turns` times, apart from what has a guard that `is_once` knows to be paid once in all of the turns. */
const struct value *value_repeat(const struct algebra *algebra, const struct value *a, const struct poly *turns,
                                 guard_test *is_once, void *context);
/* Of its open round trips, value_repeat(a) holds no more than `a`: its turns make no difference. */
bool value_is_paid_once(const struct algebra *algebra, const struct value *a, const struct value *repeated);
/* What is left of it where `is_off` knows of guards that they do not hold. */
const struct value *value_without(const struct algebra *algebra, const struct value *a, guard_test *is_off,
                                  void *context);
/* What is guessed left out where some of its open round trips are no guess. */
const struct value *value_confident(const struct algebra *algebra, const struct value *a);
/* Paid under these guards only. */
const struct value *value_guarded(const struct algebra *algebra, const struct value *a, const struct guards *guards);
/* What `a` costs more than `b`, which has run before and is counted: for the last, partial turn of a loop. `b` NULL:
 * all of it. */
const struct value *value_excess(const struct algebra *algebra, const struct value *a, const struct value *b);
/* The same round trips, but none of them open: their loop is reported. Loops stay among the sites. */
const struct value *value_closed(const struct algebra *algebra, const struct value *a);
const struct value *value_inexact(const struct algebra *algebra, const struct value *a);
/* Round trips of one turn when turns follow one another: a send at the end of a turn meets the wait at the start of the
 * next. */
const struct value *value_turn(const struct algebra *algebra, const struct value *a);
/* ... of a function that calls itself: what it is given to wait for is what the run before has sent. */
const struct value *value_run(const struct algebra *algebra, const struct value *a);
/* `is_inexact` made part of the counts and the sites. */
const struct value *value_settled(const struct algebra *algebra, const struct value *a);
/* Adds a site and its round trips to a value that is being made. */
void value_add_site(const struct algebra *algebra, struct value *value, struct site_count site);
bool value_is_free(const struct value *value); /* no round trips, sends or waits */

#endif
