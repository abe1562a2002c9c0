/* Whether a function is ever called with NULL. Private to this folder. */
#ifndef STRANDED_PROGRAM_NULL_ARGUMENTS_H
#define STRANDED_PROGRAM_NULL_ARGUMENTS_H

#include "program/graph.h"

/* Whether some caller hands NULL for the parameter, from 1, or may: somebody out of sight, or by a local that may be
 * NULL. What is read from an object or a global is taken to be there: whoever keeps something passes it on. Requires
 * targets, members. */
bool null_argument_is_given(const struct program *program, uint32_t fn, uint32_t parameter);

#endif
