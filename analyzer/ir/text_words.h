/* The words of the text form: one table for each enumeration and set of flags, read by the printer and by the reader,
 * so that they cannot differ. Private to ir/. */
#ifndef TRIPCOUNT_IR_TEXT_WORDS_H
#define TRIPCOUNT_IR_TEXT_WORDS_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stdint.h>

struct text_word {
    const char *text;
    uint32_t value;
};

struct text_words {
    const struct text_word *items;
    uint32_t count;
    const char *what; /* for messages: "flag of a call" */
};

extern const struct text_words text_unit_statuses;
extern const struct text_words text_symbol_kinds;
extern const struct text_words text_symbol_flags; /* without SYMBOL_DEFINED, which has a default of its own */
extern const struct text_words text_file_flags;
extern const struct text_words text_local_flags;
extern const struct text_words text_function_flags;
extern const struct text_words text_call_flags; /* without CALL_IN_MACRO, which follows from `macro` */
extern const struct text_words text_loop_forms;
extern const struct text_words text_suppression_kinds;
extern const struct text_words text_unary_ops;
extern const struct text_words text_binary_ops;
extern const struct text_words text_assign_ops; /* "=", "+=" ... */

/* The word for `value`, or NULL. */
const char *text_word_of(const struct text_words *words, uint32_t value);
bool text_word_value(const struct text_words *words, const char *text, uint32_t *value);
/* The word that `text` was probably meant to be, or NULL. */
const char *text_word_nearest(const struct text_words *words, const char *text);
/* " word" for each flag that is set. */
void text_print_flags(const struct text_words *words, uint32_t flags, struct buffer *out);

#endif
