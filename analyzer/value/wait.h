/* Sends and waits that are not matched inside a piece of code: what a value keeps of each peer.
 *
 * A wait costs 1 only if no other wait on that peer has completed since its send; a round trip is a wait, too. So what
 * is sent falls into epochs: everything that is open when a wait is counted is paid for by it. A piece of code keeps
 * - `fresh`: what it has sent and nothing has paid for yet, as a set of the function's sends (cost/cookie.h numbers
 *   those that some wait names, the others share a bit);
 * - its leads: waits for something that it has not sent itself, before anything that was sure to complete. Together
 *   they cost the code around it 1 if any of that is fresh there, else nothing. What is still unmatched in a function
 *   that nobody calls counts 1.
 * A wait whose send is not known takes the oldest open answer, as protocols in order do: it is fresh when anything is.
 * `append(); append(); get(); get();` is one round trip, `a = ask(); b = ask(); take(a); take(b);` too.
 *
 * Why one payment is enough where ways through the code differ: a wait that only some ways reach is counted for all of
 * them, and pays for what was fresh; on a way that leaves it out, the first later wait for any of that takes its place.
 * So the count is never below the truth on any way, and no way is charged twice for one epoch.
 * A wait has a guard where all that it can meet was sent under that guard alone: without it, nothing is waited for.
 * Tests: tests/unit/value/test_wait.c, testdata/_cost/waits.region, testdata/_cost/cookies.region */
#ifndef TRIPCOUNT_VALUE_WAIT_H
#define TRIPCOUNT_VALUE_WAIT_H

#include "algebra/poly.h"
#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

#define CALL_NONE UINT32_MAX

/* The bit of all sends that no wait names. */
#define SEND_UNNAMED (UINT64_C(1) << 63)

/* Leads of one piece of code; what comes on top becomes a wait for anything. */
#define LEAD_LIMIT 8

struct lead {
    uint64_t sends;          /* of the same function: any of these may be what it waits for */
    const struct expr *path; /* what the caller gave it to wait for (value/slot.h), or NULL */
    bool is_any;             /* for the oldest open answer; the two above say nothing */
    bool is_late;            /* some other wait may have completed before */
    bool is_unsure;          /* not on every way through, or for something older than the last of these sends */
    enum confidence confidence;
    uint32_t call;               /* that waits */
    const struct guards *guards; /* of the same function: it only waits under all of these. NULL: always */
};

/* What is counted under a guard (algebra/guard.h) is sure on the ways that hold it, and may be nothing for others. */
enum completion { COMPLETION_NONE, COMPLETION_MAYBE, COMPLETION_GUARDED, COMPLETION_SURE };

struct peer_state {
    const char *peer;
    uint64_t fresh;
    uint64_t sure;               /* of `fresh`, what is fresh on every way through */
    uint64_t early;              /* of `fresh`, what went out before the first of the leads; 0 without leads */
    const struct guards *guards; /* under which alone something is fresh, as those of a lead */
    bool is_joined;              /* ways come together here: guards inside need not hold behind it */
    enum completion completion;  /* of some wait inside that is counted */
    const struct lead *leads;    /* [lead_count] */
    uint32_t lead_count;
    /* A call that goes on with what is under way and does not block (cost/step.h), or NULL: nothing is waited for here,
     * but a loop around it may make it a lead. Of several, the first. */
    const struct lead *step;
};

struct algebra;
struct value;

/* Fill `peers` of `out`, and count there what is matched; `out` has the other parts of the result already. */
void wait_sequence(const struct algebra *algebra, struct value *out, const struct value *a, const struct value *b);
void wait_join(const struct algebra *algebra, struct value *out, const struct value *a, const struct value *b);
/* Turns follow one another: what a turn has sent meets the leads of the next. `out` is a copy of the turn's value. */
void wait_turn(const struct algebra *algebra, struct value *out);
/* A function that calls itself: what its caller gave it to wait for is what the run before has sent. */
void wait_own(const struct algebra *algebra, struct value *out);
/* `out` is a copy of the turn's value. `is_sure`: there is at least one turn. */
void wait_times(const struct algebra *algebra, struct value *out, bool is_sure);
/* What `out` counts, sends and waits for has these guards from now on. */
void wait_guarded(const struct algebra *algebra, struct value *out, const struct guards *guards);
/* The function's end: only sends and what the caller can match is left, and all of its sends are SEND_UNNAMED. With
 * `is_entry` nobody can: then the leads of each peer count 1. `out` is a copy of the value. */
void wait_end(const struct algebra *algebra, struct value *out, bool is_entry);

/* Something is sent that can be waited for, or waited for that was sent before. */
bool wait_is_open(const struct value *value);
/* The first call that waits for something that was sent before, or CALL_NONE. */
uint32_t wait_first_call(const struct value *value);
/* The same, or where there is none the first that is a step. */
uint32_t wait_or_step_call(const struct value *value);

#endif
