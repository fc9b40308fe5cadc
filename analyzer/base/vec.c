/* Decides how arrays grow: by doubling, from eight items. Tests: tests/unit/base/test_vec.c */
#include "base/vec.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 8 };

void *vec_grow(void *items, uint32_t count, uint32_t *capacity, uint64_t item_size) {
    if (count < *capacity)
        return items;
    if (*capacity == UINT32_MAX)
        die_out_of_memory();
    uint32_t larger = *capacity > UINT32_MAX / 2 ? UINT32_MAX : *capacity * 2;
    if (larger < FIRST_CAPACITY)
        larger = FIRST_CAPACITY;
    void *moved = checked_realloc(items, larger, item_size);
    *capacity = larger;
    return moved;
}

void vec_clear_item(void *item, uint64_t item_size) { memset(item, 0, item_size); }

void vec_free(void *items) { free(items); }
