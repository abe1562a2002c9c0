/* Conditions on shared places, read from a function's graph alone: which of them hold wherever a block
 * is reached, and what the value in a place was read from. Private to this folder.
 *
 * Shared is what others see: a field, or a global. It is named by its element (elements.h). */
#ifndef STRANDED_PROGRAM_CONDITIONS_H
#define STRANDED_PROGRAM_CONDITIONS_H

#include "program/graph.h"

/* `element relation number` holds. */
struct condition_on {
    uint32_t element;
    enum ir_operator relation;
    int64_t number;
    bool stays; /* it keeps control in a loop that its opposite leaves */
    uint32_t block, edge;
    struct ir_location at;
};

VECTOR_TYPE(condition_list, struct condition_on);

/* The condition that holds where the block is left by that edge of its branch; element 0 = none on
 * a shared place. */
struct condition_on conditions_of_edge(const struct program *program, uint32_t fn, uint32_t block,
                                       uint32_t edge);
/* The conditions that every way from the entry to the block passes. Frees nothing in the list. */
void conditions_before(const struct program *program, uint32_t fn, uint32_t block,
                       struct condition_list *ret_list);
/* Whether one of the list excludes, or (conditions_ask) one of them asks for, that number there. */
bool conditions_exclude(const struct condition_list *list, uint32_t element, int64_t number);
bool conditions_ask(const struct condition_list *list, uint32_t element, int64_t number);

/* The shared place that the operand's value was read from, through locals that are set only once; 0 =
 * none. Where a local holds the truth of a comparison with a number, `ret` is that comparison. */
uint32_t conditions_source(const struct program *program, uint32_t fn, struct ir_operand operand);
/* A constant that an instruction leaves in a shared place; element 0 = it does not. */
struct constant_write {
    uint32_t element;
    int64_t number;
    bool counts_down; /* it takes one off instead, `number` says nothing */
};
struct constant_write conditions_write(const struct program *program, uint32_t fn,
                                       const struct ir_instr *instr);
/* The element of the place where it is shared; 0 = nobody else sees it. */
uint32_t conditions_shared(const struct program *program, uint32_t fn, struct ir_place_id place);
/* Whether some instruction sets the local place. */
bool conditions_is_written(const struct fn *fn, uint32_t place);
/* The parameter, from 1, that the operand is, if nobody sets it: what the function was called with; 0 = it is none. */
uint32_t conditions_parameter(const struct fn *fn, struct ir_operand operand);
/* The one instruction that sets the local place, NULL = there are several or none. */
const struct ir_instr *conditions_only_write(const struct fn *fn, uint32_t place);
/* The instruction that gives a shared place its value, right before the end of the block: no call comes behind it. NULL =
 * there is none. */
const struct ir_instr *conditions_last_write(const struct fn *fn, const struct ir_block *block,
                                             uint32_t place);

/* The record that the operand, a local, is declared to point to; 0 = it is no such thing. */
uint32_t conditions_pointee(const struct program *program, uint32_t fn, struct ir_operand operand);

/* The blocks that are reached from `from` (which counts only where a way leads back to it). */
struct bitset conditions_reach(const struct fn *fn, uint32_t from, struct arena *scratch);
/* The block that an instruction stands in; 0 = none. */
uint32_t conditions_block_of(const struct fn *fn, uint32_t instr);

#endif
