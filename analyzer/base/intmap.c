#include "base/intmap.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { INTMAP_FIRST = 16 };

/* The finalizer of MurmurHash3: every bit of the key reaches the low bits that choose the slot. */
static uint64_t scatter(uint64_t key)
{
    key ^= key >> 33;
    key *= UINT64_C(0xff51afd7ed558ccd);
    key ^= key >> 33;
    key *= UINT64_C(0xc4ceb9fe1a85ec53);
    return key ^ (key >> 33);
}

/* The slot of `key`, or the empty one where it would go. The map is never full. */
static struct intmap_slot *slot_of(const struct intmap *map, uint64_t key)
{
    uint32_t mask = map->capacity - 1;
    uint32_t index = (uint32_t)scatter(key) & mask;

    while (map->slots[index].taken && map->slots[index].key != key)
        index = (index + 1) & mask;
    return &map->slots[index];
}

uint32_t *intmap_find(const struct intmap *map, uint64_t key)
{
    if (!map->count)
        return NULL;
    struct intmap_slot *slot = slot_of(map, key);
    return slot->taken ? &slot->value : NULL;
}

static void grow(struct intmap *map)
{
    struct intmap old = *map;

    map->capacity = old.capacity ? old.capacity * 2 : INTMAP_FIRST;
    map->slots = memory_zeroed(map->capacity, sizeof(*map->slots));
    for (uint32_t i = 0; i < old.capacity; i++)
        if (old.slots[i].taken)
            *slot_of(map, old.slots[i].key) = old.slots[i];
    free(old.slots);
}

uint32_t *intmap_put(struct intmap *map, uint64_t key, uint32_t value, bool *ret_is_new)
{
    if (map->count >= map->capacity / 4 * 3)
        grow(map);

    struct intmap_slot *slot = slot_of(map, key);
    bool is_new = !slot->taken;
    if (is_new) {
        *slot = (struct intmap_slot){.key = key, .value = value, .taken = 1};
        map->count++;
    }
    if (ret_is_new)
        *ret_is_new = is_new;
    return &slot->value;
}

void intmap_reset(struct intmap *map)
{
    if (map->slots)
        memset(map->slots, 0, map->capacity * sizeof(*map->slots));
    map->count = 0;
}

void intmap_deinit(struct intmap *map)
{
    free(map->slots);
    *map = (struct intmap){0};
}
