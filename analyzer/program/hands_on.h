/* Whether a thread hands on what it got as its argument, or a call what it gets: to a queue, a list, a pipe, a callback. Private to
 * this folder. */
#ifndef STRANDED_PROGRAM_HANDS_ON_H
#define STRANDED_PROGRAM_HANDS_ON_H

#include "program/graph.h"

/* Whether the body, or a function that it hands its argument to, puts it, or an address in it, where somebody
 * else may take it from: into what `into` names (elements.h; 0 = into anything at all).
 *
 * Requires solve. Flow-insensitive: copies of the argument are it for the whole function. */
bool hands_on_argument(const struct program *program, uint32_t body, uint32_t into);

/* Whether the call puts what its argument (from 1) points to where another thread may take it from; starting a
 * thread with it does not count. */
bool hands_on_message(const struct program *program, uint32_t fn, uint32_t instr,
                      uint32_t argument);

#endif
