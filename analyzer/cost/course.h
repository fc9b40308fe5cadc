/* The calls that one run of a piece of straight-line code makes: in source order, of each branch the calls of one arm.
 *
 * Of several ways through a function the one with the most round trips is taken, when nothing fails; of equals, the one
 * with the most answers that could be asked for ahead. Of two arms whose
 * conditions exclude each other only the first is kept: `if (kind == 1) ...; if (kind == 2) ...`. Calls of loops on the
 * way are listed, but are no part of it: a loop of unknown turns is no straight line. A loop that always ends on its
 * first turn when nothing fails is one.
 * Tests: testdata/chatty-sequence, testdata/duplicate-call */
#ifndef TRIPCOUNT_COST_COURSE_H
#define TRIPCOUNT_COST_COURSE_H

#include "base/vec.h"
#include "cost/ahead.h"
#include "cost/sure.h"
#include "flow/flow.h"
#include "flow/flow_asks.h"

/* An arm of a branch, or a case, and those around it. */
struct course_arm {
    const struct course_arm *outer;
    const struct expr *condition; /* of a branch; NULL: of a switch */
    bool holds;
    uint32_t number;  /* of the branch's region */
    int64_t optional; /* round trips that the way through this arm has more than those of the other arms */
};

struct course_call {
    uint32_t call;
    int64_t trips; /* each time; 0: none, not known, or reported elsewhere */
    bool is_inside_loop;
    bool is_pause;      /* something else is waited for, or may be */
    bool is_sure_pause; /* ... on every way */
    bool is_optional;   /* its arm need not run: in the calls of a sequence */
    const struct course_arm *arm;
};

struct course {
    VEC(struct course_call) calls; /* that reach the wire, or pause */
};

struct course_question {
    struct costs *costs;
    const struct scope *scope;
    const struct flow_ask *asks;        /* by call */
    const int64_t *trips;               /* of each call, each time */
    const struct sure_way *const *ways; /* by call: its round trips are only made when these tests come out so */
    struct sure_table *sures;
    const struct aheads *aheads; /* by call: what it asks for that could be asked for ahead; NULL: not of interest */
    bool is_again; /* the function runs anew with each event: state of the session is set that is there already */
                   /* of `ways` */
};

/* Of the function, or of one turn of a loop. Linear in the regions, apart from arms inside each other. */
void course_find(const struct course_question *question, uint32_t loop, struct course *out);
void course_finish(struct course *course);

#endif
