/* What the files of sequences share. Private to cost/sequence*.c. */
#ifndef TRIPCOUNT_COST_SEQUENCE_INTERNAL_H
#define TRIPCOUNT_COST_SEQUENCE_INTERNAL_H

#include "cost/cost.h"
#include "cost/sequence.h"
#include "flow/flow.h"

#define SEQUENCE_COURSE 2000 /* generated code: the work is quadratic */

struct grouping {
    const struct course_question *question;
    const struct course *course;
    const struct aheads *aheads; /* by call: what it asks for that could be asked for ahead; NULL: not of interest */
    const bool *is_left_out;
    bool *is_grouped;  /* by place in the course */
    bool *is_optional; /* of the group: its arm need not run; by place in the course. NULL: not of interest */
    int64_t *depth;    /* rounds that are over when the answer is there, by place in the course */
};

/* Whoever is in `inner` has come through `outer`. */
bool arm_is_on_way_to(const struct course_arm *outer, const struct course_arm *inner);
bool asks_share_connection(const struct flow_ask *a, const struct flow_ask *b);
/* Between the regions of these numbers. */
bool place_is_set_between(const struct scope *scope, const struct flow_place *place, uint32_t first, uint32_t last);

/* One each is right: nothing that could be asked together with the rest. */
bool access_stands_alone(uint32_t access);

uint32_t grouping_number(const struct grouping *g, uint32_t place);
const char *grouping_peer(const struct grouping *g, const struct course_call *call);
/* The call makes round trips that could be made together with others. */
bool grouping_counts(const struct grouping *g, const struct course_call *call);
/* What comes later must not go out before it is over. */
bool grouping_ends(const struct grouping *g, const struct course_call *call);
/* The call asks for something that could be asked for ahead. */
bool grouping_asks_ahead(const struct grouping *g, const struct course_call *call);

/* Marks the calls on the connection of the one at `first`, up to where something else is waited for. */
void grouping_mark(struct grouping *g, uint32_t first, bool *members);
/* Two options that are switched on one by one may never be so together: only one arm, and those around it, stay members
 * beside what always runs. `members`, by place in the course. */
void grouping_keep_one_arm(const struct grouping *g, bool *members);
/* What is made only in an arm is no member where it takes that to make a sequence: unless the caller decides about the
 * arm, enough for a gain is in it, or two are made in any case and two or more in several arms. Sets is_optional. */
void grouping_keep_arms(struct grouping *g, bool *members);
/* In how many rounds the group's calls go out when each does as soon as it can, through all calls of the course: also
 * those of others hand data on, and what is made of their answers goes out after these.
 * A wait that does not say what it waits for takes the answers to all that was sent since the last one. */
int64_t grouping_rounds(const struct grouping *g, const bool *members);
/* Round trips of the members less that chain. */
int64_t grouping_saved(const struct grouping *g, const bool *members);
/* Fills the calls, round trips and rounds of the sequence: it is one if enough of these are saved. */
void grouping_push(struct grouping *g, const bool *members, struct sequence sequence, struct sequences *out);

#endif
