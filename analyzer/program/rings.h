/* Lists whose head points to itself while they are empty, such as those of the Linux kernel. Private to this folder. */
#ifndef STRANDED_PROGRAM_RINGS_H
#define STRANDED_PROGRAM_RINGS_H

#include "program/predicates.h"

struct rings {
    struct store *
        items; /* calls that are given a head; sorted by element, then as they stand in the program */
    bool *adds; /* per item: it links something to the head; else nobody knows what it does there */
    uint32_t *first;            /* per element of a field or global: its first item */
    struct bitset is_elsewhere; /* elements whose address is kept as well */
};

/* Requires targets. Lies in `run`. */
struct rings *rings_find(const struct program *program, struct arena *run);
/* Where the calls that are given that head stand in `items`. */
struct store_span rings_to(const struct rings *rings, uint32_t element);
/* The head that such a call is given, as a place of its function; 0 = none. */
struct ir_place_id rings_head(const struct program *program, const struct store *call);

/* Whether the edge of the block is taken only while such a list is empty; then `look` says which one. */
bool rings_look(const struct program *program, uint32_t fn, uint32_t block, uint32_t edge,
                struct look *look);

#endif
