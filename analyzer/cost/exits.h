/* The ways to leave a piece of code: for each what it costs to leave so, and what is known there.
 *
 * Source: cost per exit instead of cost per statement, so that `if (a) { query(); return; } query();` is one round
 * trip. Immutable, in a scratch arena. Tests: tests/unit/cost/test_value.c, testdata/_cost */
#ifndef TRIPCOUNT_COST_EXITS_H
#define TRIPCOUNT_COST_EXITS_H

#include "facts/facts.h"
#include "value/value.h"

#include <stdint.h>

enum exit_kind {
    EXIT_NEXT,
    EXIT_BREAK,
    EXIT_CONTINUE,
    EXIT_RETURN,
    EXIT_FAILED, /* returns what says that it failed, or goes to where failures are handled: not counted */
    EXIT_THROW,
    EXIT_NORETURN,
};
#define EXIT_COUNT 7

/* One way: `value` NULL means that the piece is never left so; then `facts` means nothing. */
struct way {
    const struct value *value;
    const struct facts *facts;
};

struct goto_exit {
    uint32_t label;
    struct way way;
};

struct exits {
    struct way by_kind[EXIT_COUNT];
    const struct goto_exit *gotos; /* by label */
    uint32_t goto_count;
};

/* On either of two ways. */
struct way way_join(const struct algebra *algebra, struct way a, struct way b);

/* Only one way: on to the next, or this one. */
struct exits exits_next(const struct value *value, const struct facts *facts);
struct exits exits_only(enum exit_kind kind, const struct value *value, const struct facts *facts);
struct exits exits_goto(const struct algebra *algebra, uint32_t label, const struct value *value,
                        const struct facts *facts);
/* `b` runs after `a` where `a` goes on to the next. What is known after it, `b` knows. */
struct exits exits_sequence(const struct algebra *algebra, struct exits a, struct exits b);
struct exits exits_join(const struct algebra *algebra, struct exits a, struct exits b);
/* Takes the gotos to `label` out. */
struct way exits_take_goto(const struct algebra *algebra, struct exits *exits, uint32_t label);
/* The costliest of all ways; NULL: there is none. */
const struct value *exits_all(const struct algebra *algebra, const struct exits *exits);

#endif
