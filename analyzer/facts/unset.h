/* Fields that nothing has set yet: `if (ah->conn)` where no object has been connected so far.
 *
 * A field that holds 0 from the start is 0 at a call when no function that sets it can have run before: neither in the
 * caller nor in what calls that, up to main(); who sets it is facts/setters.h. A question looks at UNSET_CALLERS
 * functions above the call and UNSET_CALLEES below each at most; else the answer is no. Tests:
 * testdata/call-in-loop/good_not_connected.c, bad_connected_before.c */
#ifndef TRIPCOUNT_FACTS_UNSET_H
#define TRIPCOUNT_FACTS_UNSET_H

#include "link/program.h"

#include <stdbool.h>
#include <stdint.h>

#define UNSET_CALLERS 64
#define UNSET_CALLEES 600

struct unset_table; /* what is known so far */

struct unset_table *unset_table_new(struct program *program);
void unset_table_free(struct unset_table *table); /* NULL is allowed */

/* `call` is a call of `function`, whose body is `body`; `field` an entity. */
bool unset_at_call(struct unset_table *table, uint32_t function, const struct function *body, uint32_t call,
                   uint32_t field);

/* Who sets fields: lives as long as the table. */
struct setters_table *unset_setters(struct unset_table *table);

/* The function itself, apart from what it calls, sets the field to something other than 0. */
bool unset_sets_itself(struct unset_table *table, uint32_t function, uint32_t field);

#endif
