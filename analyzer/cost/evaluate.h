/* Counts one function: exit maps over its region tree. Private to cost/. */
#ifndef TRIPCOUNT_COST_EVALUATE_H
#define TRIPCOUNT_COST_EVALUATE_H

#include "cost/cost.h"
#include "cost/scope.h"

/* Fills the function's summary; those of its callees must be there. Sets never_returns where no way out is left. */
void evaluate_function(struct costs *costs, const struct scope *scope);

#endif
