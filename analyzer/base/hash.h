/* 64-bit content hashes (XXH3, see xxhash.com): for equality of contents and for hash tables, not
 * against an adversary. The value of a hash is stored, so the function may never change without a
 * new store version. */
#ifndef STRANDED_BASE_HASH_H
#define STRANDED_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* The hash of `size` bytes at `data`, continued from `seed`: 0 to begin, or an earlier hash; small
 * numbers as seeds collide. */
uint64_t hash_bytes(const void *data, size_t size, uint64_t seed);

/* Mixes one number into a running hash; both may be any number. */
uint64_t hash_mix(uint64_t seed, uint64_t value);

#endif
