/* What a thread waits for that is no answer to a request: for something from outside, for a line of a stream, for time
 * to pass. Found bottom-up through helpers: a helper waits when every way that comes back from it has waited.
 *
 * A way that comes back with a failure (a negative constant, NULL where a pointer is returned) does not count against
 * the others; nor does one that returns 0, where a caller tests for it. A loop that waits on each of its turns counts,
 * though it may have none: `while (!q->first) wait(q);`. Reading a file is no wait for something from outside; reading
 * stdin or a descriptor that nobody is seen to open is. Facts are made when they are asked for and kept. Cost: linear
 * in the bodies that reach a pause, times PAUSE_LEVELS at the most. Tests: tests/unit/cost/test_pause.c */
#ifndef TRIPCOUNT_COST_PAUSE_H
#define TRIPCOUNT_COST_PAUSE_H

#include "turns/scope.h"

#include <stdbool.h>
#include <stdint.h>

/* Helpers below each other through which a pause is followed. */
#define PAUSE_LEVELS 8

enum pause_bit {
    PAUSES_STREAM = 1 << 0, /* reads the next part of a file, or of what may be one */
    PAUSES_EVENT = 1 << 1,  /* for something from outside; together with PAUSES_STREAM */
    PAUSES_TIME = 1 << 2,
    PAUSES_ARRIVED = 1 << 3, /* waits for nothing: takes what has come from outside, where something has */
    PAUSES_LOOP = 1 << 4,    /* for one event after the other, until something tells it to stop; with PAUSES_EVENT */
    PAUSES_LIFE = 1 << 5, /* before each next turn of an endless loop that asks; in struct pause_state's `may` only */
};

/* What has been waited for when control comes to a place. */
struct pause_state {
    bool is_possible;             /* control can come there */
    unsigned must;                /* enum pause_bit: on every way */
    unsigned may;                 /* on some way */
    const struct region *event;   /* the call that first waited for something from outside, or NULL */
    const struct region *time;    /* ... for time, or NULL */
    const struct region *read;    /* ... for a part of a stream alone, or NULL */
    const struct region *last;    /* the call that has just come back, or NULL */
    const struct region *instead; /* what is read from a stream where `event` was not waited for, or NULL */
    int32_t stream;               /* what was read is a stream or descriptor that this parameter holds; -1: other */
};

struct pause_table;

struct pause_table *pause_table_new(struct program *program); /* in the program's arena */

/* Called for each call, with what has been waited for before it. */
typedef void pause_visit(const struct call *call, const struct pause_state *before, void *context);

/* One turn of a loop, from its head to its next turn, on the ways that run when nothing fails; `visit` may be NULL.
 * `*is_left`: another way leads out of the loop, be it where its test does not hold. */
struct pause_state pause_turn(struct pause_table *table, const struct scope *scope, const struct loop *loop,
                              pause_visit *visit, void *context, bool *is_left);

/* By the name of a library's function that waits for events: ev_run, g_main_loop_run. One call of it is the loop. */
bool pause_is_main_loop(const char *name);

/* What one call waits for before it comes back. */
struct pause_state pause_call(struct pause_table *table, const struct scope *scope, const struct region *call);

/* ... as far as another turn of the loop may come behind it: `if (!next(c)) break;`. enum pause_bit. */
unsigned pause_before_going_on(struct pause_table *table, const struct scope *scope, const struct loop *loop,
                               const struct region *call);

#endif
