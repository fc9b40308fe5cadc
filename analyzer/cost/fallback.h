/* Arms that ask one by one for what a request for all of them has not brought:
 *
 *     done = put_many(stub, items);
 *     if (done.size() != items.size())
 *         for (item : items) if (!done.contains(item) && put_one(stub, item)) done.insert(item);
 *
 * That request has failed, or a part of it: the arm costs what failures cost, and asking for all at once, which the arm
 * could be told to do, has been tried. It is one only where
 * - the test is on what was brought: that it is empty, or less than something;
 * - nothing else than requests to the peer has brought it. What a cache on this side has not, has to be asked for;
 * - each of these was for the whole list that the arm goes over, or what is left of it; or for as much as fits;
 * - what the arm is answered goes where theirs went, or is returned in its place. To ask what is there, and then to put
 *   there what is missing, is no fallback.
 * Tests: testdata/call-in-loop/good_fallback.cpp, bad_fallback.cpp */
#ifndef TRIPCOUNT_COST_FALLBACK_H
#define TRIPCOUNT_COST_FALLBACK_H

#include "algebra/known.h"
#include "turns/scope.h"
#include "value/costs.h"

/* Of the branch, of whose condition nothing else is known: NO: its then-arm is such a one; YES: its else-arm is, or
 * what comes behind a then-arm that returns. Linear in the function for each of its variables, where the test fits. */
enum truth fallback_truth(struct costs *costs, const struct scope *scope, const struct region *branch);

#endif
