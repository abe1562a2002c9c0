/* Who calls whom, directly or not. Private to this folder.
 *
 * Functions that call each other are one component (Tarjan, Depth-first search and linear graph
 * algorithms, SIAM J. Comput. 1972), and what lies below one of them lies below all:
 * functions_below(), declared in stop_region.h. */
#ifndef STRANDED_PROGRAM_BELOW_H
#define STRANDED_PROGRAM_BELOW_H

#include "program/graph.h"

/* The functions that lead to one of the set's, by calls of any kind: the set grows by them. Costs as much
 * as lies above. */
void functions_add_above(const struct program *program, struct bitset *fns);
/* The same, by calls that are made by name. */
void functions_add_above_by_name(const struct program *program, struct bitset *fns);

#endif
