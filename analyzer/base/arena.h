/* Arena: memory with one lifetime, allocated in any number and freed in one stroke.
 *
 * Lifetimes go by name, and the name stands at whoever owns the arena: `unit` (one translation
 * unit), `run` (one analysis), `scratch` (one function or step). What a function returns lives as
 * long as the arena that it was handed. */
#ifndef STRANDED_BASE_ARENA_H
#define STRANDED_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* A new, empty arena. Never NULL: out of memory ends the process. */
struct arena *arena_new(void);

/* Frees the arena and all that was allocated in it. Accepts NULL. */
void arena_free(struct arena *arena);

/* Empties the arena and keeps its memory for the next use. Builds with STRANDED_CHECK_ARENA free
 * every allocation instead, so that sanitizers see a use after the reset. */
void arena_reset(struct arena *arena);

/* `size` zeroed bytes, aligned for any type. A size of 0 gives a valid, unusable pointer. */
void *arena_alloc(struct arena *arena, size_t size) __attribute__((malloc, returns_nonnull));

/* The same, but with whatever was there before: for who fills all of it at once. */
void *arena_alloc_unset(struct arena *arena, size_t size) __attribute__((malloc, returns_nonnull));

/* `count` zeroed items of `size` bytes; ends the process when the product overflows. */
void *arena_alloc_array(struct arena *arena, size_t count, size_t size)
    __attribute__((malloc, returns_nonnull));

/* A copy of `size` bytes at `data`. */
void *arena_copy(struct arena *arena, const void *data, size_t size);

/* A NUL-terminated copy of the `length` bytes at `text`. */
const char *arena_string(struct arena *arena, const char *text, size_t length);

/* A NUL-terminated text made as by printf. */
const char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
const char *arena_vprintf(struct arena *arena, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/* Bytes handed out since the arena was made or reset. */
size_t arena_used(const struct arena *arena);

#define ARENA_NEW(arena, type)          ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_alloc_array((arena), (count), sizeof(type)))

#endif
