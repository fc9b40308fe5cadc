/* Atoms as text. Tests: tests/unit/rule/test_formula.c */
#include "turns/atom_print.h"

#include "turns/path.h"

#include <inttypes.h>

/* Source text with an operator that is in no brackets of its own: `a >> 3 & 7`. */
static bool is_operation(const struct expr *path) {
    int depth = 0;
    const char *text = path->kind == EXPR_OPAQUE && path->text ? path->text : "";
    for (; *text && !(*text == ' ' && depth == 0); text++)
        depth += *text == '(' || *text == '[' ? 1 : *text == ')' || *text == ']' ? -1 : 0;
    return *text == ' ';
}

/* A count stands in sums and products, whose operators bind it otherwise. */
static void print_value(const struct program *program, const struct expr *path, uint32_t viewer, struct buffer *out) {
    bool needs_brackets = is_operation(path);
    buffer_add_text(out, needs_brackets ? "(" : "");
    path_print(program, path, viewer, out);
    buffer_add_text(out, needs_brackets ? ")" : "");
}

void atom_print(const struct program *program, const struct atom *atom, uint32_t viewer, struct buffer *out) {
    static const char *const functions[] = {[ATOM_LENGTH] = "length", [ATOM_ROWS] = "rows",   [ATOM_SIZE] = "size",
                                            [ATOM_ITEMS] = "items",   [ATOM_NODES] = "nodes", [ATOM_KEYS] = "keys"};
    if (atom->kind == ATOM_UNKNOWN && atom->function == ATOM_NOWHERE) { /* what the limits folded */
        buffer_add_text(out, atom->is_nested ? "inner" : "others");
    } else if (atom->kind == ATOM_UNKNOWN) {
        buffer_printf(out, "turns@%s:%" PRIu32, program_function_name(program, atom->function), atom->index + 1);
    } else if (atom->kind == ATOM_VALUE) {
        print_value(program, atom->path, viewer, out);
    } else {
        buffer_printf(out, "%s(", functions[atom->kind]);
        path_print(program, atom->path, viewer, out);
        buffer_add_char(out, ')');
    }
}
