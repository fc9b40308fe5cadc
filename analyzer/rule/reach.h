/* Who reaches whom, upwards: the entry points of functions. */
#ifndef TRIPCOUNT_RULE_REACH_H
#define TRIPCOUNT_RULE_REACH_H

#include "rule/calls.h"

#include <stdint.h>

struct reach;

/* A function that the project names as an entry point. */
struct named_entry {
    const char *name;
    uint32_t function;
};

/* Answers for these functions of the cone, each given once. Takes (entry points / 64) passes over the calls of the
 * cone. */
struct reach *reach_create(const struct program *program, const struct calls *calls, const struct named_entry *named,
                           uint32_t named_count, const uint32_t *functions, uint32_t count);
void reach_destroy(struct reach *reach);

/* Names of the entry points from which `function`, one of those above, is reached: sorted, each once. These are the
 * functions that nobody in the program calls (main, exported ones, threads, handlers), and the named ones, behind which
 * those that call them are not told. In the program's arena. */
const char *const *reach_entry_points(const struct reach *reach, uint32_t function, uint32_t *count);

#endif
