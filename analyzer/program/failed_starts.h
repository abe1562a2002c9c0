/* Calls that have not made what they should. Private to this folder. */
#ifndef STRANDED_PROGRAM_FAILED_STARTS_H
#define STRANDED_PROGRAM_FAILED_STARTS_H

#include "program/creations.h"

/* The block that follows where the call, of a function or of one that starts threads or makes clients further
 * below, has made nothing; 0 = that is not tested right behind it, or it cannot be told. */
uint32_t failed_start(const struct program *program, const struct start *start);
/* The body of the thread that could not be started wherever control comes to that block; 0 = there is none. */
uint32_t failed_start_before(const struct program *program, uint32_t fn, uint32_t block);

#endif
