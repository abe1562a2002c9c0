/* Stores through a pointer to a pointer, such as to the place where the next node of a list goes. Private to this
 * folder. */
#ifndef STRANDED_PROGRAM_LINKS_H
#define STRANDED_PROGRAM_LINKS_H

#include "program/stores.h"

struct links {
    struct store *items;        /* sorted by element, then as they stand in the program */
    uint32_t *first;            /* per element of a field or global: its first item */
    struct bitset is_elsewhere; /* elements whose address others have as well */
};

/* Requires targets. Lies in `run`. */
struct links *links_find(const struct program *program, struct arena *run);
/* Where the stores that may be to the element stand in `items`. */
struct store_span links_to(const struct links *links, uint32_t element);

#endif
