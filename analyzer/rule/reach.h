/* Who reaches whom, upwards: the entry points of functions. */
#ifndef TRIPCOUNT_RULE_REACH_H
#define TRIPCOUNT_RULE_REACH_H

#include "link/program.h"

#include <stdint.h>

struct reach;

/* Answers for these functions of the cone, each given once. Takes (entry points / 64) passes over the call graph of the
 * cone. */
struct reach *reach_create(const struct program *program, const uint32_t *functions, uint32_t count);
void reach_destroy(struct reach *reach);

/* Names of the functions that nobody in the program calls and from which `function`, one of those above, is reached:
 * sorted, each once. In the program's arena. */
const char *const *reach_entry_points(const struct reach *reach, uint32_t function, uint32_t *count);

#endif
