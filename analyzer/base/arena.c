#include "base/arena.h"

#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* Chunks grow by doubling up to this, so that a small unit costs little and a large one few calls. */
enum { CHUNK_FIRST = 16 << 10, CHUNK_MOST = 4 << 20 };

/* One piece of memory; the newest is the head of the list and the only one with room. */
struct chunk {
    struct chunk *older;
    size_t size; /* usable bytes behind the header */
    size_t used;
    alignas(max_align_t) unsigned char bytes[];
};

struct arena {
    struct chunk *newest;
    size_t used;
};

struct arena *arena_new(void)
{
    return memory_zeroed(1, sizeof(struct arena));
}

static void free_chunks(struct chunk *chunk)
{
    while (chunk) {
        struct chunk *older = chunk->older;
        free(chunk);
        chunk = older;
    }
}

void arena_free(struct arena *arena)
{
    if (!arena)
        return;
    free_chunks(arena->newest);
    free(arena);
}

void arena_reset(struct arena *arena)
{
    arena->used = 0;
#ifdef STRANDED_CHECK_ARENA
    free_chunks(arena->newest);
    arena->newest = NULL;
#else
    if (!arena->newest)
        return;
    free_chunks(arena->newest->older);
    arena->newest->older = NULL;
    arena->newest->used = 0;
#endif
}

static struct chunk *add_chunk(struct arena *arena, size_t need)
{
    size_t size = arena->newest ? arena->newest->size * 2 : CHUNK_FIRST;

    if (size > CHUNK_MOST)
        size = CHUNK_MOST;
#ifdef STRANDED_CHECK_ARENA
    size = need;
#endif
    if (size < need)
        size = need;

    struct chunk *chunk = memory_resize(NULL, 1, sizeof(struct chunk) + size);
    chunk->older = arena->newest;
    chunk->size = size;
    chunk->used = 0;
    arena->newest = chunk;
    return chunk;
}

void *arena_alloc_unset(struct arena *arena, size_t size)
{
    const size_t align = alignof(max_align_t);

    if (size > SIZE_MAX / 2)
        memory_exhausted();
    size = (size + align - 1) / align * align;

    struct chunk *chunk = arena->newest;
    if (!chunk || chunk->size - chunk->used < size)
        chunk = add_chunk(arena, size);
    void *memory = chunk->bytes + chunk->used;
    chunk->used += size;
    arena->used += size;
    return memory;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    return memset(arena_alloc_unset(arena, size), 0, size);
}

void *arena_alloc_array(struct arena *arena, size_t count, size_t size)
{
    size_t total = 0;

    if (__builtin_mul_overflow(count, size, &total))
        memory_exhausted();
    return arena_alloc(arena, total);
}

void *arena_copy(struct arena *arena, const void *data, size_t size)
{
    void *copy = arena_alloc_unset(arena, size);

    if (size)
        memcpy(copy, data, size);
    return copy;
}

const char *arena_string(struct arena *arena, const char *text, size_t length)
{
    char *copy = arena_alloc_unset(arena, length + 1);

    if (length)
        memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

const char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}

const char *arena_vprintf(struct arena *arena, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    char *text = arena_alloc(arena, (length > 0 ? (size_t)length : 0) + 1);
    if (length > 0)
        vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

size_t arena_used(const struct arena *arena)
{
    return arena->used;
}
