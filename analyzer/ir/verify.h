/* Checks what every later stage relies on: indices in range, one number per call and loop, no region in two lists,
 * break and continue inside what they leave, nothing deeper than UNIT_DEPTH_LIMIT. The frontend's output is checked in
 * debug builds and in tests, a summary from the database always. Messages name the function and the line.
 * Tests: tests/unit/ir/test_verify.c */
#ifndef TRIPCOUNT_IR_VERIFY_H
#define TRIPCOUNT_IR_VERIFY_H

#include "base/error.h"
#include "ir/unit.h"

NODISCARD bool unit_verify(const struct unit *unit, struct error *err);

/* One function with its region tree; the rest of the unit has been checked. Calls and loops are numbered 0 .. count -
 * 1, each number once. */
NODISCARD bool function_verify(const struct unit *unit, const struct function *function, struct error *err);

/* All but the region trees: of the functions, only `symbol`, `flags`, `location` and the counts are read. */
NODISCARD bool unit_verify_skeleton(const struct unit *unit, struct error *err);

#endif
