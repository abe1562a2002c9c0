/* What the files behind queues_find() share: one function at a time, what its places are to a list or an array,
 * and what its instructions do there. Private to them. */
#ifndef STRANDED_PROGRAM_QUEUES_INSIDE_H
#define STRANDED_PROGRAM_QUEUES_INSIDE_H

#include "base/bitset.h"
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

/* queue_nodes.c: the kind of node, by the program's number of its record, that the place holds a pointer to, or a pointer
 * to such a pointer; 0 = none. */
uint32_t queues_node_held(const struct scan *scan, uint32_t place);
/* The kind of node that the place is an end of a list of: a field or global that holds such nodes, and is no
 * field of one; 0 = none. */
uint32_t queues_end_of_list(const struct scan *scan, uint32_t place);
/* The link of a node that the place is: a field of a node, or of a part of one, that holds such nodes. */
bool queues_is_link(const struct scan *scan, uint32_t place);
/* Whether the local gets a node out of something that holds nodes: storing it only moves that on. */
bool queues_is_taken_out(const struct scan *scan, uint32_t local);
/* The end that gets a node which is new, or was handed in; 0 = none. */
uint32_t queues_adds_to_list(const struct scan *scan, const struct ir_instr *instr);
/* The end that the instruction writes; 0 = none. */
uint32_t queues_written_end(const struct scan *scan, const struct ir_instr *instr);

/* queue_indices.c: the array, as a place, of which the place is a cell, or lies in one, at an index that is kept in
 * a field or global and moves; 0 = none. */
uint32_t queues_cell_of_array(const struct scan *scan, uint32_t place, bool *ret_atomic);
/* Whether bytes are put into a text that the function reads itself, or begins anew: it collects them for itself. */
bool queues_collects(const struct scan *scan, const struct ir_instr *store, uint32_t array);

/* queue_objects.c: adds a use of the queue that the end or array belongs to. */
void queues_add_send(const struct scan *scan, uint32_t block, uint32_t instr, uint32_t end);
/* Takes out of one of the objects around the end. Which of them holds the queue is sure where it is also locked
 * or signalled; it may be any. */
void queues_add_receive(const struct scan *scan, uint32_t block, uint32_t instr, uint32_t end);
uint32_t queues_element_at(const struct scan *scan, uint32_t place);

/* What looks at each instruction of a function. */
typedef void visit_instr(struct scan *scan, uint32_t block, uint32_t instr, void *data);

/* queue_adds.c: adds a send where the instruction puts something in, and notes in `kept` what that is. */
visit_instr queues_visit_adding;
/* What is known to be a queue is filled without a lock before its threads are there. */
visit_instr queues_visit_filling;
/* Several stores that put one thing in are one: the last of them. Ends of one queue are not known to be so
 * yet: two stores of one value are one. */
void queues_keep_last_send(const struct scan *scan, struct queue_uses *found, uint32_t first);
/* Ends of one queue: one gets what the other holds, or its address; or both get the same node. `data`: the last
 * instruction that wrote an end; 0 = none yet. */
visit_instr queues_visit_pairing;

/* queue_takes.c: adds receives where the instruction takes out of what is in `kept`. `data`: a bool, whether the
 * function adds as well. */
visit_instr queues_visit_taking;
/* The same where the function goes on by what is in a cell. */
void queues_take_asked(struct scan *scan, uint32_t block);

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
