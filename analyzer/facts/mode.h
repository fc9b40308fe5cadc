/* MODE: what tests say of what the caller passed (algebra/guard.h).
 *
 * The test may stand apart from what it asks: `int cold = flags & COLD; ... if (!cold)`, `bool is_all = kind == ALL`,
 * `int x = 0; if (flags & X) x = 1;`, `const struct options *o = &job->options; if (o->dry)`. A local variable is
 * followed to the value that it was given, as long as it still has that one and its address stays in the function.
 * Tests: testdata/call-in-loop/analysis_guards.c, good_default_options.c, bad_default_options.c,
 * testdata/_cost/guards.region */
#ifndef TRIPCOUNT_FACTS_MODE_H
#define TRIPCOUNT_FACTS_MODE_H

#include "facts/facts.h"
#include "turns/scope.h"

/* One more condition for each thing that was passed and of which the outcome of the test tells. `position` is that of
 * the test. */
const struct facts *mode_of_outcome(const struct scope *scope, const struct facts *facts, const struct expr *condition,
                                    bool holds, struct position position);

/* What only holds of options that were passed says that some were: `if (!o) o = &none; if (o->dry)`, with a constant
 * `none` of zeros. Whether the condition itself holds is as open as before. */
const struct facts *mode_of_defaults(const struct scope *scope, const struct facts *facts, const struct expr *condition,
                                     bool holds, struct position position);

#endif
