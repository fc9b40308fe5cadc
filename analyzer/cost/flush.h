/* FLUSH: a branch in a loop that is taken every K-th turn, because its arm empties what the condition measures.
 *
 *     if (++n == K) { flush(); n = 0; }      if (buffer->size > LIMIT) send_all(buffer);      if (i % 100 == 0)
 * commit();
 *     due = 0; if (n % K == 0) due = K; ...; if (due) flush();
 *     append(&text, &used, row); if (used > LIMIT) { send_all(text); used = 0; }
 *
 * What the arm costs is paid ceil(turns / K) times where numbers tell that K turns lie between two of them: the limit,
 * where the counter is reset to, how far a turn takes it; else each turn at the most. Nobody needs to hear of it.
 * Without something that empties it, `if (n == K) call();` runs once. Tests: testdata/_cost/flush.region,
 * testdata/call-in-loop */
#ifndef TRIPCOUNT_COST_FLUSH_H
#define TRIPCOUNT_COST_FLUSH_H

#include "turns/scope.h"
#include "value/loop_class.h"

#include <stdbool.h>
#include <stdint.h>

/* A flush this often or more often is reported as if it came on every turn. */
#define FLUSH_LEAST 4

enum flush_kind { FLUSH_NO, FLUSH_EVERY, FLUSH_ONCE };

struct flush {
    enum flush_kind kind;
    int64_t every;              /* turns from one to the next; 0: unknown */
    uint32_t times;             /* of ONCE: on one turn for each of its comparisons, the first and the last one */
    const struct region *reset; /* in the arm; NULL: none is needed */
    bool is_at_end;             /* ... or on the turn where a counter has reached a name, as a rule the last one */
};

/* `loop` LOOP_NONE: what the condition measures lives longer than the function, which is called for each item. */
struct flush flush_of(const struct scope *scope, const struct branch *branch, uint32_t loop);

/* The loop runs while a buffer is too full, and empties it on each turn: `while (b->used + n > b->size) { ...;
 * b->used += k; send_all(b); }`. It costs no more than the bytes do. */
bool flush_of_loop(const struct scope *scope, uint32_t loop, struct quiet_loop *out);

#endif
