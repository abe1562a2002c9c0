/* Elements: the flow-insensitive names of what can hold a value. A field is one element for all
 * objects of its record, an array is its elements, and what a pointer points to is the pointer's own
 * element. Numbers are those of struct key, plus locals; 0 is none. Private to this folder. */
#ifndef STRANDED_PROGRAM_ELEMENTS_H
#define STRANDED_PROGRAM_ELEMENTS_H

#include "program/graph.h"

/* The element of a local of a function, of a function's result, of a place (its last named step). */
uint32_t element_of_local(const struct program *program, uint32_t fn, uint32_t local);
uint32_t element_of_result(const struct program *program, uint32_t fn);
uint32_t element_of_place(const struct program *program, uint32_t fn, struct ir_place_id place);
/* The same, where the place is that field or global itself, or an element of it, and not what it points
 * to; else 0. */
uint32_t element_of_named_place(const struct program *program, uint32_t fn,
                                struct ir_place_id place);
/* The place's element if the operand is a place's value or address, else 0. */
uint32_t element_of_operand(const struct program *program, uint32_t fn, struct ir_operand operand);

/* Whether the element is a field. */
bool element_is_field(uint32_t element);

/* All elements as one dense range, for arrays: 0 .. elements_count() - 1. */
uint32_t elements_count(const struct program *program);
/* The elements of fields and globals are below this number. */
uint32_t elements_named(const struct program *program);
uint32_t element_index(const struct program *program, uint32_t element);

#endif
