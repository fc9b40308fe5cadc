/* The call graph. Private to link/: others read callees and callers of the program. */
#ifndef TRIPCOUNT_LINK_GRAPH_H
#define TRIPCOUNT_LINK_GRAPH_H

#include "link/program.h"

/* Fills callees and callers. Models and definitions must be there. Linear in references, times the definitions of
 * entities that have several outside of the unit that refers to them. Both lie in `arena`. */
void program_build_graph(struct program *program, struct arena *arena);

/* Calls `visit` for `start` and for all functions that lead there, each once, in a fixed order; `marks`
 * [function_count] is 0 for those that were not visited yet. */
void program_visit_callers(const struct program *program, const uint32_t *start, uint32_t start_count,
                           unsigned char *marks, void (*visit)(uint32_t function, void *context), void *context);

#endif
