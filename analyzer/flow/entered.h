/* A function as a chain of calls enters it: which of its round trips the calls leave, by what they pass. Its own count
 * is made once, for all callers. Needs the summaries of the functions on the way.
 * Tests: testdata/call-in-loop/bad_excluded_sites.c, bad_excluded_way.c */
#ifndef TRIPCOUNT_FLOW_ENTERED_H
#define TRIPCOUNT_FLOW_ENTERED_H

#include "value/costs.h"

struct entered {
    const struct entered *outer; /* NULL: the way begins here */
    uint32_t function;
    const struct call *entry; /* the call in `outer` */
    uint32_t depth;           /* calls from where the way begins to here */
};

/* The function is entered somewhere on the way. O(depth). */
bool entered_already(const struct entered *entered, uint32_t function);

/* The open round trips of site `index` of the function that the calls on the way do not exclude, in the function's own
 * terms: with the guards that are left, or without any and "up to" where one may hold or
 * not. NULL: none. */
const struct poly *entered_guarded_trips(struct costs *costs, const struct entered *entered, uint32_t index);
const struct poly *entered_trips(struct costs *costs, const struct entered *entered, uint32_t index);

/* What a loop around the way makes of a count of the entered function, with guards. */
struct entered_paid {
    const struct poly *each; /* on each turn that comes here */
    const struct poly *once; /* while the loop runs: what a MEMO keeps for all turns */
};
struct entered_paid entered_paid(struct costs *costs, const struct entered *entered, const struct loop_cost *loop,
                                 const struct poly *guarded);
/* The first of these, with all guards. */
const struct poly *entered_each_turn(struct costs *costs, const struct entered *entered, const struct loop_cost *loop,
                                     const struct poly *guarded);

/* The calls on the way exclude some of what the function's summary counts. */
bool entered_excludes(struct costs *costs, const struct entered *entered);

/* The condition, on what the function was passed, cannot hold for what the calls on the way pass; or is sure to. Only
 * of conditions that something of the function's count, or of what it sends, depends on. */
enum guard_fate entered_guard_fate(const struct costs *costs, const struct entered *entered, const struct guard *guard);

/* The call costs something in the summary, and nothing on this way. */
bool entered_is_silent(struct costs *costs, const struct entered *entered, uint32_t call);

#endif
