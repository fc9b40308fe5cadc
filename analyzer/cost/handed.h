/* What a call hands over, where the function has just made it: how much that is, is a number there.
 *
 *     struct list one = {item, 1};
 *     return find_missing(&one) == 0;               // one.n is 1
 *
 * A field of a local record whose value is known by then, an array whose terminator stands in its list, a node of a
 * list that leads to no other. Tests: testdata/call-in-loop/bad_one_by_one.c, good_one_by_one.c */
#ifndef TRIPCOUNT_COST_HANDED_H
#define TRIPCOUNT_COST_HANDED_H

#include "facts/facts.h"
#include "turns/scope.h"

/* The count that the atom of a callee stands for; `path` is the atom's in the caller's terms, `facts` hold where it is
 * called. NULL: it is not known. */
const struct poly *handed_count(const struct scope *caller, const struct facts *facts, const struct atom *atom,
                                const struct expr *path);

#endif
