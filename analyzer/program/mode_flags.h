/* Flags that switch a service on and off while the program runs. Private to this folder. */
#ifndef STRANDED_PROGRAM_MODE_FLAGS_H
#define STRANDED_PROGRAM_MODE_FLAGS_H

#include "program/conditions.h"

/* The threads that the flag is looked at by. */
struct thread_use {
    uint32_t starter;            /* the function that starts them */
    const struct bitset *enders; /* functions that join them, or call who does */
};

/* Whether an event of the program makes the condition true, in a function that makes it false as well, if who starts
 * the threads does not, and goes on without having called one of those that join them. Requires contexts, stores. */
bool mode_is_switched_without(const struct program *program, const struct condition_on *condition,
                              const struct thread_use *threads);

#endif
