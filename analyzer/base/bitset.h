/* Bit set of a fixed size, in an arena. */
#ifndef STRANDED_BASE_BITSET_H
#define STRANDED_BASE_BITSET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

struct bitset {
    uint64_t *words;
    uint32_t size; /* bits */
};

/* A set over 0 .. size-1, empty. Lives as long as the arena. */
static inline struct bitset bitset_new(struct arena *arena, uint32_t size)
{
    return (struct bitset){ARENA_ARRAY(arena, uint64_t, ((size_t)size + 63) / 64), size};
}

static inline bool bitset_has(const struct bitset *set, uint32_t bit)
{
    return set->words[bit / 64] >> (bit % 64) & 1;
}

/* Adds the bit; true if it was not in the set. */
static inline bool bitset_add(struct bitset *set, uint32_t bit)
{
    uint64_t mask = UINT64_C(1) << (bit % 64);
    bool is_new = !(set->words[bit / 64] & mask);

    set->words[bit / 64] |= mask;
    return is_new;
}

/* Takes the bit out of the set. */
static inline void bitset_remove(struct bitset *set, uint32_t bit)
{
    set->words[bit / 64] &= ~(UINT64_C(1) << (bit % 64));
}

/* How many bits are in the set. */
static inline uint32_t bitset_count(const struct bitset *set)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < (set->size + 63) / 64; i++)
        count += (uint32_t)__builtin_popcountll(set->words[i]);
    return count;
}

/* Adds all bits of a set of the same size. */
static inline void bitset_add_all(struct bitset *set, const struct bitset *other)
{
    for (uint32_t i = 0; i < (set->size + 63) / 64; i++)
        set->words[i] |= other->words[i];
}

/* Whether two sets of the same size have a bit in common. */
static inline bool bitset_meets(const struct bitset *set, const struct bitset *other)
{
    for (uint32_t i = 0; i < (set->size + 63) / 64; i++)
        if (set->words[i] & other->words[i])
            return true;
    return false;
}

/* The first bit of the set at or behind `from`; the set's size where there is none. For walking:
 * for (bit = bitset_next(set, 0); bit < set->size; bit = bitset_next(set, bit + 1)) */
static inline uint32_t bitset_next(const struct bitset *set, uint32_t from)
{
    uint32_t word = from / 64;

    if (from >= set->size)
        return set->size;
    uint64_t bits = set->words[word] >> (from % 64) << (from % 64);
    while (!bits && ++word < (set->size + 63) / 64)
        bits = set->words[word];
    return bits ? word * 64 + (uint32_t)__builtin_ctzll(bits) : set->size;
}

#endif
