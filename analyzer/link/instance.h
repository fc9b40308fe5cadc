/* Instances: a function together with what one of its callers handed over, where that reaches the wire.
 *
 * `each(ids, n, query)` runs query() n times: where each() is counted for itself, `fn(ids[i])` costs nothing. Its
 * instance has the same body, and `fn` is query(). All callers that hand over the same share one; it is a function of
 * the program behind all others, found only by the calls that hand over. So all that is known of loops, guards, answers
 * and pipelines holds for what is handed over as well, and nothing is counted twice: a body never runs with what its
 * parameter may hold in the whole program.
 * Besides what it is handed, an instance may be awaited: its callers go on when its callbacks have run (link/later.h).
 * A function has INSTANCE_LIMIT instances; what goes past that shares one that is handed what the parameter may hold in
 * the whole program.
 * Private to link/. Tests: tests/unit/link/test_resolve.c, test_containers.c */
#ifndef TRIPCOUNT_LINK_INSTANCE_H
#define TRIPCOUNT_LINK_INSTANCE_H

#include "link/resolving.h"

#define INSTANCE_LIMIT 64 /* of one function */

/* What the functions that were looked into call, and all instances that this takes. */
void instances_make(struct resolving *resolving);

#endif
