/* What differs from turn to turn because the loop walks something: its counter, its cursor, and what is made of them.
 *
 * Tells a loop over data, which asks for each item, from a loop that asks the same again until a state is reached.
 * Tests: testdata/_cost/events.region */
#ifndef TRIPCOUNT_COST_VARYING_H
#define TRIPCOUNT_COST_VARYING_H

#include "turns/scope.h"

#include <stdbool.h>
#include <stdint.h>

struct varying {
    const struct scope *scope;
    uint32_t loop;
    bool *locals;                /* whole variables: one field makes all of it   [local_count] */
    bool *parameters;            /* [parameter_count] */
    bool *calls;                 /* results   [call_count] */
    const struct expr **globals; /* paths   [global_count] */
    uint32_t global_count;
    uint32_t global_capacity;
    bool has_seeds; /* its tests walk something */
    bool has_changed;
};

/* The counters and cursors of the loop's own tests, and the results of calls there that `is_walk` (may be NULL: none)
 * says walk something; then everything in the loop that is made of them. Quadratic in the loop at worst. */
void varying_find(struct varying *varying, const struct scope *scope, uint32_t loop,
                  bool (*is_walk)(const struct call *call, void *context), void *context);

bool varying_holds(const struct varying *varying, const struct expr *expr);

/* An argument or the receiver of the call varies. */
bool varying_is_passed(const struct varying *varying, const struct call *call);

#endif
