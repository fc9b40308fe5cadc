/* Round trips in a row that do not need each other's answers: the dependence graph of straight-line code.
 *
 * There is an edge from a call to a later one when the later one's request takes data from the answer of the first, or
 * when it only runs after a test of that answer. `rounds` is the longest chain: what is left when requests that are
 * ready at the same time are sent together. Only calls on one connection make a sequence. What opens a connection, sets
 * up a session, commits, or is long work for the peer is no part of it (but see is_again of struct course_question);
 * waiting for something else ends it, another program that runs to its end too. What is no part of it but waited for
 * between its calls takes a round for those that need its answer, and for all behind it where it changes what they ask
 * for.
 *
 * What only an arm of a branch makes is told as up to so many. It is the three that are made in any case that count, or
 * those of one and the same arm with what is around it: see grouping_keep_arms().
 *
 * Answers that could be asked for ahead (cost/ahead.h) need no round trip of their own, wherever in the line they are
 * needed: what ends a sequence does not part them, unless it waits for something from outside, or for time, on every
 * way through it. They come back with each other's, or with any other answer that is waited for and does not need them.
 * Round trips on the same line that could be made together, though too few for a sequence of their own, are part of
 * theirs. Tests: tests/unit/cost/test_sequence.c, testdata/chatty-sequence */
#ifndef TRIPCOUNT_COST_SEQUENCE_H
#define TRIPCOUNT_COST_SEQUENCE_H

#include "cost/ahead.h"
#include "cost/course.h"

#define SEQUENCE_CALLS 3 /* the fewest round trips that are a sequence */
#define SEQUENCE_GAIN  2 /* the fewest that are saved */

struct sequence {
    const struct course_call *calls; /* in source order */
    uint32_t count;
    int64_t trips;
    int64_t rounds;
    bool has_optional;          /* not all of the calls are made each time */
    const struct sure_way *way; /* all are made or none, by how these tests come out; NULL: all are always made */
    const struct ahead *const *aheads; /* of a sequence of answers that could be asked for ahead, in order */
    uint32_t ahead_count;              /* 0: of any other */
};

struct sequences {
    VEC(struct sequence) items;
};

/* The constant number of open round trips to one peer that each call of the function makes each time it runs; `hidden`
 * aside: those of a function that are reported as sequences where they are, by function. 0: none, or not known; a
 * helper that does not always make them. Where several calls are of a helper that has a way (cost/sure.h), each of them
 * has at least 1, and `ways`, by call, says under which tests. [call_count], in the scope's scratch arena. */
int64_t *sequence_trips(const struct costs *costs, const struct scope *scope, const int64_t *hidden,
                        struct sure_table *sures, const struct sure_way **ways);

/* The sequences of a course, in the order of their first calls: SEQUENCE_CALLS and SEQUENCE_GAIN hold for each. Calls
 * with `is_left_out` (by call of the function; NULL: none) count nothing. Quadratic in the calls of the course. */
void sequences_find(const struct course_question *question, const struct course *course, const bool *is_left_out,
                    struct sequences *out);
/* As above, of answers that could be asked for ahead: two or more, with the round trips between two waits that nothing
 * may overtake (of the first such line that has two) that need no answer of each other; else with one more call that
 * waits anyway where there is one and it takes that to make a sequence. Each call of `aheads` (by call) counts as many
 * round trips as it asks for. */
void sequences_find_ahead(const struct course_question *question, const struct course *course,
                          const struct aheads *aheads, const bool *is_left_out, struct sequences *out);
void sequences_finish(struct sequences *sequences);

/* The peer of the open round trips of a call; NULL: none, or several. */
const char *sequence_peer(const struct costs *costs, uint32_t function, uint32_t call);

#endif
