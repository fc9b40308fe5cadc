/* What the printer and the reader of the text form must agree on beyond words: labels, quoting, and the values that are
 * left out because they follow from others. Private to ir/. Tests: tests/unit/ir/test_text.c */
#ifndef TRIPCOUNT_IR_TEXT_LABEL_H
#define TRIPCOUNT_IR_TEXT_LABEL_H

#include "base/arena.h"
#include "base/buffer.h"
#include "ir/unit.h"

/* `names` made unique: the second "f" is "f#2". The array lives in `arena`, the labels there or where the names do. */
const char **text_labels_make(struct arena *arena, const char *const *names, uint32_t count);

/* As a word that reads back as this label: in backquotes where it would be taken for something else. */
void text_print_label(const char *label, struct buffer *out);
void text_print_string(const char *text, struct buffer *out);

/* For each symbol the index of the first function that has it, or SYMBOL_NONE   [symbol_count] */
const uint32_t *text_functions_of_symbols(struct arena *arena, const struct unit *unit);

/* What the text may leave out of a symbol. */
struct text_symbol_defaults {
    const char *usr; /* from kind, name, record and SYMBOL_INTERNAL */
    bool is_defined; /* the unit has such a function */
    uint32_t header; /* where that function stands, else SYMBOL_NONE */
    uint32_t line;
    uint32_t parameter_count;
};
struct text_symbol_defaults text_symbol_defaults(struct arena *arena, const struct unit *unit,
                                                 const struct symbol *symbol, uint32_t function_index);

/* The extent of a call that an editor underlines: the callee's name; the place itself where there is no name. */
void text_call_end(const struct unit *unit, const struct call *call, struct location location, uint32_t *line,
                   uint32_t *column);

/* What stands behind the last "::" of a qualified name. */
const char *text_name_base(const char *name);

#endif
