/* Which functions a thread may be cancelled in. Private to this folder. */
#ifndef STRANDED_PROGRAM_CANCELS_H
#define STRANDED_PROGRAM_CANCELS_H

#include "program/graph.h"

/* The functions that a thread runs which somebody may cancel; all, where it is not known whom. Lies in `arena`. */
struct bitset cancels_find(const struct program *program, struct arena *arena);

#endif
