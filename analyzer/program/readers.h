/* Which functions read a field or a global, and which lead there. Private to this folder. */
#ifndef STRANDED_PROGRAM_READERS_H
#define STRANDED_PROGRAM_READERS_H

#include "program/graph.h"

struct readers {
    uint32_t *fns;   /* sorted by element, then by function */
    uint32_t *first; /* per element of a field or global: its first function; one more at the end */
};

/* Requires targets. Lies in `run`. */
struct readers *readers_find(const struct program *program, struct arena *run);
/* The functions that read it, and all from which calls lead to them. */
struct bitset readers_leading_to(const struct readers *readers, const struct program *program,
                                 uint32_t element, struct arena *arena);

#endif
