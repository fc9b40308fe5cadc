/* The unit as text and back: text in = text out, so that every later stage is tested without libclang.
 *
 * S-expressions, one region per line, indented by two; `;` starts a comment. Symbols, files, locals and labels are
 * referred to by label (a name made unique in the unit). The grammar stands at the head of ir/text_read.c.
 * Tests: tests/unit/ir/test_text.c and every testdata .region file. */
#ifndef TRIPCOUNT_IR_TEXT_H
#define TRIPCOUNT_IR_TEXT_H

#include "base/buffer.h"
#include "base/error.h"
#include "ir/unit.h"

void unit_print(const struct unit *unit, struct buffer *out);

/* Prints one function of the unit. */
void unit_print_function(const struct unit *unit, const struct function *function, struct buffer *out);

/* `name` is for errors, which carry line and column. The unit lives in `arena`. */
NODISCARD bool unit_read(struct arena *arena, const char *name, const char *text, size_t size, struct unit *out,
                         struct error *err);

/* Several units in one text, one behind the other. `*units` is an array in `arena`. */
NODISCARD bool unit_read_all(struct arena *arena, const char *name, const char *text, size_t size, struct unit **units,
                             uint32_t *unit_count, struct error *err);

/* An expression as C would write it, for messages: "o->items[i]". */
void expr_print_source(const struct unit *unit, const struct function *function, const struct expr *expr,
                       struct buffer *out);

#endif
