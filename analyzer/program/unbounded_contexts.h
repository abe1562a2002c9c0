/* Whom a call keeps waiting: a request, a thread that does nothing else, or whoever calls. Private to this
 * folder. */
#ifndef STRANDED_PROGRAM_UNBOUNDED_CONTEXTS_H
#define STRANDED_PROGRAM_UNBOUNDED_CONTEXTS_H

#include "program/channels.h"

/* Whom the use keeps waiting, at its worst. */
enum blocking blocking_of(const struct channels *channels, const struct channel_use *use);
/* The function in which control begins that comes to this one most often. */
uint32_t blocking_root(const struct program *program, uint32_t fn);
/* The name of the function that is called there; "" = it is called through a pointer. */
const char *blocking_callee(const struct program *program, const struct channel_use *use);

#endif
