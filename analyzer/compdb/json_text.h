/* JSON with places: parse a text, and say where each element of its outermost array begins.
 *
 * jansson tells places only of syntax errors; for a wrong shape the text is scanned once more.
 * Tests: tests/unit/compdb/test_json_text.c */
#ifndef TRIPCOUNT_COMPDB_JSON_TEXT_H
#define TRIPCOUNT_COMPDB_JSON_TEXT_H

#include "base/attr.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/vec.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

struct json_place {
    uint32_t line;
    uint32_t column;
};

struct json_places {
    struct json_place *items;
    uint32_t count;
    uint32_t capacity;
};

/* `*root` is the caller's (json_decref). A UTF-8 byte order mark in front is allowed. `path` is only for messages. */
NODISCARD bool json_text_parse(const char *path, const struct buffer *text, json_t **root, struct error *err);

/* Appends where each element of the outermost array begins; nothing when the text is no array. The text must have been
 * parsed without an error. O(size). */
void json_text_find_elements(const struct buffer *text, struct json_places *places);

#endif
