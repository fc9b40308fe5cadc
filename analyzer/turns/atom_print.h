/* Atoms as the source writes them: `n`, `length(orders->first)`, `turns@load:2`. Tests: tests/unit/rule/test_formula.c
 */
#ifndef TRIPCOUNT_COST_ATOM_PRINT_H
#define TRIPCOUNT_COST_ATOM_PRINT_H

#include "algebra/poly.h"
#include "base/buffer.h"
#include "link/program.h"

/* Seen from the function `viewer`: variables of other functions are marked. */
void atom_print(const struct program *program, const struct atom *atom, uint32_t viewer, struct buffer *out);

#endif
