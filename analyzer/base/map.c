/* Decides how keys are spread: open addressing, MAP_NONE as the value of a free slot.
 * Tests: tests/unit/base/test_map.c */
#include "base/map.h"

#include "base/error.h"

#include <stdlib.h>

enum { FIRST_CAPACITY = 16 };

struct map_slot {
    uint64_t key;
    uint32_t value; /* MAP_NONE: free */
};

void map_finish(struct map *map) {
    if (map == NULL)
        return;
    free(map->slots);
    *map = (struct map){0};
}

void map_clear(struct map *map) {
    for (uint32_t i = 0; i < map->capacity; i++)
        map->slots[i].value = MAP_NONE;
    map->count = 0;
}

/* Keys are addresses and small numbers, whose low bits say little: every bit has to reach the low ones.
 * The finaliser of MurmurHash3 (Austin Appleby, public domain) does that. */
static uint64_t mix(uint64_t key) {
    key ^= key >> 33;
    key *= UINT64_C(0xff51afd7ed558ccd);
    key ^= key >> 33;
    key *= UINT64_C(0xc4ceb9fe1a85ec53);
    return key ^ key >> 33;
}

static struct map_slot *find_slot(const struct map *map, uint64_t key) {
    uint32_t mask = map->capacity - 1;
    uint32_t place = (uint32_t)mix(key) & mask;
    while (map->slots[place].value != MAP_NONE && map->slots[place].key != key)
        place = (place + 1) & mask;
    return &map->slots[place];
}

static void grow(struct map *map) {
    uint32_t old_capacity = map->capacity;
    struct map_slot *old_slots = map->slots;
    if (old_capacity > UINT32_MAX / 2)
        die_out_of_memory();
    map->capacity = old_capacity == 0 ? FIRST_CAPACITY : old_capacity * 2;
    map->slots = checked_alloc(map->capacity, sizeof *map->slots);
    for (uint32_t i = 0; i < map->capacity; i++)
        map->slots[i] = (struct map_slot){0, MAP_NONE};
    for (uint32_t i = 0; i < old_capacity; i++) {
        if (old_slots[i].value != MAP_NONE)
            *find_slot(map, old_slots[i].key) = old_slots[i];
    }
    free(old_slots);
}

uint32_t map_get(const struct map *map, uint64_t key) {
    return map->count == 0 ? MAP_NONE : find_slot(map, key)->value;
}

/* The slot of `key`, with room made for it. */
static struct map_slot *claim_slot(struct map *map, uint64_t key, uint32_t value) {
    if (value == MAP_NONE)
        BUG("MAP_NONE is stored in a map");
    if (map->count >= map->capacity / 4 * 3)
        grow(map);
    struct map_slot *slot = find_slot(map, key);
    if (slot->value == MAP_NONE) {
        map->count++;
        slot->key = key;
    }
    return slot;
}

void map_put(struct map *map, uint64_t key, uint32_t value) { claim_slot(map, key, value)->value = value; }

uint32_t map_get_or_put(struct map *map, uint64_t key, uint32_t value) {
    struct map_slot *slot = claim_slot(map, key, value);
    uint32_t before = slot->value;
    if (before == MAP_NONE)
        slot->value = value;
    return before;
}
