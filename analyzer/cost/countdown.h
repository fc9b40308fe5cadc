/* How often a call back is still made, at most: by a test that holds there, of a number that every run moves toward
 * the end of the test.
 *
 * `if (i < n) f(i + 1);` is made n - i times from here on, if what f is passed goes up on the whole way round (that is
 * cost/descent.h to say); `s->cur++; if (s->cur < s->count) next(s);` s->count - 1 times, if the members of the cycle
 * do nothing with any `cur` but step it: where it started is not known, and 0 is the least; `if ((t = queue_next(q)))
 * f(q);` items(queue_next) times. What counts attempts or levels (retries, depth) says how far things may go at worst,
 * and nothing of how far they go.
 * Tests: testdata/call-in-loop/bad_recursion_steps.c, good_recursion_steps.c; tests/counted */
#ifndef TRIPCOUNT_COST_COUNTDOWN_H
#define TRIPCOUNT_COST_COUNTDOWN_H

#include "turns/bound.h"
#include "value/costs.h"

#include <stdbool.h>
#include <stdint.h>

#define COUNTDOWNS     8
#define STEPPED_FIELDS 8

enum countdown_by {
    COUNTDOWN_SLOT,  /* what the function is given in `number` (cost/descent.h) */
    COUNTDOWN_FIELD, /* any field that is the entity `number` */
    COUNTDOWN_ITEMS, /* a call that yields one thing each time */
};

struct countdown {
    enum countdown_by by;
    bool is_up;
    uint32_t number;
    struct bound left; /* as far as the end, in steps of 1 */
    uint32_t tester;   /* the function that tests */
    uint32_t begin;    /* the test holds in these regions of the function; of a caller of it: 0, none */
    uint32_t end;
};

/* Of one call back, or of all. */
struct countdowns {
    uint32_t count;
    struct countdown items[COUNTDOWNS];
    uint32_t up_count, down_count; /* fields that are stepped whenever the call is made */
    uint32_t up[STEPPED_FIELDS];
    uint32_t down[STEPPED_FIELDS];
};

/* What is tested and stepped on the way to the call, by the function itself. */
void countdowns_at(const struct scope *scope, const struct call *call, struct countdowns *out);

/* The same once the function has come back from the call: what it steps then is stepped, too. */
void countdowns_past(const struct scope *scope, const struct call *call, struct countdowns *out);

/* `rest`, which is known of `callee`, in terms of the function that makes the call; adds it to `out`. */
void countdowns_through(const struct scope *scope, const struct call *call, uint32_t callee,
                        const struct countdowns *rest, struct countdowns *out);

/* The count with the function's own variables in place of those locals of others that hold the same state. */
const struct poly *countdown_renamed(const struct scope *scope, const struct poly *count);

/* What is true of both. */
void countdowns_both(const struct scope *scope, struct countdowns *both, const struct countdowns *other);

/* Keeps its counts beyond the evaluation. */
void countdowns_keep(struct atom_table *atoms, struct countdowns *countdowns);

/* The functions only step the field of the countdown, the way it goes, and leave alone the fields that its end hangs
 * on. */
bool countdown_is_steady(const struct scope *scope, const struct countdown *countdown, const uint32_t *functions,
                         uint32_t count);

#endif
