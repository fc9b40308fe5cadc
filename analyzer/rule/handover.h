/* Where the loop of an instance is told of: at the calls that hand over what it asks with.
 *
 * `each(ids, n, query);` is where a person can do something; the loop stands in each(), whose own count has nothing of
 * query(). What the loop counts is put into the caller's terms, times the turns of the loops around the calls between.
 * Where an instance hands over what its origin hands over too, it is told of at the origin, once.
 * Tests: testdata/call-in-loop/bad_callback*.c */
#ifndef TRIPCOUNT_RULE_HANDOVER_H
#define TRIPCOUNT_RULE_HANDOVER_H

#include "rule/witness.h"
#include "turns/scope.h"
#include "value/costs.h"

#define HANDOVER_DEPTH 8
#define HANDOVERS      32 /* of one loop; more are not told of */

/* From a function of the program down to the instance: scopes[0] is that of the caller, calls[i] the call in scopes[i]
 * that enters scopes[i + 1]. */
struct handover {
    const struct scope *scopes[HANDOVER_DEPTH];
    const struct call *calls[HANDOVER_DEPTH];
    uint32_t depth; /* calls: 1 or more */
};

/* By function, then by place. Scopes live in `arena`. At most HANDOVERS; the number of them. */
uint32_t handovers_of(struct costs *costs, uint32_t instance, struct arena *arena, struct handover *out);

/* A template's function that calls an object which it is handed - a lambda, one with an operator() - is there once for
 * each type of them, so the program has an own one for each; those who made it hand over as well. The parameter of the
 * path's first function that is called so, there or further down where it is handed on; `*handed` is what it runs. */
#define PARAMETER_ANY UINT32_MAX /* there is none; an instance knows by itself what it was handed */
uint32_t handover_parameter(const struct program *program, const struct path_step *path, uint32_t count,
                            const char **handed);
uint32_t handovers_of_template(struct costs *costs, uint32_t function, uint32_t parameter, struct arena *arena,
                               struct handover *out);

/* A count of the instance in the caller's terms; `times`: over all turns of the loops around the calls. */
const struct poly *handover_count(const struct handover *handover, uint32_t instance, const struct poly *poly);
const struct poly *handover_times(const struct handover *handover, uint32_t instance, const struct poly *poly);

#endif
