/* Growable bytes: text that is being written, or a binary record that is encoded and decoded.
 *
 * `data` is always followed by a zero byte, so that text can be handed to C functions; `size` does not count it.
 * Numbers are encoded as LEB128 (unsigned) or zig-zag LEB128 (signed).
 * Tests: tests/unit/base/test_buffer.c */
#ifndef TRIPCOUNT_BASE_BUFFER_H
#define TRIPCOUNT_BASE_BUFFER_H

#include "base/attr.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buffer {
    char *data; /* NULL while empty and never written: use buffer_text() for printing */
    size_t size;
    size_t capacity;
};

void buffer_finish(struct buffer *buffer);
void buffer_clear(struct buffer *buffer);             /* size 0, the memory is kept */
const char *buffer_text(const struct buffer *buffer); /* never NULL */

/* Makes room for `size` more bytes and gives the place where they go; buffer_commit() then makes them part. */
NODISCARD char *buffer_reserve(struct buffer *buffer, size_t size);
void buffer_commit(struct buffer *buffer, size_t size); /* `size` bytes of the reserved room were written */

void buffer_add(struct buffer *buffer, const void *bytes, size_t size);
void buffer_add_text(struct buffer *buffer, const char *text);
void buffer_add_char(struct buffer *buffer, char c);
PRINTF_LIKE(2, 3) void buffer_printf(struct buffer *buffer, const char *format, ...);
PRINTF_LIKE(2, 0) void buffer_vprintf(struct buffer *buffer, const char *format, va_list arguments);

void buffer_add_unsigned(struct buffer *buffer, uint64_t value);
void buffer_add_signed(struct buffer *buffer, int64_t value);
/* Length, then the bytes; NULL is told apart from "". */
void buffer_add_string(struct buffer *buffer, const char *text);

/* Reads what the functions above wrote. A read past the end, or of a number that does not fit, sets `failed` and gives
 * 0 or NULL from then on: check once at the end. */
struct reader {
    const char *cursor;
    const char *limit;
    bool failed;
};

struct reader reader_of(const void *data, size_t size);
uint64_t reader_unsigned(struct reader *reader);
/* As above, and a value of `limit` or more is a failure: for counts and indices of untrusted data. */
uint32_t reader_index(struct reader *reader, uint64_t limit);
int64_t reader_signed(struct reader *reader);
/* Not zero-terminated; `*size` is its length; NULL for a NULL string or after a failure. */
const char *reader_string(struct reader *reader, size_t *size);
const void *reader_bytes(struct reader *reader, size_t size);

#endif
