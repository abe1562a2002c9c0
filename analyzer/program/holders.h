/* Which places may hold the same handle, or the same pointer: a unification of the values that flow
 * between fields, globals and locals (Steensgaard, Points-to analysis in almost linear time, POPL
 * 1996), by field. Flow-insensitive, over all functions, so that what the paths of solve.c do not see
 * (getters, containers, code that copies handles about) is still known to be possible.
 *
 * Elements name what can hold a value: fields and globals as in struct key, locals by function. */
#ifndef STRANDED_PROGRAM_HOLDERS_H
#define STRANDED_PROGRAM_HOLDERS_H

#include "program/graph.h"
#include "program/value.h"

/* Requires program_find_targets(), and which functions were solved: calls between solved functions
 * are known by their summaries and unify nothing. */
struct holders *holders_find(const struct program *program, const struct bitset *solved);
/* The same, were nothing solved; and what goes into functions of that set goes no further. */
struct holders *holders_find_past(const struct program *program, const struct bitset *ends);
void holders_free(struct holders *holders);

/* Whether values may have flown between the two elements. */
bool holders_same(struct holders *holders, uint32_t element_a, uint32_t element_b);
/* Whether what the element holds may have reached code that is not in sight. */
bool holders_escape(struct holders *holders, uint32_t element);
/* The number of the set that the element is in: equal for elements that are the same. */
uint32_t holders_class(struct holders *holders, uint32_t element);
/* Whether a handle kept in the class `kept` may be the one read from the class `read`. */
bool holders_match(struct holders *holders, struct key kept, struct key read);

#endif
