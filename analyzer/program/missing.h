/* What may be missing from a program that is analysed without all of its headers or macros: where something is, that
 * nobody in sight does a thing is no claim to make. Private to this folder. */
#ifndef STRANDED_PROGRAM_MISSING_H
#define STRANDED_PROGRAM_MISSING_H

#include "program/graph.h"

/* Whether statements, or whole functions, of the function's unit may be missing: there are errors in it, and something
 * is named that is not understood. */
bool missing_in_unit(const struct program *program, uint32_t fn);

/* Whether somebody may call the function though no call in sight reaches it: nobody calls it, or one of its callers,
 * and in that one's unit something is missing, such as the table that it stands in. */
bool missing_callers(const struct program *program, uint32_t fn);

#endif
