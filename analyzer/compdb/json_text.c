/* See json_text.h. */
#include "compdb/json_text.h"

#include <string.h>

static const char byte_order_mark[] = "\xEF\xBB\xBF";

static size_t byte_order_mark_size(const struct buffer *text) {
    size_t size = sizeof byte_order_mark - 1;
    return text->size >= size && memcmp(text->data, byte_order_mark, size) == 0 ? size : 0;
}

static bool text_is_utf16(const struct buffer *text) {
    return text->size >= 2 && (memcmp(text->data, "\xFF\xFE", 2) == 0 || memcmp(text->data, "\xFE\xFF", 2) == 0 ||
                               text->data[0] == '\0' || text->data[1] == '\0');
}

static bool text_is_blank(const char *text, size_t size) {
    for (size_t i = 0; i < size; i++)
        if (strchr(" \t\r\n", text[i]) == NULL || text[i] == '\0')
            return false;
    return true;
}

/* The place of the last byte that was read when `offset` bytes were: jansson counts characters, we count bytes. */
static struct json_place place_of(const char *text, size_t size, size_t offset) {
    struct json_place place = {1, 1};
    if (offset > size)
        offset = size;
    size_t line_start = 0;
    for (size_t i = 0; i + 1 < offset; i++) {
        if (text[i] == '\n') {
            place.line++;
            line_start = i + 1;
        }
    }
    if (offset > line_start)
        place.column = (uint32_t)(offset - line_start);
    return place;
}

static const char *explain(const json_error_t *error) {
    switch (json_error_code(error)) {
    case json_error_null_character:
    case json_error_null_byte_in_key:
        return "a text holds a zero character (\\u0000), which no path and no flag can hold";
    case json_error_invalid_utf8:
        return "this is not UTF-8, which JSON has to be";
    case json_error_stack_overflow:
        return "lists and objects are nested too deep";
    case json_error_premature_end_of_input:
        return "the file ends too early (was it still being written?)";
    default:
        return error->text;
    }
}

bool json_text_parse(const char *path, const struct buffer *text, json_t **root, struct error *err) {
    size_t skipped = byte_order_mark_size(text);
    const char *start = buffer_text(text) + skipped;
    size_t size = text->size - skipped;
    if (text_is_blank(start, size))
        return error_set(err, "%s is empty", path);
    if (text_is_utf16(text))
        return error_set_at(err, path, 1, 1, "this is UTF-16; JSON has to be UTF-8");
    json_error_t error;
    json_t *parsed = json_loadb(start, size, 0, &error);
    if (parsed == NULL) {
        struct json_place place = place_of(start, size, error.position < 0 ? 0 : (size_t)error.position);
        if (place.line == 1)
            place.column += (uint32_t)skipped;
        return error_set_at(err, path, place.line, place.column, "not valid JSON: %s", explain(&error));
    }
    *root = parsed;
    return true;
}

void json_text_find_elements(const struct buffer *text, struct json_places *places) {
    const char *data = buffer_text(text);
    size_t skipped = byte_order_mark_size(text);
    struct json_place here = {1, (uint32_t)skipped};
    uint32_t depth = 0;
    bool is_awaited = false; /* the next character that is not blank begins an element */
    bool is_quoted = false;
    for (size_t i = skipped; i < text->size; i++) {
        char c = data[i];
        here.column++;
        if (c == '\n') {
            here = (struct json_place){here.line + 1, 0};
            continue;
        }
        if (is_quoted) {
            if (c == '\\') {
                i++;
                here.column++;
            } else if (c == '"') {
                is_quoted = false;
            }
            continue;
        }
        if (c == ' ' || c == '\t' || c == '\r')
            continue;
        if (depth == 0 && c != '[')
            return;
        if (is_awaited && c != ']')
            vec_push(places, here);
        is_awaited = (depth == 0 && c == '[') || (depth == 1 && c == ',');
        is_quoted = c == '"';
        if (c == '[' || c == '{')
            depth++;
        else if (c == ']' || c == '}')
            depth--;
        if (depth == 0)
            return;
    }
}
