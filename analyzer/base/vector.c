#include "base/vector.h"

#include "base/memory.h"

enum { VECTOR_FIRST = 8 };

static const uint32_t vector_most = UINT32_C(1) << 31;

void *vector_grow(void *items, uint32_t *capacity, size_t item_size)
{
    if (*capacity >= vector_most)
        memory_exhausted();
    *capacity = *capacity ? *capacity * 2 : VECTOR_FIRST;
    return memory_resize(items, *capacity, item_size);
}
