/* What is made because a look for it has found nothing.
 *
 *     w = find(name); if (w) return w; w = make(name);        for (...) if (match(p)) { w = p; break; }
 *                                                             if (!w) w = make(name);
 *
 * One test stands before it, and it hardly ever runs: what was made is found from then on. Of several ways to the
 * library, one that leads through here is the last that people should be shown; and a loop that looks for one name on
 * all of its turns makes one at most.
 * Tests: testdata/call-in-loop/bad_likely_path.c, bad_found_or_made.c, good_found_or_made.c */
#ifndef TRIPCOUNT_COST_MISSING_H
#define TRIPCOUNT_COST_MISSING_H

#include "turns/scope.h"

struct evaluation;

/* Where the condition of the branch holds (or does not), a variable is 0 that a call with arguments or a loop has
 * looked for; a call in the arm, or behind the branch where the other arm has left, gives it another value. */
bool missing_is_made(const struct scope *scope, const struct region *branch, bool holds);

/* Above, what is looked for is what equals something that the caller passes, and what is made is put where it outlives
 * the call: paid once for each such key, as a MEMO. NULL: it is nothing of the kind. */
const struct guard *missing_key(const struct evaluation *evaluation, const struct region *branch, bool holds);

#endif
