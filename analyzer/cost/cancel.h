/* Requests to stop what is under way. Tests: testdata/call-in-loop/good_cancel_what_runs.c */
#ifndef TRIPCOUNT_COST_CANCEL_H
#define TRIPCOUNT_COST_CANCEL_H

#include "cost/scope.h"

#include <stdbool.h>

/* The call asks the peer to stop, behind a test for one of several states in which nothing has failed: `if
 * (PQtransactionStatus(c) == PQTRANS_ACTIVE) PQcancel(...)`. An answer that nobody wants any more is left only where
 * something went wrong. */
bool cancel_is_tested(const struct scope *scope, const struct call *call);

#endif
