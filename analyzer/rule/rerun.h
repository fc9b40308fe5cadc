/* Functions that one run of the program enters again and again: from inside a loop, or because somebody calls them
 * through a pointer; and what these call. What a client keeps (`cached` of models) costs them nothing after the first
 * time.
 *
 * Nothing is kept for a connection that is opened anew each time: what stands beside a call that opens one, in the loop
 * or in the function, is not entered again in this sense. Linear in the calls of the cone.
 * Tests: testdata/chatty-sequence/good_kept_names.c, bad_kept_names.c */
#ifndef TRIPCOUNT_RULE_RERUN_H
#define TRIPCOUNT_RULE_RERUN_H

#include "cost/cost.h"

/* By function; to be freed. */
bool *rerun_find(const struct costs *costs);

#endif
