/* Counts one function: exit maps over its region tree. Private to cost/. */
#ifndef TRIPCOUNT_COST_EVALUATE_H
#define TRIPCOUNT_COST_EVALUATE_H

#include "cost/cost.h"
#include "cost/recursion.h"
#include "turns/scope.h"

struct evaluation_task {
    bool is_trial;  /* for its value alone, which others of its component need: no loops, no sites, no totals */
    bool is_second; /* inside a component whose members have all been tried: calls back cost what that came to */
    struct recursion_view *view; /* of a component of few members, or NULL */
};

/* Fills the function's summary; those of its callees must be there, apart from back edges of its component, which cost
 * nothing while their target is not done. Sets never_returns where no way out is left. */
void evaluate_function(struct costs *costs, const struct scope *scope, const struct evaluation_task *task);

/* Sets path_call, path_length and request of a function that is done, by those of its callees that have a path; with
 * `is_shortest`, for members of a component, whatever the degree of its calls, and through loops that are reported. */
void evaluate_witness(const struct costs *costs, uint32_t function, bool is_shortest, struct arena *scratch);

#endif
