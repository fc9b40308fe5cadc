/* Decides what counts as text. Tests: tests/unit/pack/test_yaml.c */
#include "pack/utf8.h"

#include <stdbool.h>
#include <string.h>

static size_t mark_size(const char *text, size_t size) {
    return size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

static bool is_continuation(char c) { return ((unsigned char)c & 0xC0) == 0x80; }

struct text_cursor text_cursor_of(const char *text, size_t size) {
    size_t start = mark_size(text, size);
    return (struct text_cursor){.text = text, .size = size, .offset = start, .line_start = start, .line = 1};
}

void text_cursor_seek(struct text_cursor *cursor, size_t characters) {
    if (characters < cursor->characters)
        *cursor = text_cursor_of(cursor->text, cursor->size);
    while (cursor->characters < characters && cursor->offset < cursor->size) {
        bool is_end = cursor->text[cursor->offset] == '\n';
        do
            cursor->offset++;
        while (cursor->offset < cursor->size && is_continuation(cursor->text[cursor->offset]));
        cursor->characters++;
        if (is_end) {
            cursor->line++;
            cursor->line_start = cursor->offset;
        }
    }
}

uint32_t text_cursor_column(const struct text_cursor *cursor) {
    return (uint32_t)(cursor->offset - cursor->line_start) + 1;
}

/* The value of the character at `text`, its length in `*length`; -1 when there is none. */
static int32_t decode(const unsigned char *text, size_t size, size_t *length) {
    unsigned first = text[0];
    *length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    if (*length == 0 || *length > size)
        return -1;
    unsigned value = *length == 1 ? first : first & (0x7Fu >> *length);
    for (size_t i = 1; i < *length; i++) {
        if (!is_continuation((char)text[i]))
            return -1;
        value = value << 6 | (text[i] & 0x3Fu);
    }
    /* Longer forms than needed, halves of pairs, and what lies beyond Unicode. */
    bool is_wrong = (*length == 3 && value < 0x800) || (*length == 4 && value < 0x10000) ||
                    (value >= 0xD800 && value < 0xE000) || value > 0x10FFFF;
    return is_wrong ? -1 : (int32_t)value;
}

static bool is_control(int32_t value) {
    return (value < 0x20 && value != '\t' && value != '\n' && value != '\r') || (value >= 0x7F && value < 0xA0) ||
           value == 0xFEFF || value == 0xFFFE || value == 0xFFFF;
}

bool utf8_check(const char *file, const char *text, size_t size, struct error *err) {
    size_t line_start = mark_size(text, size);
    uint32_t line = 1;
    size_t length = 0;
    for (size_t offset = line_start; offset < size; offset += length) {
        int32_t value = decode((const unsigned char *)text + offset, size - offset, &length);
        uint32_t column = (uint32_t)(offset - line_start) + 1;
        if (value < 0)
            return error_set_at(err, file, line, column, "not UTF-8: the byte 0x%02X does not belong here",
                                (unsigned char)text[offset]);
        if (is_control(value))
            return error_set_at(err, file, line, column, "the control character U+%04X does not belong in a text file",
                                (unsigned)value);
        if (value == '\n') {
            line++;
            line_start = offset + 1;
        }
    }
    return true;
}
