/* Uses of channels, conditions and locks through functions of the program's own that only pass them on:
 * os_lock(m) { pthread_mutex_lock(m); }. Such a call is a use itself, of what that call names. Private to
 * this folder. */
#ifndef STRANDED_PROGRAM_WRAPPED_USES_H
#define STRANDED_PROGRAM_WRAPPED_USES_H

#include "program/uses.h"

/* All uses, but those of wrappers stand where these are called. Sorted by function; lies in `run` but for
 * its list: uses_free(). */
struct uses *uses_unwrap(const struct program *program, const struct uses *uses, struct arena *run);

#endif
