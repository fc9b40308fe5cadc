/* Decides what the counts of a formula are called. Tests: tests/unit/rule/test_formula.c */
#include "rule/atom_name.h"

#include "turns/atom_print.h"

void atom_name_print(const struct atom *atom, struct buffer *out, void *view) {
    const struct atom_view *seen = view;
    atom_print(seen->costs->program, atom, seen->viewer, out);
}
