/* Integer map: 64-bit keys to 32-bit values, by open addressing. Its order is not defined: nothing
 * that is shown, stored or numbered may follow it. */
#ifndef STRANDED_BASE_INTMAP_H
#define STRANDED_BASE_INTMAP_H

#include <stdbool.h>
#include <stdint.h>

/* Zero-initialized, it is an empty map. */
struct intmap {
    struct intmap_slot *slots; /* owned; `capacity` of them, a power of two */
    uint32_t capacity;
    uint32_t count;
};

struct intmap_slot {
    uint64_t key;
    uint32_t value;
    uint32_t taken; /* 0 = the slot is empty */
};

/* Where the value of `key` stands, or NULL. Valid until the next put. */
uint32_t *intmap_find(const struct intmap *map, uint64_t key);

/* Where the value of `key` stands; a new key begins with `value`. `ret_is_new` may be NULL. */
uint32_t *intmap_put(struct intmap *map, uint64_t key, uint32_t value, bool *ret_is_new);

/* Forgets every key and keeps the memory. */
void intmap_reset(struct intmap *map);

/* Frees the memory and leaves an empty map. */
void intmap_deinit(struct intmap *map);

#endif
