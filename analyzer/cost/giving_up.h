/* Arms in which a function gives up and hands on the code that tells why: `if (status != 0) { tidy(x); return status;
 * }`.
 *
 * What is negative is a failure. What is only not 0 is one where the variable holds nothing but results of calls and
 * constants, and its name or a negative constant says that it is a status: a count has another name, or is counted.
 * Tests: testdata/call-in-loop/good_cleanup_after_failure.c */
#ifndef TRIPCOUNT_COST_GIVING_UP_H
#define TRIPCOUNT_COST_GIVING_UP_H

#include "turns/scope.h"

/* Of the arm that runs where the condition holds, or does not. Linear in the arm. */
bool giving_up(const struct scope *scope, const struct branch *branch, bool holds);

#endif
