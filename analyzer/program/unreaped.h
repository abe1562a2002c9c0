/* Threads that nobody releases though somebody could: the program ends what is kept in the place of
 * the handle, but by then, or just then, this thread is missed. Private to this folder. */
#ifndef STRANDED_PROGRAM_UNREAPED_H
#define STRANDED_PROGRAM_UNREAPED_H

#include "program/creations.h"
#include "program/graph.h"

enum { UNREAPED_STEPS = 3 };

struct unreaped {
    const char *words; /* how it is missed: "is not joined once it has ended by itself" */
    struct step steps[UNREAPED_STEPS];
    uint32_t n_steps;
};

/* Whether there is such a thread of that creation, which reaches nothing out of sight. `events`: what
 * releases it. */
bool unreaped_find(const struct program *program, const struct creation_record *record,
                   unsigned events, struct unreaped *ret_unreaped);

#endif
