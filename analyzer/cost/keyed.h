/* Caches by key in a container:
 *
 *     if (auto it = kept_.find(key); it != kept_.end()) return it->second;
 *     answer = ask(key);
 *     kept_.emplace(key, answer);                                           also: if (!kept_.contains(key)) ...
 *
 * What is asked for where the key is not found, and put in under that key, is paid once for each key of each container:
 * a MEMO of `(&kept_)[key]`. The container has to outlive the call, and nothing there takes the key out again.
 * Tests: testdata/call-in-loop/good_keyed_cache.cpp, bad_keyed_cache.cpp */
#ifndef TRIPCOUNT_COST_KEYED_H
#define TRIPCOUNT_COST_KEYED_H

#include "algebra/guard.h"
#include "turns/scope.h"

struct evaluation;

/* The condition of the branch at `position` holds (or not) where the key is not there; regions `first` to `last` ask,
 * and put it in. NULL: it is no such cache. */
const struct guard *keyed_cache(const struct evaluation *evaluation, const struct expr *condition, bool holds,
                                struct position position, uint32_t first, uint32_t last);

/* It is such a guard. */
bool keyed_is(const struct guard *guard);

#endif
