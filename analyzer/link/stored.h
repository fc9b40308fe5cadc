/* What calls put into pointers: stores through parameters, told again at each call that passes an object of its own
 * (`init(&map, cmp)` where init() does `map->cmp = cmp`), and functions that are passed to what a pointer leads to.
 * Private to link/. Tests: tests/unit/link/test_containers.c */
#ifndef TRIPCOUNT_LINK_STORED_H
#define TRIPCOUNT_LINK_STORED_H

#include "link/resolving.h"

/* Tells the callers' pointers of it; nothing is solved. False after an error. */
NODISCARD bool stored_tell(struct resolving *resolving);
/* Solves the pointers, again as long as what they lead to is passed new functions. */
void stored_solve(struct resolving *resolving);

#endif
