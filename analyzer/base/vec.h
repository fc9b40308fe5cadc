/* Growable array of any type, on the heap: `VEC(int) numbers = {0};`.
 *
 * Open data: read `items[0 .. count-1]` directly. A pointer into `items` is only good until the next push.
 * Tests: tests/unit/base/test_vec.c */
#ifndef TRIPCOUNT_BASE_VEC_H
#define TRIPCOUNT_BASE_VEC_H

#include "base/attr.h"

#include <stdint.h>

#define VEC(type)                                                                                                      \
    struct {                                                                                                           \
        type *items;                                                                                                   \
        uint32_t count;                                                                                                \
        uint32_t capacity;                                                                                             \
    }

/* Appends one value. */
#define vec_push(vec, ...)                                                                                             \
    do {                                                                                                               \
        (vec)->items = vec_grow((vec)->items, (vec)->count, &(vec)->capacity, sizeof *(vec)->items);                   \
        (vec)->items[(vec)->count++] = (__VA_ARGS__);                                                                  \
    } while (0)

/* Appends one zeroed item and gives its address. */
#define vec_add(vec)                                                                                                   \
    ((vec)->items = vec_grow((vec)->items, (vec)->count, &(vec)->capacity, sizeof *(vec)->items),                      \
     vec_clear_item(&(vec)->items[(vec)->count], sizeof *(vec)->items), &(vec)->items[(vec)->count++])

/* Frees the items and makes the array empty. */
#define vec_finish(vec) (vec_free((vec)->items), (vec)->items = NULL, (vec)->count = 0, (vec)->capacity = 0)

/* What the macros stand on. Makes room for one more item behind `count`. */
NODISCARD void *vec_grow(void *items, uint32_t count, uint32_t *capacity, uint64_t item_size);
void vec_clear_item(void *item, uint64_t item_size);
void vec_free(void *items);

#endif
