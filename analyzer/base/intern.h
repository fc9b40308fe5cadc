/* Interning: one address for each distinct text, so that identifiers are compared by pointer.
 *
 * The texts live as long as the interner. O(length) per call.
 * Tests: tests/unit/base/test_intern.c */
#ifndef TRIPCOUNT_BASE_INTERN_H
#define TRIPCOUNT_BASE_INTERN_H

#include "base/arena.h"

#include <stddef.h>
#include <stdint.h>

struct interner {
    struct arena arena;
    struct interner_slot *slots;
    uint32_t capacity; /* a power of two, or 0 */
    uint32_t count;
};

void interner_init(struct interner *interner);
void interner_finish(struct interner *interner);

/* NULL stays NULL. */
const char *intern(struct interner *interner, const char *text);
const char *intern_bytes(struct interner *interner, const char *text, size_t length);

#endif
