/* Atoms as text. Tests: tests/unit/rule/test_formula.c */
#include "turns/atom_print.h"

#include "turns/path.h"

#include <inttypes.h>

void atom_print(const struct program *program, const struct atom *atom, uint32_t viewer, struct buffer *out) {
    static const char *const functions[] = {[ATOM_LENGTH] = "length", [ATOM_ROWS] = "rows",   [ATOM_SIZE] = "size",
                                            [ATOM_ITEMS] = "items",   [ATOM_NODES] = "nodes", [ATOM_KEYS] = "keys"};
    if (atom->kind == ATOM_UNKNOWN && atom->function == ATOM_NOWHERE) { /* what the limits folded */
        buffer_add_text(out, atom->is_nested ? "inner" : "others");
    } else if (atom->kind == ATOM_UNKNOWN) {
        buffer_printf(out, "turns@%s:%" PRIu32, program_function_name(program, atom->function), atom->index + 1);
    } else if (atom->kind == ATOM_VALUE) {
        path_print(program, atom->path, viewer, out);
    } else {
        buffer_printf(out, "%s(", functions[atom->kind]);
        path_print(program, atom->path, viewer, out);
        buffer_add_char(out, ')');
    }
}
