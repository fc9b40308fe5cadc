/* A scope over a function that has been counted, for questions about its loops. */
#ifndef TRIPCOUNT_FACTS_COUNTED_SCOPE_H
#define TRIPCOUNT_FACTS_COUNTED_SCOPE_H

#include "turns/scope.h"
#include "value/costs.h"

/* The function's body must be decoded. Lives in `scratch`. */
void counted_scope(struct costs *costs, struct scope *scope, struct arena *scratch, uint32_t function);

#endif
