/* Arena: many small allocations, freed all at once. There are three lifetimes: program, unit, scratch.
 *
 * Memory from an arena is zeroed. Allocation is O(1) amortised; there is no free for one block.
 * Tests: tests/unit/base/test_arena.c */
#ifndef TRIPCOUNT_BASE_ARENA_H
#define TRIPCOUNT_BASE_ARENA_H

#include "base/attr.h"

#include <stddef.h>
#include <stdint.h>

struct arena {
    struct arena_chunk *chunks; /* newest first */
    char *cursor;
    char *limit;
    size_t used_bytes; /* handed out since the last reset */
};

void arena_init(struct arena *arena);
void arena_finish(struct arena *arena);

/* Forgets every block but keeps one chunk for the next round. */
void arena_reset(struct arena *arena);

/* Zeroed, aligned for any type. `size` 0 gives a valid pointer that must not be read. */
NODISCARD void *arena_alloc(struct arena *arena, size_t size);
NODISCARD const char *arena_text(struct arena *arena, const char *text, size_t length);
NODISCARD PRINTF_LIKE(2, 3) const char *arena_printf(struct arena *arena, const char *format, ...);

#define ARENA_NEW(arena, type)          ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_alloc((arena), sizeof(type) * (size_t)(count)))

#endif
