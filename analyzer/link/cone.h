/* The cone: functions that reach the wire. Only they are decoded and counted. */
#ifndef TRIPCOUNT_LINK_CONE_H
#define TRIPCOUNT_LINK_CONE_H

#include "link/program.h"

/* Sets is_in_cone, reaches_pause and is_called of every function. Linear in references. */
void program_find_cone(struct program *program);

/* Calls `visit` once for each function that refers, itself or through others, to a model that is meant.
 * `marks` [function_count], zeroed by the caller, tells which; false: there are none. */
bool program_visit_leading(const struct program *program, bool (*is_meant)(const struct model *model),
                           unsigned char *marks, void (*visit)(uint32_t function, void *context), void *context);

/* Outside functions (no body, no model, no C library) that are called in loops, and the program's own that reach both
 * send(2)- and recv(2)-like calls in loops; most likely to wait first:
 * those that reach sockets, then by the loops that call them, last what plainly stays in the process. In `arena`; at
 * most `limit`, `*total` of all. */
struct unknown_function *program_unknown_functions(const struct program *program, struct arena *arena, uint32_t limit,
                                                   uint32_t *count, uint32_t *total);

#endif
