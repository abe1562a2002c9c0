/* Memory from the heap that is either there or ends the process: out of memory is the one failure
 * that nothing of ours handles (workers are expendable, the store commits in transactions). */
#ifndef STRANDED_BASE_MEMORY_H
#define STRANDED_BASE_MEMORY_H

#include <stddef.h>

/* Room for `count` items of `size` bytes, zeroed. The caller frees it with free(). */
void *memory_zeroed(size_t count, size_t size) __attribute__((malloc, returns_nonnull));

/* As realloc() for `count` items of `size` bytes, but never NULL. New bytes are not zeroed. */
void *memory_resize(void *memory, size_t count, size_t size) __attribute__((returns_nonnull));

/* A copy of `count` items of `size` bytes, which exist. The caller frees it with free(). */
void *memory_copy_of(const void *items, size_t count, size_t size)
    __attribute__((malloc, returns_nonnull));

/* Has the C library take memory from the system in large pieces and keep what is freed (mallopt(3)): arrays that grow
 * and go would cost a system call, and their pages anew, each time. The first piece is of huge pages, where the system
 * has some to give. For the start of main(). */
void memory_take_large_pieces(void);

/* Says that memory is exhausted and ends the process with exit code 3. */
void memory_exhausted(void) __attribute__((noreturn));

#endif
