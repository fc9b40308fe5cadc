/* Options: conditions on how the program is configured.
 *
 * A global variable, a field of one, or an element of a global array is compared with a constant, and the function does
 * not set it itself: `switch (format[i]) { case METADATA: ask(); }`, `if (config.verbose) ...`. What hangs on a pointer
 * is data, and what the function sets is state. Tests: testdata/call-in-loop/good_option.c, bad_option.c */
#ifndef TRIPCOUNT_FACTS_OPTION_H
#define TRIPCOUNT_FACTS_OPTION_H

#include "algebra/guard.h"
#include "turns/scope.h"

/* The option that decides whether the condition holds (or not), as a guard; NULL: none does. That something is not set,
 * as it is when nobody sets it, is no option. */
const struct guard *option_of_condition(const struct scope *scope, const struct expr *condition, bool holds);

#endif
