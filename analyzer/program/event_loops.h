/* Which functions wait for something, and what a round of a loop around them is. Private to this folder.
 *
 * Requires targets and loops. */
#ifndef STRANDED_PROGRAM_EVENT_LOOPS_H
#define STRANDED_PROGRAM_EVENT_LOOPS_H

#include <stranded/check.h>

#include "program/graph.h"

struct waits {
    struct bitset
        waits; /* functions that wait for something from outside, and those that call them */
    struct bitset awaits;  /* the same for what another thread or process sends */
    struct bitset events;  /* those of the two that wait for more than the next piece of a file */
    struct bitset accepts; /* functions that wait for a connection: a model, or a wrapper of it */
};

struct waits event_loops_find(const struct program *program);

/* Whether the loop calls a function of the set. */
bool event_loop_waits(const struct bitset *waits, const struct fn *fn, const struct loop *loop);

/* What a round of the loop is that comes to the block, which lies in it. SOURCE_NONE: it is no event. */
enum event_source event_loop_source(const struct waits *all, const struct fn *fn,
                                    const struct loop *loop, uint32_t block);

#endif
