#include "store/file_ids.h"

#include <stdint.h>
#include <stdlib.h>

static int compare_ids(const void *left, const void *right)
{
    const uint32_t *a = left, *b = right;

    return (*a > *b) - (*a < *b);
}

size_t file_ids_encode(uint32_t *ids, uint32_t count, uint8_t *ret_bytes)
{
    uint8_t *end = ret_bytes;
    uint32_t before = 0;

    if (count > 1)
        qsort(ids, count, sizeof(*ids), compare_ids);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t step = ids[i] - before;

        if (step == 0)
            continue;
        for (; step >= 0x80; step >>= 7)
            *end++ = (uint8_t)(step | 0x80);
        *end++ = (uint8_t)step;
        before = ids[i];
    }
    return (size_t)(end - ret_bytes);
}

bool file_ids_decode(const uint8_t *bytes, size_t size, uint32_t *ret_ids, uint32_t *ret_count)
{
    const uint8_t *end = bytes + size;
    uint64_t id = 0;
    uint32_t count = 0;

    while (bytes < end) {
        uint64_t step = *bytes & 0x7f;

        for (unsigned shift = 7; *bytes++ & 0x80; shift += 7) {
            if (bytes == end || shift > 28)
                return false;
            step |= (uint64_t)(*bytes & 0x7f) << shift;
        }
        id += step;
        if (step == 0 || id > UINT32_MAX)
            return false;
        ret_ids[count++] = (uint32_t)id;
    }
    *ret_count = count;
    return true;
}
