/* What people have said about turns, beside the numbers that rest on it, and what could not be followed.
 * Tests: tests/integration/test_bounds.py */
#ifndef TRIPCOUNT_RULE_CAPS_H
#define TRIPCOUNT_RULE_CAPS_H

#include "rule/rule.h"
#include "turns/scope.h"

/* Adds the caps of the loop and of those around it to what the formula assumes. */
void caps_assume(const struct costs *costs, const struct scope *scope, uint32_t loop, struct formula *formula);

/* Comments that say nothing that can be read, or that belong to no loop; in the order of their places. */
void caps_remark(struct program *program, struct atom_table *atoms, struct run *run);

#endif
