/* Where the program gives fields and globals their values. Flow-insensitive, by element. Private to
 * this folder. */
#ifndef STRANDED_PROGRAM_STORES_H
#define STRANDED_PROGRAM_STORES_H

#include "program/graph.h"

/* An instruction that writes a field or a global. */
struct store {
    uint32_t element;
    uint32_t fn, block, instr;
};

struct stores {
    struct store *items;     /* sorted by element, then as they stand in the program */
    uint32_t *first;         /* per element of a field or global: its first item */
    struct store *zeroings;  /* of whole records; `element` is the record's number; sorted by it */
    uint32_t *first_zeroing; /* per record */
    struct bitset address_taken; /* elements whose own address is kept or handed on */
};

/* Where the stores to one element stand in `items`. */
struct store_span {
    uint32_t first, end;
};
/* Nothing for an element that is no field or global. */
struct store_span stores_to(const struct stores *stores, uint32_t element);

/* Requires targets. Lies in `run`. */
struct stores *stores_find(const struct program *program, struct arena *run);

/* The type of what the place holds; types[0] where it is not known. */
const struct ir_type *stores_type_of_place(const struct fn *fn, struct ir_place_id place);

#endif
