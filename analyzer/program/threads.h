/* Which thread runs a function: the one whose body, or whose main, all ways to it begin in. Private to this
 * folder. */
#ifndef STRANDED_PROGRAM_THREADS_H
#define STRANDED_PROGRAM_THREADS_H

#include "base/vector.h"
#include "program/creations.h"
#include "program/graph.h"

/* Per fn: what runs it. */
enum {
    RUN_BY_NONE = 0,          /* control does not reach it */
    RUN_BY_MANY = UINT32_MAX, /* several threads, or handlers, or another process */
    /* else the function that all of them begin in: main, or the body of a thread */
};

/* Requires contexts and solve. Lies in the run's arena; made at the first call. */
const uint32_t *threads_run_by(const struct program *program);

VECTOR_TYPE(starts, struct start);

/* Where threads are started, detached ones as well, and with which bodies; sorted by body. Made at the first
 * call. */
const struct starts *threads_starts(const struct program *program);
/* The first start of the body; the number of starts where there is none. */
uint32_t threads_first_start(const struct starts *starts, uint32_t body);

#endif
