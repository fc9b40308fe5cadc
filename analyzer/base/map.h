/* Hash map from a 64-bit key to a 32-bit value; keys are numbers or addresses of interned texts.
 *
 * Iteration order is not offered: nothing that is printed may depend on it.
 * Tests: tests/unit/base/test_map.c */
#ifndef TRIPCOUNT_BASE_MAP_H
#define TRIPCOUNT_BASE_MAP_H

#include "base/attr.h"

#include <stdbool.h>
#include <stdint.h>

#define MAP_NONE UINT32_MAX /* no value of its own: never store it */

struct map {
    struct map_slot *slots;
    uint32_t capacity; /* a power of two, or 0 */
    uint32_t count;
};

void map_finish(struct map *map);
void map_clear(struct map *map);

/* The value, or MAP_NONE. */
uint32_t map_get(const struct map *map, uint64_t key);
void map_put(struct map *map, uint64_t key, uint32_t value);

/* The value stored before under `key`, or MAP_NONE after having stored `value`. */
uint32_t map_get_or_put(struct map *map, uint64_t key, uint32_t value);

static inline uint64_t map_key(const void *address) { return (uint64_t)(uintptr_t)address; }
static inline uint64_t map_key_pair(uint32_t high, uint32_t low) { return (uint64_t)high << 32 | low; }

#endif
