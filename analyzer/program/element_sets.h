/* Disjoint sets of elements, with path halving and union by rank (Tarjan, van Leeuwen, Worst-case analysis of
 * set union algorithms, JACM 1984). A set of which code out of sight knows a member says so as a whole. Private
 * to this folder. */
#ifndef STRANDED_PROGRAM_ELEMENT_SETS_H
#define STRANDED_PROGRAM_ELEMENT_SETS_H

#include "program/graph.h"

struct element_sets {
    const struct program *program;
    /* by element_index() */
    uint32_t *parent;
    uint8_t *rank;
    uint8_t *escapes;
};

/* Every element in a set of its own. */
void element_sets_init(struct element_sets *sets, const struct program *program);
void element_sets_deinit(struct element_sets *sets);

/* The number of the set that the element index is in. */
uint32_t element_sets_root(struct element_sets *sets, uint32_t index);
/* The two elements are in one set from now on; 0 is none. */
void element_sets_unify(struct element_sets *sets, uint32_t element_a, uint32_t element_b);
/* Code out of sight knows the element; 0 is none. */
void element_sets_escape(struct element_sets *sets, uint32_t element);
/* How an element escapes, as bits. Two ways do not let code out of sight use what the program has made: its number
 * is printed; or the element also holds what a function of the system has made. And one matters only to who asks
 * for such a use: it lies in a record of the system's. */
enum {
    ESCAPES_ITSELF = 1 << 0,
    ESCAPES_IN_TEXT = 1 << 1,
    ESCAPES_FROM_SYSTEM = 1 << 2,
    ESCAPES_TO_SYSTEM = 1 << 3,
};
void element_sets_escape_so(struct element_sets *sets, uint32_t element, uint8_t how);

#endif
