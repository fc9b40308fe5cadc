/* Which functions wait for events, and which hold an event loop. Private to rule/phase.c.
 * Tests: tests/unit/rule/test_phase.c */
#ifndef TRIPCOUNT_RULE_WAITING_H
#define TRIPCOUNT_RULE_WAITING_H

#include "rule/calls.h"

enum waiting {
    WAITS_NOT,
    WAITS,      /* for an event, directly or through calls, each time once */
    WAITS_LOOP, /* holds a loop that serves events: endless, or until something tells it to stop */
    WAITS_MANY, /* waits in some other way in loops: for the answers of its own requests, for children, several times */
};

/* [function_count], to be freed. Follows direct calls only; reads the bodies of all functions that lead to such a
 * wait. */
unsigned char *waiting_find(const struct program *program);

/* The one call of a library's main loop (ev_run, g_main_loop_run) that stands in `list`, and in no loop of it; NULL:
 * there is none, or several. Whatever was waited for before it, this is where the program serves. */
const struct call *waiting_main_loop(const struct program *program, uint32_t function, const struct region *list,
                                     struct arena *scratch);

/* What the region does, without those that follow it. */
enum waiting waiting_of_region(const struct program *program, const unsigned char *waiting, uint32_t function,
                               const struct region *region, struct arena *scratch);

#endif
