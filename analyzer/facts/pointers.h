/* What pointers may lead to, over the whole program, by their types alone: functions whose address is taken, by
 * prototype, and globals whose address is. Coarse, and made once: for questions about what may have changed, where too
 * much does no harm. Tests: testdata/call-in-loop/analysis_globals.c */
#ifndef TRIPCOUNT_FACTS_POINTERS_H
#define TRIPCOUNT_FACTS_POINTERS_H

#include "link/program.h"

struct pointer_view;

/* Reads every function of the program once. */
struct pointer_view *pointer_view_new(struct program *program);
void pointer_view_free(struct pointer_view *view); /* NULL is allowed */

/* Functions whose address is taken and whose type is the prototype, ascending: "int (void *)". */
const uint32_t *pointer_view_functions(const struct pointer_view *view, const char *prototype, uint32_t *count);
/* A pointer of that type may hold the address of the global: "int *". */
bool pointer_view_may_lead_to(const struct pointer_view *view, const char *type, uint32_t global);

#endif
