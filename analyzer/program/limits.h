/* The facts behind program_limit() (check.h). Private to this folder. */
#ifndef STRANDED_PROGRAM_LIMITS_H
#define STRANDED_PROGRAM_LIMITS_H

#include "base/vector.h"
#include "program/graph.h"

VECTOR_TYPE(creation_list, const struct creation *);

/* Appends the pools that are made without a limit, as creations. Requires stops_prepare(). */
void limits_find_pools(struct program *program, struct creation_list *list);

#endif
