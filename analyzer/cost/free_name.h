/* Names that are tried until one is free:
 *
 *     for (nr = 0;; nr++) { if (create(name(path, nr)) == 0) break; if (errno != EEXIST) return -1; }
 *
 * Nothing else than that a name is taken leads to another turn; that is no loop over data.
 * Tests: testdata/call-in-loop/good_free_name.c, bad_free_name.c */
#ifndef TRIPCOUNT_COST_FREE_NAME_H
#define TRIPCOUNT_COST_FREE_NAME_H

#include "turns/scope.h"
#include "value/loop_class.h"

#include <stdbool.h>

/* Fills `out` (CLASS_FAILOVER, shown by the loop). Linear in the loop's body and the conditions of the function. */
bool free_name_is_tried(const struct scope *scope, uint32_t loop, struct quiet_loop *out);

#endif
