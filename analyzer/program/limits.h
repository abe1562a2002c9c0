/* The facts behind program_limit() (check.h). Private to this folder. */
#ifndef STRANDED_PROGRAM_LIMITS_H
#define STRANDED_PROGRAM_LIMITS_H

#include "base/vector.h"
#include "program/creations.h"

/* Appends the pools that are made without a limit, as creations. Requires stops_prepare(). */
void limits_find_pools(struct program *program, struct creation_list *list);

/* Whether something on the way to the spawn counts what was started, or waits for a free place. */
bool limits_found(const struct program *program, const struct start *start);

#endif
