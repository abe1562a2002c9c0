/* Flags that switch a service on and off while the program runs. Private to this folder. */
#ifndef STRANDED_PROGRAM_MODE_FLAGS_H
#define STRANDED_PROGRAM_MODE_FLAGS_H

#include "program/conditions.h"

/* Whether an event of the program makes the condition true, in a function that makes it false as well, and goes on
 * without having called one of the functions in the set. Requires contexts, stores. */
bool mode_is_switched_without(const struct program *program, const struct condition_on *condition,
                              const struct bitset *enders);

#endif
