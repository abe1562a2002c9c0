/* Typed vector: a growing array of one type, with 32-bit indices.
 *
 * `VECTOR(struct x) xs = {0};` is an empty vector. The macros below are its whole interface; each
 * evaluates `vector` several times, so hand it a plain lvalue. A vector holds at most 2^31 items;
 * growing beyond ends the process, so whoever fills one from input states a smaller bound. */
#ifndef STRANDED_BASE_VECTOR_H
#define STRANDED_BASE_VECTOR_H

#include <stdint.h>
#include <stdlib.h>

/* Declares an anonymous vector type, meant for a struct's member or one local variable. */
#define VECTOR(type)                                                                               \
    struct {                                                                                       \
        type *items;                                                                               \
        uint32_t count;                                                                            \
        uint32_t capacity;                                                                         \
    }

/* The same as a struct with a tag, where a vector has to be handed to a function. */
#define VECTOR_TYPE(tag, type)                                                                     \
    struct tag {                                                                                   \
        type *items;                                                                               \
        uint32_t count;                                                                            \
        uint32_t capacity;                                                                         \
    }

/* Room for one more item; used by the macros only. Returns the moved items. */
void *vector_grow(void *items, uint32_t *capacity, size_t item_size);

#define vector_push(vector, ...)                                                                   \
    do {                                                                                           \
        if ((vector)->count == (vector)->capacity)                                                 \
            (vector)->items =                                                                      \
                vector_grow((vector)->items, &(vector)->capacity, sizeof(*(vector)->items));       \
        (vector)->items[(vector)->count++] = __VA_ARGS__;                                          \
    } while (0)

#define vector_pop(vector)   ((vector)->items[--(vector)->count])
#define vector_last(vector)  (&(vector)->items[(vector)->count - 1])
#define vector_clear(vector) ((void)((vector)->count = 0))

/* Frees the items and leaves an empty vector. */
#define vector_deinit(vector)                                                                      \
    do {                                                                                           \
        free((vector)->items);                                                                     \
        (vector)->items = NULL;                                                                    \
        (vector)->count = (vector)->capacity = 0;                                                  \
    } while (0)

#define vector_each(item, vector)                                                                  \
    for ((item) = (vector)->items; (item) < (vector)->items + (vector)->count; (item)++)

#endif
