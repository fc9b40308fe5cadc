/* Decides how texts are found again: open addressing over XXH3, with the hash kept beside the text.
 * Tests: tests/unit/base/test_intern.c */
#include "base/intern.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

enum { FIRST_CAPACITY = 64 };

struct interner_slot {
    const char *text; /* NULL: free */
    uint32_t hash;    /* the lower half */
    uint32_t length;
};

void interner_init(struct interner *interner) {
    *interner = (struct interner){0};
    arena_init(&interner->arena);
}

void interner_finish(struct interner *interner) {
    arena_finish(&interner->arena);
    free(interner->slots);
    *interner = (struct interner){0};
}

/* The slot that holds the text, or the free one where it belongs. */
static struct interner_slot *find_slot(const struct interner *interner, const char *text, uint32_t length,
                                       uint32_t hash) {
    uint32_t mask = interner->capacity - 1;
    uint32_t place = hash & mask;
    for (;;) {
        struct interner_slot *slot = &interner->slots[place];
        if (slot->text == NULL)
            return slot;
        if (slot->hash == hash && slot->length == length && memcmp(slot->text, text, length) == 0)
            return slot;
        place = (place + 1) & mask;
    }
}

static void grow(struct interner *interner) {
    uint32_t old_capacity = interner->capacity;
    struct interner_slot *old_slots = interner->slots;
    if (old_capacity > UINT32_MAX / 2)
        die_out_of_memory();
    interner->capacity = old_capacity == 0 ? FIRST_CAPACITY : old_capacity * 2;
    interner->slots = checked_zero_alloc(interner->capacity, sizeof *interner->slots);
    for (uint32_t i = 0; i < old_capacity; i++) {
        const struct interner_slot *old = &old_slots[i];
        if (old->text != NULL)
            *find_slot(interner, old->text, old->length, old->hash) = *old;
    }
    free(old_slots);
}

const char *intern(struct interner *interner, const char *text) {
    return text == NULL ? NULL : intern_bytes(interner, text, strlen(text));
}

const char *intern_bytes(struct interner *interner, const char *text, size_t length) {
    if (text == NULL)
        return NULL;
    if (interner->count >= interner->capacity / 4 * 3)
        grow(interner);
    if (length > UINT32_MAX)
        die_out_of_memory();
    uint32_t size = (uint32_t)length, hash = (uint32_t)XXH3_64bits(text, length);
    struct interner_slot *slot = find_slot(interner, text, size, hash);
    if (slot->text == NULL) {
        *slot = (struct interner_slot){arena_text(&interner->arena, text, length), hash, size};
        interner->count++;
    }
    return slot->text;
}
