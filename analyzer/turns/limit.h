/* Numbers that a variable is known not to exceed where control has come: `assert(n <= 8)`, `if (n > 8) return;`, the
 * arm of `if (n <= 8)`. Tests: tests/unit/cost/test_limits.c */
#ifndef TRIPCOUNT_COST_LIMIT_H
#define TRIPCOUNT_COST_LIMIT_H

#include "turns/scope.h"

/* The least constant that `expr`, a path, is known not to exceed at `position`; false: none is known. */
bool limit_of(const struct scope *scope, const struct expr *expr, struct position position, int64_t *most);

#endif
