/* What one way through a piece of code costs, and the exits of that piece.
 *
 * A value is a count of round trips with the calls and loops that make it (sites), a count of sends, and for each peer
 * the sends and waits that are not matched inside (cost/wait.h).
 * An exit map holds a value for each way to leave; NULL means that it is never left so. Immutable, in a scratch arena.
 * Tests: tests/unit/cost/test_value.c, testdata/_cost */
#ifndef TRIPCOUNT_COST_VALUE_H
#define TRIPCOUNT_COST_VALUE_H

#include "cost/sites.h"
#include "cost/wait.h"

#include <stdbool.h>
#include <stdint.h>

struct value {
    const struct poly *trips;
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
const struct value *value_times(const struct algebra *algebra, const struct value *a, const struct poly *turns);
/* What `a` costs more than `b`, which has run before and is counted: for the last, partial turn of a loop. `b` NULL:
 * all of it. */
const struct value *value_excess(const struct algebra *algebra, const struct value *a, const struct value *b);
/* The same round trips, but none of them open: their loop is reported. Loops stay among the sites. */
const struct value *value_closed(const struct algebra *algebra, const struct value *a);
const struct value *value_inexact(const struct algebra *algebra, const struct value *a);
/* Round trips of one turn when turns follow one another: a send at the end of a turn meets the wait at the start of the
 * next. */
const struct value *value_turn(const struct algebra *algebra, const struct value *a);
/* `is_inexact` made part of the counts and the sites. */
const struct value *value_settled(const struct algebra *algebra, const struct value *a);
/* Adds a site and its round trips to a value that is being made. */
void value_add_site(const struct algebra *algebra, struct value *value, struct site_count site);
bool value_is_free(const struct value *value); /* no round trips, sends or waits */

enum exit_kind { EXIT_NEXT, EXIT_BREAK, EXIT_CONTINUE, EXIT_RETURN, EXIT_THROW, EXIT_NORETURN };
#define EXIT_COUNT 6

struct goto_exit {
    uint32_t label;
    const struct value *value;
};

struct exits {
    const struct value *by_kind[EXIT_COUNT];
    const struct goto_exit *gotos; /* by label */
    uint32_t goto_count;
};

/* Only one way: on to the next. */
struct exits exits_next(const struct value *value);
struct exits exits_only(enum exit_kind kind, const struct value *value);
struct exits exits_goto(const struct algebra *algebra, uint32_t label, const struct value *value);
/* `b` runs after `a` where `a` goes on to the next. */
struct exits exits_sequence(const struct algebra *algebra, struct exits a, struct exits b);
struct exits exits_join(const struct algebra *algebra, struct exits a, struct exits b);
/* Takes the gotos to `label` out. NULL when there are none. */
const struct value *exits_take_goto(const struct algebra *algebra, struct exits *exits, uint32_t label);

#endif
