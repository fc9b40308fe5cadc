/* Why a call of a course is in no sequence (cost/sequence.h): for people who ask. Looks at the same groups as
 * sequences_find() and decides nothing. Answers that could be asked for ahead make sequences of their own, which are
 * not looked at here. Tests: tests/unit/rule/test_why_not.c */
#ifndef TRIPCOUNT_COST_SEQUENCE_REASON_H
#define TRIPCOUNT_COST_SEQUENCE_REASON_H

#include "cost/course.h"

enum sequence_reason_kind {
    REASON_UNKNOWN,    /* what the function asks is too much to follow */
    REASON_ELSEWHERE,  /* another way through the function makes more round trips */
    REASON_LEFT_OUT,   /* by whoever asked for sequences */
    REASON_UNSURE,     /* what it makes each time is not known, or nothing */
    REASON_ALONE,      /* one each is right: it connects, sets up, commits, or is long work */
    REASON_CONNECTION, /* on a connection of its own, or on one of several */
    REASON_KEPT,       /* by the client from the first time on */
    REASON_ARM,        /* the arm that it is in need not run */
    REASON_FEW,        /* of its group there are fewer than SEQUENCE_CALLS */
    REASON_NEEDED,     /* they need each other's answers: fewer than SEQUENCE_GAIN are saved */
    REASON_NONE        /* it is in a sequence */
};

struct sequence_reason {
    enum sequence_reason_kind kind;
    int64_t trips;              /* of its group, as far as they are made in one run */
    int64_t rounds;             /* that it takes for these */
    const struct region *begin; /* the call before it that the group must come after, or NULL */
    const struct region *end;   /* the call behind it that comes after the group, or NULL */
};

/* Arguments as of sequences_find(). */
struct sequence_reason sequence_reason_of(const struct course_question *question, const struct course *course,
                                          const bool *is_left_out, uint32_t call);

#endif
