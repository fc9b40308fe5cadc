/* Sites of one function put together: calls of which one turn makes only one are not added up.
 * Tests: testdata/call-in-loop/bad_site_arms.c */
#ifndef TRIPCOUNT_RULE_WITNESS_ARMS_H
#define TRIPCOUNT_RULE_WITNESS_ARMS_H

#include "rule/witness.h"
#include "turns/scope.h"

/* What one call of the function leads to. */
struct call_way {
    uint32_t call;
    struct wire_sites sites;
    bool is_taken; /* found in the function */
};

typedef const struct poly *merge_trips(struct atom_table *table, const struct poly *a, const struct poly *b);

/* One more site; where its place is there already, `merge` says what both cost. */
void wire_sites_merge(struct costs *costs, struct wire_sites *out, struct wire_site site, merge_trips *merge);

/* Adds what the calls lead to: the sum, but of the arms of a branch the dearest; what one of two arms does is "up to".
 * Linear in the function, times the sites. */
void wire_sites_of_calls(struct costs *costs, const struct scope *scope, struct call_way *ways, uint32_t count,
                         struct wire_sites *out);

#endif
