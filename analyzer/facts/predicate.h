/* Functions that only say whether something holds of what they are given: `return o && o->online && a->conn;`.
 *
 * `if (is_online(a))` is then a test like one that is written out: a MODE of the caller. A predicate declares what it
 * likes, and returns a conjunction of tests of its parameters and of what they lead to, PREDICATE_PARTS at most.
 * Each function is read once. Tests: testdata/_cost/predicates.region */
#ifndef TRIPCOUNT_FACTS_PREDICATE_H
#define TRIPCOUNT_FACTS_PREDICATE_H

#include "facts/assume.h"

#define PREDICATE_PARTS 4

struct predicate_table;

struct predicate_table *predicate_table_new(const struct program *program);
void predicate_table_free(struct predicate_table *table); /* NULL is allowed */

/* What holds where the call has returned true, or false: `facts` with conditions on what the caller passed. */
const struct facts *predicate_outcome(const struct assumptions *assumptions, const struct facts *facts,
                                      const struct call *call, bool holds);

#endif
