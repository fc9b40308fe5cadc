/* Straight-line code of the whole program: requests in a row that need not be, and those made twice.
 *
 * Functions are taken callees first, so that what a helper is told of is not told again of its callers. Round trips in
 * a loop that is reported, here or in a caller, are in no sequence; but for those that
 * are made outside of the loop each time that something is called through a pointer (rule/again.h). Cost: one walk over
 * the flows of each function with two open calls or more. Tests: testdata/chatty-sequence, testdata/duplicate-call */
#ifndef TRIPCOUNT_RULE_COURSES_H
#define TRIPCOUNT_RULE_COURSES_H

#include "cost/repeat.h"
#include "cost/sequence.h"
#include "cost/sequence_reason.h"

struct course_sequence {
    uint32_t function;
    uint32_t loop; /* around all of it, or LOOP_NONE: its round trips are those of one turn */
    struct sequence sequence;
    const char *peer;
    const char *bulk; /* the request that serves all of these at once, or NULL */
    /* Told although loops reach the function, and are reported: calls through a pointer lead to it as well, the first
     * of these from a function that is called so. NULL: not so. */
    const struct course_caller {
        uint32_t function;
        uint32_t call;
    } * callers;
    uint32_t caller_count;
};

struct course_repeat {
    uint32_t function;
    uint32_t loop;
    struct repeat repeat;
    int64_t trips; /* of the second call */
};

/* Those of one function stand together, in source order. */
struct courses {
    VEC(struct course_sequence) sequences;
    VEC(struct course_repeat) repeats;
};

/* What people want to know of one call that is in no loop. */
struct course_inquiry {
    uint32_t function;
    uint32_t call;
    bool is_in_loop;               /* the function runs in a loop of a caller, or a recursion, that is reported */
    bool is_repeated;              /* it is the second call of a repeat */
    uint32_t ahead_count;          /* answers that it could ask for ahead */
    struct sequence_reason reason; /* why it is in no sequence of the function's own line */
};

/* Their parts are in the program's arena. `inquiry`: function and call are set, the rest is filled in; or NULL. */
struct courses *courses_create(struct costs *costs, struct course_inquiry *inquiry);
void courses_destroy(struct courses *courses);

#endif
