/* Who calls whom, without references by address: `on_event(loop, handler)` does not run the handler.
 *
 * Of functions of the cone only, whose callers are all in it. Linear in their calls.
 * Tests: tests/unit/rule/test_reach.c, tests/unit/rule/test_phase.c */
#ifndef TRIPCOUNT_RULE_CALLS_H
#define TRIPCOUNT_RULE_CALLS_H

#include "link/program.h"

#include <stdbool.h>
#include <stdint.h>

struct calls {
    uint32_t *first;     /* [function_count + 1]: as struct call_edges */
    uint32_t *functions; /* without a function's calls of itself */
    bool *is_called;     /* another function calls it   [function_count] */
};

/* The bodies of the cone must be there: after costs_count(). */
struct calls *calls_create(const struct program *program);
void calls_destroy(struct calls *calls);

/* Of the functions that a call of `function` may run, those in the program. `scratch` holds them. */
struct targets call_targets(const struct program *program, uint32_t function, const struct call *call,
                            struct arena *scratch);

/* Calls `visit` for each call of the list and of the lists inside, in source order. `loop` is the outermost loop of the
 * list around it, or NULL. */
typedef void call_visit(const struct call *call, const struct loop *loop, void *context);
void calls_walk(const struct region *list, call_visit *visit, void *context);

/* Somebody may run it through a pointer. */
bool function_is_address_taken(const struct program *program, uint32_t function);

#endif
