/* Names of atoms as the source writes them. Private to rule/formula*.c. Tests: tests/unit/rule/test_formula.c */
#ifndef TRIPCOUNT_RULE_ATOM_NAME_H
#define TRIPCOUNT_RULE_ATOM_NAME_H

#include "cost/cost.h"

/* Variables of functions other than `viewer` are marked. */
struct atom_view {
    const struct costs *costs;
    uint32_t viewer;
};

/* Of an atom with a path or an UNKNOWN; `view` is a struct atom_view: an atom_printer. */
void atom_name_print(const struct atom *atom, struct buffer *out, void *view);

#endif
