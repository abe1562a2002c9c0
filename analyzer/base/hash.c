#include "base/hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

uint64_t hash_bytes(const void *data, size_t size, uint64_t seed)
{
    return XXH3_64bits_withSeed(data, size, seed);
}

uint64_t hash_mix(uint64_t seed, uint64_t value)
{
    return XXH3_64bits_withSeed(&value, sizeof(value), seed);
}
