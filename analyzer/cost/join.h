/* Joins by name: two nested loops, and what is done for the elements that belong together.
 *
 *     for (a = as; a; a = a->next)
 *         for (b = bs; b; b = b->next) { if (strcmp(a->name, b->name) != 0) continue; ask(b); }
 *
 * Names tell elements apart: for each element of the outer loop, one at most of the inner loop's has its name. What is
 * no name, as `a->kind == b->kind`, may be that of many. Tests: testdata/call-in-loop/bad_join.c */
#ifndef TRIPCOUNT_COST_JOIN_H
#define TRIPCOUNT_COST_JOIN_H

#include "turns/scope.h"

/* The condition holds (or does not) only where the element of `loop` has the name of the one of the loop around it; or
 * is the very one that the other leads to. */
bool join_is_match(const struct scope *scope, const struct expr *condition, bool holds, uint32_t loop);

#endif
