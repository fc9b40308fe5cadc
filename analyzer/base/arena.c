/* Decides how an arena asks for memory: chunks that double up to a limit, larger blocks get a chunk of their size.
 * Tests: tests/unit/base/test_arena.c */
#include "base/arena.h"

#include "base/error.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    CHUNK_MIN = 4 * 1024,
    CHUNK_MAX = 1024 * 1024,
    ALIGNMENT = alignof(max_align_t),
};

struct arena_chunk {
    struct arena_chunk *older;
    size_t size; /* of data, bytes */
    alignas(max_align_t) char data[];
};

void arena_init(struct arena *arena) { *arena = (struct arena){0}; }

static void free_chunks(struct arena_chunk *chunk) {
    while (chunk != NULL) {
        struct arena_chunk *older = chunk->older;
        free(chunk);
        chunk = older;
    }
}

void arena_finish(struct arena *arena) {
    free_chunks(arena->chunks);
    *arena = (struct arena){0};
}

static void use_chunk(struct arena *arena, struct arena_chunk *chunk) {
    arena->chunks = chunk;
    arena->cursor = chunk->data;
    arena->limit = chunk->data + chunk->size;
}

void arena_reset(struct arena *arena) {
    struct arena_chunk *newest = arena->chunks;
    arena->used_bytes = 0;
    if (newest == NULL)
        return;
    free_chunks(newest->older);
    newest->older = NULL;
    use_chunk(arena, newest);
}

static void add_chunk(struct arena *arena, size_t least) {
    size_t size = arena->chunks == NULL ? CHUNK_MIN : arena->chunks->size;
    size = size < CHUNK_MAX / 2 ? size * 2 : CHUNK_MAX;
    if (size < least)
        size = least;
    struct arena_chunk *chunk = checked_alloc(1, sizeof *chunk + size);
    chunk->older = arena->chunks;
    chunk->size = size;
    use_chunk(arena, chunk);
}

void *arena_alloc(struct arena *arena, size_t size) {
    if (size > PTRDIFF_MAX - CHUNK_MAX)
        die_out_of_memory();
    size_t room = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (room == 0)
        room = ALIGNMENT; /* so that two blocks never share an address */
    if (arena->cursor == NULL || (size_t)(arena->limit - arena->cursor) < room)
        add_chunk(arena, room);
    char *block = arena->cursor;
    arena->cursor += room;
    arena->used_bytes += size;
    memset(block, 0, room);
    return block;
}

const char *arena_text(struct arena *arena, const char *text, size_t length) {
    if (length == SIZE_MAX)
        die_out_of_memory();
    char *copy = arena_alloc(arena, length + 1);
    if (length > 0)
        memcpy(copy, text, length);
    return copy;
}

const char *arena_printf(struct arena *arena, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0)
        BUG("a text cannot be formatted: %s", format);
    size_t size = (size_t)length + 1;
    char *text = arena_alloc(arena, size);
    va_start(arguments, format);
    vsnprintf(text, size, format, arguments);
    va_end(arguments);
    return text;
}
