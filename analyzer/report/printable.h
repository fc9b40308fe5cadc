/* Text of unknown origin made fit to be shown: valid UTF-8, one line, nothing that steers a terminal.
 *
 * File names, messages of compilers and source lines may hold anything: a byte that is no UTF-8 becomes U+FFFD; control
 * characters and those that reorder or hide text are written as what they are (\n, \x1b, \u202e). Widths are in
 * columns of a terminal: a CJK character takes two, a combining one none; colour sequences that this folder writes
 * itself ("\x1b[...m") take none. Independent of the locale.
 * Tests: tests/unit/report/test_printable.c */
#ifndef TRIPCOUNT_REPORT_PRINTABLE_H
#define TRIPCOUNT_REPORT_PRINTABLE_H

#include "base/buffer.h"

#include <stddef.h>
#include <stdint.h>

/* Reads one character of `size` > 0 bytes: gives the bytes taken, 1 and U+FFFD where they are no UTF-8. */
size_t utf8_decode(const char *bytes, size_t size, uint32_t *code);
/* The bytes as they are, each that is no UTF-8 replaced by U+FFFD. */
void utf8_add_valid(struct buffer *out, const char *bytes, size_t size);
/* Whether a character must not reach a terminal as it is; line ends and tabs are among them. */
bool utf8_is_unsafe(uint32_t code);

/* NULL is written as "?". */
void printable_add(struct buffer *out, const char *text);

/* Columns of a text that is printable already. */
uint32_t printable_columns(const char *text);
/* The columns [from, to) of a printable text; half of a wide character becomes a space. O(length). */
void printable_add_slice(struct buffer *out, const char *text, uint32_t from, uint32_t to);
/* At most `columns` of a printable text: what is too long ends in "..." (or begins with it). */
void printable_add_cut(struct buffer *out, const char *text, uint32_t columns);
void printable_add_cut_front(struct buffer *out, const char *text, uint32_t columns);
void printable_add_spaces(struct buffer *out, uint32_t count);
void printable_trim(struct buffer *out); /* drops spaces at the end */
/* A space that printable_add_wrapped does not break at. Printable text never holds this character otherwise. */
#define PRINTABLE_HARD_SPACE "\x1f"

/* Breaks a printable text at spaces: the first line begins at column `first`, the others are indented by `indent`; no
 * line passes `width` unless one word does. `width` 0: never. */
void printable_add_wrapped(struct buffer *out, const char *text, uint32_t first, uint32_t indent, uint32_t width);

/* A source line made printable, and where two of its bytes (offsets) begin in it, in columns from 0. Tabs go to the
 * next multiple of 8 as compilers do it; line ends at the end are dropped. */
struct source_span {
    uint32_t start;
    uint32_t end;
};
struct source_span printable_add_source(struct buffer *out, const char *source, size_t start_offset, size_t end_offset);

#endif
