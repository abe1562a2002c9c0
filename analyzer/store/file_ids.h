/* A set of ids of files as bytes, in ascending order: of each id what it is above the one before (the
 * first: above 0), seven bits a byte, the lowest first, with the top bit set on all bytes of a number
 * but its last. A unit's headers were first seen together and have ids near each other, so most take
 * one byte, and a large project's units a quarter of what plain numbers take. Private to store/. */
#ifndef STRANDED_STORE_FILE_IDS_H
#define STRANDED_STORE_FILE_IDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Room for `count` ids as bytes, and for the ids of `size` bytes. */
static inline size_t file_ids_max_size(uint32_t count)
{
    return (size_t)count * 5;
}

static inline size_t file_ids_max_count(size_t size)
{
    return size;
}

/* Sorts the ids and writes each once; returns the number of bytes. */
size_t file_ids_encode(uint32_t *ids, uint32_t count, uint8_t *ret_bytes);

/* False when the bytes are no such set. */
bool file_ids_decode(const uint8_t *bytes, size_t size, uint32_t *ret_ids, uint32_t *ret_count);

#endif
