#include "base/hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

uint64_t hash_bytes(const void *data, size_t size, uint64_t seed)
{
    return XXH3_64bits_withSeed(data, size, seed);
}

uint64_t hash_mix(uint64_t seed, uint64_t value)
{
    /* as a pair: with the seed as XXH3's own, small seeds and values cancel each other out */
    const uint64_t pair[] = {seed, value};

    return XXH3_64bits(pair, sizeof(pair));
}
