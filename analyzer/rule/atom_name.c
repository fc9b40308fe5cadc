/* Decides what the counts of a formula are called. Tests: tests/unit/rule/test_formula.c */
#include "rule/atom_name.h"

#include "cost/path.h"

void atom_name_print(const struct atom *atom, struct buffer *out, void *view) {
    static const char *const functions[] = {[ATOM_LENGTH] = "length",
                                            [ATOM_ROWS] = "rows",
                                            [ATOM_SIZE] = "size",
                                            [ATOM_ITEMS] = "items",
                                            [ATOM_NODES] = "nodes"};
    const struct atom_view *seen = view;
    const struct program *program = seen->costs->program;
    if (atom->kind == ATOM_UNKNOWN && atom->function == ATOM_NOWHERE) { /* what the limits folded */
        buffer_add_text(out, atom->is_nested ? "inner" : "others");
    } else if (atom->kind == ATOM_UNKNOWN) {
        buffer_printf(out, "turns@%s:%u", program_function_name(program, atom->function), atom->index + 1);
    } else if (atom->kind == ATOM_VALUE) {
        path_print(program, atom->path, seen->viewer, out);
    } else {
        buffer_printf(out, "%s(", functions[atom->kind]);
        path_print(program, atom->path, seen->viewer, out);
        buffer_add_char(out, ')');
    }
}
