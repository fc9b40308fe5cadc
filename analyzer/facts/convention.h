/* Failures that no model tells of: what a function of C most likely means by its result.
 *
 * A model without a word about failures is that of a project more often than not. What is negative is taken for a
 * failure there. So is NULL, but as a guess: an arm that asks something else is about the answer, and NULL for a
 * request that differs on each turn says that there is no such thing. A loop that asks the same until it may return
 * well tries again, whatever the result is. Tests: testdata/_cost/conventions.region */
#ifndef TRIPCOUNT_FACTS_CONVENTION_H
#define TRIPCOUNT_FACTS_CONVENTION_H

#include "algebra/known.h"
#include "turns/scope.h"
#include "value/costs.h"

/* What the call of a function with that model returns when it does not fail. */
struct known convention_success(const struct scope *scope, const struct model *model, const struct call *call);

/* What was returned by a function of the program, as far as it can be said of this very call. */
struct known convention_at_call(const struct scope *scope, struct known returned, const struct call *call);

/* Something that is passed to the call may be another on the next turn of the loop around it. */
bool convention_is_asked_anew(const struct scope *scope, const struct call *call);

/* The list asks something: it is there for an answer, not for a failure. Connecting anew is for failures. */
bool convention_asks(const struct costs *costs, const struct scope *scope, const struct region *list);

/* `region` is a branch in `loop`, and nothing is known of its condition. YES or NO: the arm that then runs leaves the
 * loop because the same request was answered well at last; what comes where all turns fail returns another result. */
enum truth convention_of_branch(const struct costs *costs, const struct scope *scope, uint32_t loop,
                                const struct region *region);

#endif
