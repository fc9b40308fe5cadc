/* Which calls of a loop stand in an arm of a branch or switch in it. Tests: testdata/call-in-loop/bad_sometimes.c */
#ifndef TRIPCOUNT_COST_ARMS_H
#define TRIPCOUNT_COST_ARMS_H

#include "turns/scope.h"

/* Sets those of `is_in_arm` [call_count]; arms whose opposite does not run when nothing fails aside. O(regions * arms
 * inside each other). */
void arms_of_loop(const struct scope *scope, uint32_t loop, bool *is_in_arm);

#endif
