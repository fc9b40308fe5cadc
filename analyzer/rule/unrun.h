/* Functions that nothing can run: static ones of C that no function calls, whose address nobody takes, and what only
 * these call.
 *
 *     static inline void drop_all(struct item *list) { ... }    // its caller went, or is compiled for others only
 *
 * Only where all calls are seen: not in C++, whose templates and operators call without saying so, nor in a unit that
 * was read in part. What runs by itself (a constructor) and what the project names as an entry point is run. Linear in
 * the calls of the program. Tests: testdata/call-in-loop/good_unrun.c, bad_unrun.c */
#ifndef TRIPCOUNT_RULE_UNRUN_H
#define TRIPCOUNT_RULE_UNRUN_H

#include "rule/reach.h"

#include <stdbool.h>

/* [function_count], the caller's to free. */
bool *unrun_find(const struct program *program, const struct named_entry *named, uint32_t named_count);

#endif
