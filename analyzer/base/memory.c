#include "base/memory.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* The exit code of an internal failure, as the command line documents it. */
enum { EXIT_INTERNAL = 3 };

/* Bytes that are taken at once; and from which on a piece is taken, and given back, by itself. */
enum { PIECE = 64 << 20, PIECE_OF_ITS_OWN = 32 << 20 };

/* A first block of memory, larger than what the C library begins with; and the pages that spare the processor most
 * misses of its translation buffer, while a whole program lies all over the heap. */
enum { FIRST = 1 << 20, HUGE_PAGE = 2 << 20 };

void memory_take_large_pieces(void)
{
    (void)mallopt(M_TOP_PAD, PIECE);
    (void)mallopt(M_MMAP_THRESHOLD, PIECE_OF_ITS_OWN);
    /* more than the heap has yet, so that it grows by the first piece, and ends behind it */
    char *first = malloc(FIRST);
    char *end = sbrk(0);
    uintptr_t from = ((uintptr_t)first + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
    /* only advice: where the system has no huge pages, all goes on without */
    if (first && from < (uintptr_t)end && (uintptr_t)end - from <= PIECE + PIECE_OF_ITS_OWN)
        (void)madvise(first + (from - (uintptr_t)first), (size_t)((uintptr_t)end - from),
                      MADV_HUGEPAGE);
    free(first);
}

void memory_exhausted(void)
{
    static const char text[] = "stranded: out of memory\n";
    ssize_t ignored = write(STDERR_FILENO, text, sizeof(text) - 1);

    (void)ignored; /* there is nobody left to tell */
    _exit(EXIT_INTERNAL);
}

void *memory_zeroed(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size ? size : 1);

    if (!memory)
        memory_exhausted();
    return memory;
}

void *memory_resize(void *memory, size_t count, size_t size)
{
    size_t total = 0;

    if (__builtin_mul_overflow(count, size, &total))
        memory_exhausted();
    void *moved = realloc(memory, total ? total : 1);
    if (!moved)
        memory_exhausted();
    return moved;
}

void *memory_copy_of(const void *items, size_t count, size_t size)
{
    void *copy = memory_resize(NULL, count, size);

    memcpy(copy, items, count * size);
    return copy;
}
