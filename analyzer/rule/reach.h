/* Who reaches whom, upwards: entry points of a function, and whether only tests reach it. */
#ifndef TRIPCOUNT_RULE_REACH_H
#define TRIPCOUNT_RULE_REACH_H

#include "link/program.h"

#include <stdbool.h>
#include <stdint.h>

struct reach;

struct reach *reach_create(const struct program *program);
void reach_destroy(struct reach *reach);

/* Names of the functions that nobody in the program calls and from which `function` is reached, sorted, each once. In
 * the program's arena. Linear in the callers. */
const char *const *reach_entry_points(struct reach *reach, uint32_t function, uint32_t *count);

#endif
