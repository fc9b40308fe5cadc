/* What opens connections: by what models say, itself or in what it calls.
 *
 * Tests: testdata/call-in-loop/good_thrown_switch.c, bad_own_connection.c */
#ifndef TRIPCOUNT_FACTS_CONNECTS_H
#define TRIPCOUNT_FACTS_CONNECTS_H

#include "facts/unset.h"
#include "link/program.h"

#include <stdbool.h>
#include <stdint.h>

#define CONNECTS_DEPTH 2 /* calls from what is looked at to what connects */

/* The region is a call that connects. */
bool connects_by_call(struct program *program, uint32_t unit, const struct region *region);
/* The field, an entity, is set to what a call that connects has given. Linear in the units that know it. */
bool connects_to_set(struct program *program, struct unset_table *unset, uint32_t field);

#endif
