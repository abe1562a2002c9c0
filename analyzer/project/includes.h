/* The #include directives of a source, found without a preprocessor: conditionals, comments and
 * macros are not looked at, so the list may hold more than a compilation would see. */
#ifndef STRANDED_PROJECT_INCLUDES_H
#define STRANDED_PROJECT_INCLUDES_H

#include "base/vector.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;

struct include {
    const char *name; /* as written between the quotes or brackets, less a leading "./" */
    bool is_quoted;
};

struct includes {
    VECTOR(struct include) list;
};

/* Appends the directives in `size` bytes at `text`, in their order; names live in the arena. */
void includes_scan(const char *text, size_t size, struct arena *arena, struct includes *ret);

#endif
