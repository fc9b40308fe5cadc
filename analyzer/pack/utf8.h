/* Whether a text may be read as YAML at all, and where a place in it stands.
 * Tests: tests/unit/pack/test_yaml.c */
#ifndef TRIPCOUNT_PACK_UTF8_H
#define TRIPCOUNT_PACK_UTF8_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

/* Walks over a text; from one place to a later one in linear time. Lines end with a line feed. */
struct text_cursor {
    const char *text;
    size_t size;
    size_t offset;     /* bytes */
    size_t characters; /* before `offset` */
    size_t line_start; /* bytes */
    uint32_t line;
};

/* A byte order mark at the start is stepped over: it counts as nothing. */
struct text_cursor text_cursor_of(const char *text, size_t size);
void text_cursor_seek(struct text_cursor *cursor, size_t characters);
uint32_t text_cursor_column(const struct text_cursor *cursor);

/* An error at the first byte that is not part of a UTF-8 character, or that is a control character (other than tab and
 * the ends of lines). */
NODISCARD bool utf8_check(const char *file, const char *text, size_t size, struct error *err);

#endif
