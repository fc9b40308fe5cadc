/* Decides how text and records grow and how numbers are encoded. Tests: tests/unit/base/test_buffer.c */
#include "base/buffer.h"

#include "base/error.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    FIRST_CAPACITY = 64,
    GROUP_BITS = 7,        /* of a LEB128 byte */
    GROUP_MORE = 1 << 7,   /* another byte follows */
    GROUPS_MAX = 10,       /* ceil(64 / 7) */
    LAST_GROUP_SHIFT = 63, /* the tenth byte has room for one bit */
};

void buffer_finish(struct buffer *buffer) {
    if (buffer == NULL)
        return;
    free(buffer->data);
    *buffer = (struct buffer){0};
}

void buffer_clear(struct buffer *buffer) {
    buffer->size = 0;
    if (buffer->data != NULL)
        buffer->data[0] = '\0';
}

const char *buffer_text(const struct buffer *buffer) { return buffer->data != NULL ? buffer->data : ""; }

char *buffer_reserve(struct buffer *buffer, size_t size) {
    /* One byte more than asked for: the zero behind the text. */
    if (size >= SIZE_MAX / 2 - buffer->size)
        die_out_of_memory();
    size_t needed = buffer->size + size + 1;
    if (needed > buffer->capacity) {
        size_t capacity = buffer->capacity < FIRST_CAPACITY ? FIRST_CAPACITY : buffer->capacity * 2;
        if (capacity < needed)
            capacity = needed;
        buffer->data = checked_realloc(buffer->data, capacity, 1);
        buffer->capacity = capacity;
    }
    char *room = buffer->data + buffer->size;
    room[0] = '\0';
    return room;
}

void buffer_commit(struct buffer *buffer, size_t size) {
    if (buffer->size + size >= buffer->capacity)
        BUG("%zu bytes were written behind a buffer of %zu", size, buffer->capacity);
    buffer->size += size;
    buffer->data[buffer->size] = '\0';
}

void buffer_add(struct buffer *buffer, const void *bytes, size_t size) {
    char *room = buffer_reserve(buffer, size);
    if (size > 0)
        memcpy(room, bytes, size);
    buffer_commit(buffer, size);
}

void buffer_add_text(struct buffer *buffer, const char *text) { buffer_add(buffer, text, strlen(text)); }

void buffer_add_char(struct buffer *buffer, char c) { buffer_add(buffer, &c, 1); }

void buffer_printf(struct buffer *buffer, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    buffer_vprintf(buffer, format, arguments);
    va_end(arguments);
}

void buffer_vprintf(struct buffer *buffer, const char *format, va_list arguments) {
    va_list again;
    va_copy(again, arguments);
    char *room = buffer_reserve(buffer, 0);
    int length = vsnprintf(room, buffer->capacity - buffer->size, format, arguments);
    if (length < 0)
        BUG("a text cannot be formatted: %s", format);
    size_t size = (size_t)length;
    if (size >= buffer->capacity - buffer->size) {
        room = buffer_reserve(buffer, size);
        vsnprintf(room, size + 1, format, again);
    }
    va_end(again);
    buffer_commit(buffer, size);
}

void buffer_add_unsigned(struct buffer *buffer, uint64_t value) {
    char *bytes = buffer_reserve(buffer, GROUPS_MAX);
    size_t count = 0;
    while (value >= GROUP_MORE) {
        bytes[count++] = (char)(unsigned char)((value & (GROUP_MORE - 1)) | GROUP_MORE);
        value >>= GROUP_BITS;
    }
    bytes[count++] = (char)value;
    buffer_commit(buffer, count);
}

void buffer_add_signed(struct buffer *buffer, int64_t value) {
    /* Zig-zag: 0, -1, 1, -2 ... become 0, 1, 2, 3 ..., so that small negative numbers stay short. */
    uint64_t magnitude = (uint64_t)value << 1;
    buffer_add_unsigned(buffer, value < 0 ? ~magnitude : magnitude);
}

void buffer_add_string(struct buffer *buffer, const char *text) {
    /* 0 is NULL, so a length is written plus one. */
    if (text == NULL) {
        buffer_add_unsigned(buffer, 0);
        return;
    }
    size_t length = strlen(text);
    buffer_add_unsigned(buffer, (uint64_t)length + 1);
    buffer_add(buffer, text, length);
}

struct reader reader_of(const void *data, size_t size) {
    const char *start = data != NULL ? data : "";
    return (struct reader){.cursor = start, .limit = start + (data != NULL ? size : 0)};
}

static uint64_t fail_reader(struct reader *reader) {
    reader->failed = true;
    return 0;
}

uint64_t reader_unsigned(struct reader *reader) {
    uint64_t value = 0;
    for (unsigned shift = 0; !reader->failed; shift += GROUP_BITS) {
        if (reader->cursor == reader->limit || shift > LAST_GROUP_SHIFT)
            return fail_reader(reader);
        unsigned char byte = (unsigned char)*reader->cursor++;
        if (shift == LAST_GROUP_SHIFT && byte > 1)
            return fail_reader(reader);
        value |= (uint64_t)(byte & (GROUP_MORE - 1)) << shift;
        if ((byte & GROUP_MORE) == 0)
            return value;
    }
    return 0;
}

uint32_t reader_index(struct reader *reader, uint64_t limit) {
    uint64_t value = reader_unsigned(reader);
    if (reader->failed || value >= limit || value > UINT32_MAX)
        return (uint32_t)fail_reader(reader);
    return (uint32_t)value;
}

int64_t reader_signed(struct reader *reader) {
    uint64_t value = reader_unsigned(reader);
    uint64_t magnitude = value >> 1;
    return (value & 1) != 0 ? -(int64_t)magnitude - 1 : (int64_t)magnitude;
}

const char *reader_string(struct reader *reader, size_t *size) {
    *size = 0;
    uint64_t length = reader_unsigned(reader);
    if (reader->failed || length == 0)
        return NULL;
    const char *text = reader_bytes(reader, (size_t)(length - 1));
    if (text != NULL)
        *size = (size_t)(length - 1);
    return text;
}

const void *reader_bytes(struct reader *reader, size_t size) {
    if (reader->failed || size > (size_t)(reader->limit - reader->cursor)) {
        fail_reader(reader);
        return NULL;
    }
    const char *bytes = reader->cursor;
    reader->cursor += size;
    return bytes;
}
