/* What the files behind queues_find() share: one function at a time, and what its places are to a list. Private
 * to them. */
#ifndef STRANDED_PROGRAM_QUEUES_INSIDE_H
#define STRANDED_PROGRAM_QUEUES_INSIDE_H

#include "program/queues.h"

/* What is added to somewhere: kinds of node, by record; arrays, by element. */
struct kept {
    struct bitset nodes, arrays;
};

/* What a function does beside adding. */
struct manners {
    bool wakes, locks;
    bool waits;               /* without end */
    VECTOR(uint32_t) records; /* whose objects hold what it locks, waits for or signals */
};

struct scan {
    const struct program *program;
    const struct uses *uses;
    uint32_t number;
    const struct fn *fn;
    struct manners manners;
    struct kept *kept;
    struct queue_uses *found;
};

/* The kind of node, by the program's number of its record, that the place holds a pointer to, or a pointer
 * to such a pointer; 0 = none. */
uint32_t queues_node_held(const struct scan *scan, uint32_t place);
/* The kind of node that the place is an end of a list of: a field or global that holds such nodes, and is no
 * field of one; 0 = none. */
uint32_t queues_end_of_list(const struct scan *scan, uint32_t place);
/* The link of a node that the place is: a field of a node, or of a part of one, that holds such nodes. */
bool queues_is_link(const struct scan *scan, uint32_t place);
/* Whether the local gets a node out of something that holds nodes: storing it only moves that on. */
bool queues_is_taken_out(const struct scan *scan, uint32_t local);
/* The local at the root of an access path; 0 = none. */
uint32_t queues_root_local(const struct scan *scan, uint32_t place);

/* queue_cells.c: whether the function reads the very cell that the instruction writes. */
bool queues_reuses_cell(const struct scan *scan, const struct ir_instr *store);
/* Whether the instruction takes the address of a cell of some array, which the function then fills. */
bool queues_fills_cell(const struct scan *scan, const struct ir_instr *instr);
/* Adds the arrays in which the function searches for a value. */
void queues_find_searched(const struct scan *scan, struct bitset *arrays);
/* Whether two stores of the function go to cells of one index: what they put in belongs together. */
bool queues_share_index(const struct scan *scan, const struct queue_use *a,
                        const struct queue_use *b);
/* Whether the call gets the whole of an array that is added to, other than to make it larger. */
bool queues_hands_out(const struct scan *scan, const struct ir_instr *call);
/* Whether the instruction reads a cell of some array that the function goes over by itself. */
bool queues_goes_over(const struct scan *scan, const struct ir_instr *copy);

/* queue_tables.c: drops quiet sends into what is no queue but a table. */
void queue_tables_drop(struct scan *scan);

#endif
